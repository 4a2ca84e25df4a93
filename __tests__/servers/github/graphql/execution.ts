import {
  defaultFieldResolver,
  execute,
  getOperationAST,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFieldResolver,
  type OperationDefinitionNode
} from 'graphql'
import { Refusal } from '../refusal.ts'
import type { Session } from '../session.ts'
import { mutationRoot } from './mutation-root.ts'
import { checkBoundaries } from './page-boundaries.ts'
import { queryRoot } from './query-root.ts'
import { schema } from './schema.ts'
import { missingScope } from './scopes.ts'
import { checkDocument, type PrintedError } from './validation.ts'
import { checkVariables } from './variables.ts'

/** A GraphQL request's body. */
export interface GraphQLRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

/** A GraphQL answer's body. */
export interface GraphQLAnswer {
  data?: unknown
  errors?: readonly PrintedError[]
}

/** The operation that a request means; undefined when its document has none of that name, or does not parse. */
export function operationOf(request: GraphQLRequest): OperationDefinitionNode | undefined {
  const { document } = checkDocument(request.query)
  return document === undefined ? undefined : (getOperationAST(document, request.operationName) ?? undefined)
}

const resolveModelled: GraphQLFieldResolver<unknown, Session> = (source, args, session, info) => {
  if (typeof source === 'object' && source !== null && !(info.fieldName in source))
    throw new Error(`The loopback GitHub does not model ${info.parentType.name}.${info.fieldName}.`)
  return defaultFieldResolver(source, args, session, info)
}

function printFieldError(error: GraphQLError): PrintedError {
  const cause = error.originalError
  const refusal = cause instanceof Refusal ? cause : undefined
  return {
    ...(refusal?.type === undefined ? {} : { type: refusal.type }),
    path: error.path ?? [],
    ...(refusal?.extensions === undefined ? {} : { extensions: refusal.extensions }),
    locations: error.locations ?? [],
    message: error.message
  }
}

const printNotices = (session: Session): PrintedError[] =>
  session.notices.map(({ refusal, path, locations }) => ({
    ...(refusal.type === undefined ? {} : { type: refusal.type }),
    path,
    locations,
    message: refusal.message
  }))

function requestErrors(session: Session, request: GraphQLRequest): readonly PrintedError[] {
  const { document, errors } = checkDocument(request.query)
  if (errors.length > 0 || document === undefined) return errors
  const operation = operationOf(request)
  if (operation === undefined)
    return [
      {
        message:
          request.operationName === undefined
            ? 'An operation name is required'
            : `No operation named "${request.operationName}"`
      }
    ]
  const variableErrors = checkVariables(operation, request.variables)
  if (variableErrors.length > 0) return variableErrors
  const scope = missingScope(session, operation)
  return scope === undefined ? checkBoundaries(document, operation, request.variables) : [scope]
}

async function run(
  session: Session,
  document: DocumentNode,
  request: GraphQLRequest
): Promise<GraphQLAnswer> {
  const isMutation = operationOf(request)?.operation === OperationTypeNode.MUTATION
  const result = await execute({
    schema,
    document,
    rootValue: isMutation ? mutationRoot : queryRoot,
    contextValue: session,
    variableValues: request.variables,
    operationName: request.operationName ?? null,
    fieldResolver: resolveModelled
  })
  const errors = [...(result.errors ?? []).map(printFieldError), ...printNotices(session)]
  return errors.length === 0 ? { data: result.data } : { data: result.data, errors }
}

/** Carries out a GraphQL request. What is wrong with the request as a whole is answered without `data`, and nothing is run. */
export async function executeRequest(session: Session, request: GraphQLRequest): Promise<GraphQLAnswer> {
  const errors = requestErrors(session, request)
  const { document } = checkDocument(request.query)
  if (errors.length > 0 || document === undefined) return { errors }
  return await run(session, document, request)
}
