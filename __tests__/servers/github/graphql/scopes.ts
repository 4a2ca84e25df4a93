import { Kind, OperationTypeNode, type OperationDefinitionNode } from 'graphql'
import type { Session } from '../session.ts'
import type { PrintedError } from './validation.ts'

/** A classic token without the `repo` scope may not run mutations at all: the request is refused as a whole. */
export function missingScope(session: Session, operation: OperationDefinitionNode): PrintedError | undefined {
  const { token } = session
  if (token?.kind !== 'pat-classic' || operation.operation !== OperationTypeNode.MUTATION) return undefined
  if (token.scopes.includes('repo') || token.scopes.includes('public_repo')) return undefined
  const [field] = operation.selectionSet.selections
  const name = field?.kind === Kind.FIELD ? field.name.value : ''
  const { line = 1, column = 1 } = field?.loc?.startToken ?? {}
  return {
    type: 'INSUFFICIENT_SCOPES',
    locations: [{ line, column }],
    message:
      `Your token has not been granted the required scopes to execute this query. The '${name}' field requires ` +
      `one of the following scopes: ['public_repo'], but your token has only been granted the: ` +
      `[${token.scopes.map((scope) => `'${scope}'`).join(', ')}] scopes. Please modify your token's scopes at: ` +
      'https://github.com/settings/tokens.'
  }
}
