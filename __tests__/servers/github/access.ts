import type { Session } from './session.ts'
import type { Repository } from './repository.ts'
import { forbidden, notFound, Refusal } from './refusal.ts'
import type { Level, Right } from './token.ts'

const order: readonly Level[] = ['none', 'read', 'write']

/** How far a right of the asking token goes on a repository. */
export function levelOf(session: Session, repository: Repository, right: Right): Level {
  const level = session.token?.rightsOn(repository.nameWithOwner)?.[right] ?? 'none'
  return level === 'none' && !repository.settings.isPrivate && right !== 'members' ? 'read' : level
}

/** Whether the asking token can see that the repository exists. */
export const isVisible = (session: Session, repository: Repository): boolean =>
  !repository.settings.isPrivate || session.token?.rightsOn(repository.nameWithOwner) !== undefined

/** The repository of that name, or the answer that there is none. */
export function visibleRepository(session: Session, nameWithOwner: string): Repository {
  const repository = session.forge.repository(nameWithOwner)
  if (repository !== undefined && isVisible(session, repository)) return repository
  throw notFound(`Could not resolve to a Repository with the name '${nameWithOwner}'.`)
}

const notAccessible = (session: Session, operation: string): Refusal => {
  const kind = session.token?.kind
  if (kind === undefined) return new Refusal('Requires authentication', { status: 401 })
  if (kind !== 'pat-classic') {
    const by = kind === 'pat-fine' ? 'personal access token' : 'integration'
    return new Refusal(`Resource not accessible by ${by}`, {
      kind: 'permission',
      type: 'FORBIDDEN',
      status: 403,
      extensions: { saml_failure: false }
    })
  }
  const login = session.token?.login ?? ''
  const message = `${login} does not have the correct permissions to execute \`${operation}\``
  return new Refusal(message, {
    kind: 'permission',
    type: 'FORBIDDEN',
    status: 404,
    restMessage: 'Not Found'
  })
}

/** Throws unless the asking token has the right on the repository; writing also wants one that is not archived. */
export function requireRight(
  session: Session,
  repository: Repository,
  right: Right | readonly Right[],
  level: Level,
  operation = 'Repository'
): void {
  const rights = typeof right === 'string' ? [right] : right
  const isEnough = (one: Right): boolean =>
    order.indexOf(levelOf(session, repository, one)) >= order.indexOf(level)
  if (!rights.some(isEnough)) throw notAccessible(session, operation)
  const { isArchived, isLocked, isDisabled } = repository.settings
  if (level === 'write' && (isLocked || isDisabled)) throw forbidden('Repository access blocked')
  if (level === 'write' && isArchived) throw forbidden('Repository was archived so is read-only.')
}
