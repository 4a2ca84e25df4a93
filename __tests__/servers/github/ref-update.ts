import { isOid, zeroOid } from '../git/object.ts'
import { isRefName, RefConflict, RefMoved, type RefMove } from '../git/ref-store.ts'
import { requireRight } from './access.ts'
import {
  branchChange,
  matchesBranch,
  protectedBranch,
  protectionReason,
  rulesetReasons,
  ruleViolation
} from './protection.ts'
import { lostRace, unprocessable } from './refusal.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'
import { requireWorkflowRight } from './workflow-files.ts'

/** A ref as a request wants it. */
export interface WantedRef {
  readonly name: string
  /** Where it must be now; zeros: it must not be there; undefined: wherever it is. */
  readonly before?: string | undefined
  /** Where it shall be; zeros: it shall go. */
  readonly after: string
  readonly force: boolean
}

function checkProtections(session: Session, repository: Repository, move: RefMove, isForced: boolean): void {
  const change = branchChange(move, isForced)
  if (change === undefined) return
  const login = session.viewer.login
  for (const protection of repository.protections) {
    if (!matchesBranch(protection.branch, change.branch) || protection.bypass.includes(login)) continue
    const reason = protectionReason(protection, change)
    if (reason !== undefined) throw protectedBranch(change.branch, reason)
  }
  const rulesets = repository.rulesets.filter(
    (ruleset) => matchesBranch(ruleset.branch, change.branch) && !ruleset.bypass.includes(login)
  )
  const reasons = rulesets.flatMap((ruleset) => rulesetReasons(ruleset, change))
  if (reasons.length > 0) throw ruleViolation(reasons)
}

async function checkedMove(session: Session, repository: Repository, wanted: WantedRef): Promise<RefMove> {
  const { name, after, force } = wanted
  const { git } = repository
  if (!isRefName(name)) throw unprocessable(`${name} is not a valid ref name.`, 'Reference name is invalid')
  const current = (await git.refs.read(name)) ?? zeroOid
  const before = wanted.before ?? current
  if (before !== current) throw lostRace(name, current, before)
  if (after === zeroOid) {
    if (before === zeroOid) throw unprocessable('Reference does not exist')
    checkProtections(session, repository, { name, before, after }, false)
    return { name, before, after }
  }
  if (!isOid(after) || (await git.objects.commit(after)) === undefined)
    throw unprocessable('Object does not exist')
  const isForward = before === zeroOid || (await git.history.isAncestor(before, after))
  if (!isForward && !force) throw unprocessable('Update is not a fast forward')
  await requireWorkflowRight(session, repository, before, after)
  checkProtections(session, repository, { name, before, after }, !isForward)
  return { name, before, after }
}

/** Moves refs for a request, all or none: rights, protections and fast forward are checked, then git decides. */
export async function updateRefs(
  session: Session,
  repository: Repository,
  wanted: readonly WantedRef[],
  operation = 'UpdateRefs'
): Promise<void> {
  requireRight(session, repository, 'contents', 'write', operation)
  const moves: RefMove[] = []
  for (const ref of wanted) moves.push(await checkedMove(session, repository, ref))
  await session.forge.hooks.run('ref-update', session.request)
  try {
    await repository.move(moves, session.request.number)
  } catch (error) {
    if (error instanceof RefMoved) throw lostRace(error.ref, error.actual, error.expected)
    if (error instanceof RefConflict) throw unprocessable('Reference update failed')
    throw error
  }
}
