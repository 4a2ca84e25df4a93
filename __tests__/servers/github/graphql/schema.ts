import { schema as published } from '@octokit/graphql-schema'
import {
  buildClientSchema,
  GraphQLError,
  isScalarType,
  type GraphQLSchema,
  type IntrospectionQuery
} from 'graphql'
import { isOid } from '../../git/object.ts'

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function checkScalar(schema: GraphQLSchema, name: string, isValid: (text: string) => boolean): void {
  const scalar = schema.getType(name)
  if (!isScalarType(scalar)) return
  scalar.parseValue = (value) => {
    if (typeof value === 'string' && isValid(value)) return value
    throw new GraphQLError(`Could not coerce value ${JSON.stringify(value)} to ${name}`)
  }
}

/** GitHub's published schema, its scalars as strict as GitHub is about what they take. */
function loadSchema(): GraphQLSchema {
  const schema = buildClientSchema(published.json as unknown as IntrospectionQuery, {
    assumeValid: true
  })
  checkScalar(schema, 'Base64String', (text) => base64.test(text))
  checkScalar(schema, 'GitObjectID', isOid)
  return schema
}

/** GitHub's GraphQL schema. */
export const schema = loadSchema()
