import { UpdateError } from '../core/error.ts'
import { carriedProposals } from '../core/plan/carried-proposals.ts'
import { isOurs } from '../core/plan/message.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'
import { findMarked } from '../core/plan/proposal-marker.ts'
import { proposalOutcome } from '../core/plan/proposal-outcome.ts'
import type { OpenPullRequest, ProposalState } from '../ports/proposal.ts'
import type { BranchContents, BranchStart, PullRequests } from '../ports/pull-requests.ts'
import type { ObjectId, Snapshot } from '../ports/snapshot.ts'
import type { ManifestReading } from '../reading.ts'
import type { Planning } from './delivery.ts'

/** What is to be done with the branch of a proposal. */
export type ProposalCourse =
  /** There is no open pull request: one is opened, its branch starting as told. */
  | { readonly kind: 'open'; readonly start: BranchStart }
  /** A commit goes on top of the open one's branch. */
  | { readonly kind: 'append'; readonly pullRequest: OpenPullRequest; readonly isSpent: boolean }
  /** All that the open one proposes is made anew on the base, and takes the place of its branch. */
  | { readonly kind: 'rebuild'; readonly pullRequest: OpenPullRequest; readonly replaced: ObjectId }
  /** The branch must not be replaced and does not fit the base any more: the base is merged into it first. */
  | { readonly kind: 'merge'; readonly pullRequest: OpenPullRequest; readonly conflicts: readonly string[] }
  /** Nothing is left to propose, and nobody but us has anything on the branch. */
  | { readonly kind: 'close'; readonly pullRequest: OpenPullRequest; readonly head: ObjectId }

/** Where a proposal's commit goes, and what it is planned on. */
export interface ProposalGround {
  readonly files: readonly PlannedFile[]
  readonly parent: ObjectId
  /** Paths among the files that are on the base, but not on the branch yet. */
  readonly gained: readonly string[]
  readonly course: ProposalCourse
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
  const { messages } = await pullRequests.ahead(reading.base.head, branch.head)
  return messages.length === 0 || (former.length > 0 && messages.every(isOurs))
}

/**
 * Decides what a proposal stands on. What is open is continued, and so is a branch that may hold what nobody has seen yet: commits
 * of people, or of another run. What is over starts afresh from the base.
 */
export async function proposalGround(
  pullRequests: PullRequests,
  reading: ManifestReading,
  planning: Planning
): Promise<ProposalGround> {
  const { base, files, proposedFiles } = reading
  const { branch, pullRequest } = proposalOf(reading)
  const opening = (start: BranchStart, onTop?: Snapshot): ProposalGround => ({
    files: onTop === undefined ? files : proposedFiles,
    parent: onTop?.head ?? base.head,
    gained: [],
    course: { kind: 'open', start }
  })
  if (branch === undefined) return opening({ kind: 'create' })
  if (pullRequest !== undefined) {
    const open = { pullRequests, reading, planning, branch, pullRequest }
    return openGround(open)
  }
  if (branch.head === base.head) return opening({ kind: 'stay' })
  if (await isOver(pullRequests, reading)) return opening({ kind: 'move', from: branch.head })
  return opening({ kind: 'stay' }, branch)
}

interface OpenProposal {
  readonly pullRequests: PullRequests
  readonly reading: ManifestReading
  readonly planning: Planning
  readonly branch: Snapshot
  readonly pullRequest: OpenPullRequest
}

const pathsOf = (files: readonly PlannedFile[]): ReadonlySet<string> => new Set(files.map(({ path }) => path))

/** What merging the branch would do to the files, once the plan is written to it. */
function outcomeOf({ files, forkedFiles }: ManifestReading, ground: readonly PlannedFile[], plan: Plan) {
  const forked = new Map(forkedFiles.map(({ path, text }) => [path, text]))
  const onBranch = new Map(ground.map(({ path, text }) => [path, text]))
  const planned = new Map(plan.files.map(({ path, text }) => [path, text]))
  return proposalOutcome(
    files.map(({ path, text: base }) => ({
      path,
      fork: forked.get(path),
      base,
      proposed: planned.get(path) ?? onBranch.get(path)
    }))
  )
}

/** Decides how an open pull request goes on: by what the branch would be with this plan on top, beside what the base is now. */
async function openGround(open: OpenProposal): Promise<ProposalGround> {
  const { reading, planning, branch, pullRequest, pullRequests } = open
  const { base, files, proposedFiles, forkedFiles } = reading
  const { fork } = proposalOf(reading)
  const [onBranch, atFork] = [pathsOf(proposedFiles), pathsOf(forkedFiles)]
  const gained = files.filter(({ path }) => !onBranch.has(path) && !atFork.has(path))
  const ground = [...proposedFiles, ...gained]
  const plan = planning(ground)
  const { outcome, conflicts } = outcomeOf(reading, ground, plan)
  const onTop = { files: ground, parent: branch.head, gained: gained.map(({ path }) => path) }
  const append: ProposalGround = { ...onTop, course: { kind: 'append', pullRequest, isSpent: false } }
  if (fork === undefined || outcome === 'clean') return append
  const contents = await pullRequests.ahead(base.head, branch.head)
  if (outcome === 'nothing') return { ...append, course: spentCourse(open, contents) }
  return (
    rebuiltGround(open, contents, plan) ?? { ...onTop, course: { kind: 'merge', pullRequest, conflicts } }
  )
}

/** Whether a branch holds commits of people, or some of which that is not known. */
const hasOthers = ({ messages }: BranchContents): boolean => !messages.every(isOurs)

/** Whether a branch changes files that the run knows nothing of: another run's, or a person's. */
function reachesFurther({ files }: BranchContents, reading: ManifestReading): boolean {
  const known = pathsOf(reading.files)
  return files === undefined || !files.every((path) => known.has(path))
}

/** What becomes of an open pull request that has nothing left to propose here. */
function spentCourse(
  { reading, branch, pullRequest }: OpenProposal,
  contents: BranchContents
): ProposalCourse {
  const { viewer, isShared } = proposalOf(reading)
  const isOursToClose = findMarked(pullRequest.body) !== undefined || pullRequest.author === viewer
  if (hasOthers(contents)) return { kind: 'append', pullRequest, isSpent: true }
  if (!isOursToClose || isShared || reachesFurther(contents, reading))
    return { kind: 'append', pullRequest, isSpent: false }
  return { kind: 'close', pullRequest, head: branch.head }
}

/** The base with all that the open pull request proposes: only where nothing on the branch would be lost. */
function rebuiltGround(
  { reading, branch, pullRequest }: OpenProposal,
  contents: BranchContents,
  plan: Plan
): ProposalGround | undefined {
  const { base, files, proposedFiles, forkedFiles } = reading
  if (hasOthers(contents) || proposalOf(reading).isShared || reachesFurther(contents, reading))
    return undefined
  const carried = carriedProposals({ fork: forkedFiles, base: files, branch: proposedFiles }, plan)
  if (carried === undefined) return undefined
  return {
    files: carried,
    parent: base.head,
    gained: [],
    course: { kind: 'rebuild', pullRequest, replaced: branch.head }
  }
}
