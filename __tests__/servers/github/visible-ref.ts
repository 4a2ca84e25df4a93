import { zeroOid } from '../git/object.ts'
import { isHidden, type DatedMove } from './lag.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'

const movesOf = (repository: Repository, name: string): DatedMove[] =>
  repository.moves.filter((move) => move.name === name)

function isNewborn(session: Session, repository: Repository, name: string): boolean {
  const { lag } = session.forge
  if (lag.newBranchMs === 0 && lag.newBranchRequests === 0) return false
  const birth = movesOf(repository, name).findLast((move) => move.before === zeroOid)
  return birth !== undefined && isHidden(lag, birth, session.request.number, lag.newBranchRequests)
}

/** Where a ref is in the eyes of a request that means to write; undefined when it does not see it. */
export async function refForWriting(
  session: Session,
  repository: Repository,
  name: string
): Promise<string | undefined> {
  return isNewborn(session, repository, name) ? undefined : await repository.git.refs.read(name)
}

/** Where a ref is in the eyes of a request that reads; it may be told of an earlier state. */
export async function refForReading(
  session: Session,
  repository: Repository,
  name: string
): Promise<string | undefined> {
  const now = await refForWriting(session, repository, name)
  const since = Date.now() - session.forge.lag.readsMs
  if (session.forge.lag.readsMs === 0) return now
  const unseen = movesOf(repository, name).find((move) => move.time > since && move.request > 0)
  if (unseen === undefined) return now
  return unseen.before === zeroOid ? undefined : unseen.before
}
