import { Kind } from 'graphql'
import { operationOf, type GraphQLRequest } from './graphql/execution.ts'
import type { Incoming } from './incoming.ts'
import { matchRoute } from './rest/router.ts'

/** The GraphQL request in a body; undefined when it is none. */
export function graphqlRequest(json: unknown): GraphQLRequest | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { query, variables, operationName } = json as Record<string, unknown>
  if (typeof query !== 'string') return undefined
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    operationName: typeof operationName === 'string' ? operationName : undefined
  }
}

/** What a request asks for, by the names that logs and faults use. */
export function operationsOf(incoming: Incoming): string[] {
  const { kind, method, url, json } = incoming
  if (kind === 'git') return ['git']
  if (kind === 'rest') {
    const matched = matchRoute(method, url.pathname)
    return [`${method} ${matched?.route.pattern ?? url.pathname}`.trim()]
  }
  const request = graphqlRequest(json)
  const operation = request === undefined ? undefined : operationOf(request)
  if (operation === undefined) return []
  const fields = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : []
  )
  return [operation.operation, ...fields]
}
