import { UpdateError } from '../../core/error.ts'
import type { OpenRequest } from '../../ports/pull-requests.ts'
import type { CommitRequest } from '../../ports/repository.ts'
import { commitSituation } from './commit-situation.ts'
import type { Connection } from './connection.ts'
import { causeOf, type Fault } from './fault.ts'
import type { Step } from './mutation.ts'
import { workflowRights } from './rights.ts'
import type { Situation } from './refusal.ts'
import { writeRefusal } from './write-answer.ts'

/** A pull request from the branch of a commit, for those who are told why it was refused. */
export const proposalSituation = (
  connection: Connection,
  { repository, branch, files }: CommitRequest
): Situation => ({
  action: `the pull request from "${branch}"`,
  repository: repository.nameWithOwner,
  branch,
  token: connection.tokenKind,
  rights: ['contents: write', 'pull-requests: write', ...workflowRights(files.map(({ path }) => path))]
})

/** The commit that a pull request consists of, for those who are told why it was refused: it takes no less than the whole. */
export const proposedCommitSituation = (connection: Connection, request: CommitRequest): Situation => ({
  ...commitSituation(connection, request),
  rights: proposalSituation(connection, request).rights
})

/** The error for a branch that was there and is gone: its pull request was merged or closed, so that all must be read anew. */
export const whereGone = (error: unknown, branch: string): unknown =>
  error instanceof UpdateError && error.code === 'missing-branch'
    ? new UpdateError('stale-head', `"${branch}" was deleted meanwhile.`, { cause: error })
    : error

/** The error for a step that puts the branch where the commit goes. */
export function branchRefusal(fault: Fault, { field }: Step, situation: Situation): UpdateError {
  const cause = causeOf(fault)
  // Another run has made the branch, or moved it: what it put there must be read before anything is added to it.
  const isMove = field === 'updateRefs'
  if (cause === 'already-exists' || (isMove && ['other', 'branch-missing'].includes(cause))) {
    return new UpdateError('stale-head', `"${situation.branch}" was changed meanwhile (${fault.message}).`)
  }
  if (cause === 'stale' && !isMove) {
    const why = 'made meanwhile, or another branch is in its way, as "a" is in the way of "a/b"'
    return new UpdateError('stale-head', `"${situation.branch}" was ${why} (${fault.message}).`)
  }
  return writeRefusal(fault, { ...situation, action: `the branch "${situation.branch}"` })
}

// A name of a branch may hold "#" and "?", which would end the path.
const inPath = (branch: string): string => branch.split('/').map(encodeURIComponent).join('/')

/** The error for the step that opens the pull request. */
export function openingRefusal(
  fault: Fault,
  { commit, base, start }: OpenRequest,
  situation: Situation
): UpdateError {
  const cause = causeOf(fault)
  if (cause === 'already-exists') {
    return new UpdateError('stale-head', `Another run opened the pull request meanwhile (${fault.message}).`)
  }
  if (cause === 'nothing-between' && start.kind !== 'create') {
    return new UpdateError(
      'stale-head',
      `"${commit.branch}" was merged or deleted meanwhile (${fault.message}).`
    )
  }
  const refusal = writeRefusal(fault, situation)
  if (cause !== 'opening-forbidden') return refusal
  const address = `${commit.repository.url}/compare/${inPath(base)}...${inPath(commit.branch)}?expand=1`
  return new UpdateError(refusal.code, refusal.message, {
    hint: `The branch is pushed: open the pull request by hand at ${address} . ${refusal.hint ?? ''}`.trim(),
    cause: refusal
  })
}
