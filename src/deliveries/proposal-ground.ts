import { UpdateError } from '../core/error.ts'
import { isOurs } from '../core/plan/message.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'
import type { OpenPullRequest, ProposalState } from '../ports/proposal.ts'
import type { BranchStart, PullRequests } from '../ports/pull-requests.ts'
import type { ObjectId } from '../ports/snapshot.ts'
import type { ManifestReading } from '../reading.ts'

/** Where a proposal's commit goes: onto a new branch, a leftover one, or that of the open pull request. */
export interface ProposalGround {
  readonly files: readonly PlannedFile[]
  readonly parent: ObjectId
  /** The open pull request to go into, or how the branch of a new one is to start. */
  readonly into: { readonly pullRequest: OpenPullRequest } | { readonly start: BranchStart }
}

/** The state of the proposal, which every reading for a pull request holds. */
export function proposalOf({ proposal }: ManifestReading): ProposalState {
  if (proposal !== undefined) return proposal
  throw new UpdateError('internal', 'The repository was read without the state of the proposal.')
}

/**
 * Whether a branch without an open pull request holds nothing that is still to come: a pull request with this very head was
 * merged, so that all of it is in the base; or was closed, and all that the branch has beyond the base is ours. A branch that no
 * pull request has had is not over: another run may be about to open its own.
 */
async function isOver(pullRequests: PullRequests, reading: ManifestReading): Promise<boolean> {
  const { branch, formerPullRequests } = proposalOf(reading)
  const former = formerPullRequests.filter(({ head }) => head === branch?.head)
  if (branch === undefined || former.some(({ isMerged }) => isMerged)) return true
  const ahead = await pullRequests.messagesAhead(reading.base.branch, branch.branch)
  return ahead.length === 0 || (former.length > 0 && ahead.every(isOurs))
}

/**
 * Decides what a proposal stands on. An open pull request is continued on top of what is there, and so is a branch that may hold
 * what nobody has seen yet: commits of people, or of another run. What is over starts afresh from the base.
 */
export async function proposalGround(
  pullRequests: PullRequests,
  reading: ManifestReading
): Promise<ProposalGround> {
  const { base, files, proposedFiles } = reading
  const { branch, pullRequest } = proposalOf(reading)
  const afresh = (start: BranchStart): ProposalGround => ({ files, parent: base.head, into: { start } })
  if (branch === undefined) return afresh({ kind: 'create' })
  const onTop = { files: proposedFiles, parent: branch.head }
  if (pullRequest !== undefined) return { ...onTop, into: { pullRequest } }
  if (branch.head === base.head) return afresh({ kind: 'stay' })
  if (await isOver(pullRequests, reading)) return afresh({ kind: 'move', from: branch.head })
  return { ...onTop, into: { start: { kind: 'stay' } } }
}
