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
 * Decides what a proposal stands on. An open pull request is continued on top of what is there. A leftover branch, whose pull
 * request was merged or closed, starts afresh when all that it has beyond the base is ours. Commits of people on it stay, and
 * so do those that no pull request has had: another run may be about to open theirs. The proposal goes on top of them.
 */
export async function proposalGround(
  pullRequests: PullRequests,
  reading: ManifestReading
): Promise<ProposalGround> {
  const { base, files, proposedFiles } = reading
  const { branch, pullRequest, formerHeads } = proposalOf(reading)
  if (branch === undefined) return { files, parent: base.head, into: { start: { kind: 'create' } } }
  const onTop = { files: proposedFiles, parent: branch.head }
  if (pullRequest !== undefined) return { ...onTop, into: { pullRequest } }
  if (branch.head === base.head) return { files, parent: base.head, into: { start: { kind: 'stay' } } }
  const ahead = await pullRequests.messagesAhead(base.branch, branch.branch)
  const isOver = ahead.length === 0 || formerHeads.includes(branch.head)
  if (!isOver || !ahead.every(isOurs)) return { ...onTop, into: { start: { kind: 'stay' } } }
  return { files, parent: base.head, into: { start: { kind: 'move', from: branch.head } } }
}
