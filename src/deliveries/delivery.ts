import type { Merge } from '../core/merge/merge-state.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'
import type { Provenance } from '../core/plan/message.ts'
import type { Commit, CommitMessage } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'

/** What a run did to a pull request. */
export type PullRequestOperation = 'created' | 'updated' | 'closed' | 'none'

/** The pull request of a delivery. */
export interface PullRequestReceipt {
  readonly number: number
  readonly url: string
  readonly operation: PullRequestOperation
  /** Where it was to be merged: what became of that. After `merged`, commit and branch of the receipt are those of the base. */
  readonly merge?: Merge
  /** What the one commit says that a squash makes of it; left out where it holds commits of others, or is merged otherwise. */
  readonly squash?: CommitMessage | undefined
}

/** What a delivery wrote. */
export interface Receipt {
  /** The plan that the commit holds: not always the latest one, where an answer was lost. */
  readonly plan: Plan
  /** The commit, where there was something to commit. */
  readonly commit: Commit | undefined
  /** The branch that the commit is on, or would be. */
  readonly branch: string
  readonly pullRequest: PullRequestReceipt | undefined
  /** What did not work and does not matter enough to fail. */
  readonly warnings: readonly string[]
  /** What a person should know, though all of it worked. */
  readonly notices?: readonly string[]
}

/** Plans the update of files: the wishes stay the same, whichever files they are planned on. */
export type Planning = (files: readonly PlannedFile[]) => Plan

/** Where a plan starts from, and the way to bring it there. */
export interface Ground {
  /** The files to plan on: those that the commit will go on top of. */
  readonly files: readonly PlannedFile[]
  /** Writes the plan. Throws `stale-head` when the branch has moved, so that all is read and planned again. */
  readonly deliver: (plan: Plan, provenance: Provenance) => Promise<Receipt>
}

/**
 * A way to bring a change into the repository: finds the ground for a plan in what was read. It may plan on several, where
 * what is to be written decides which of them will do.
 */
export type Delivery = (reading: ManifestReading, planning: Planning) => Promise<Ground>

/** Whether a delivery changed anything, or would have; a pull request for what was committed earlier is a change too. */
export const hasChanged = ({ plan, pullRequest }: Receipt): boolean =>
  plan.files.length > 0 || (pullRequest !== undefined && pullRequest.operation !== 'none')

/** The receipt of a delivery that wrote nothing. */
export const nothingWritten = (branch: string, plan: Plan): Receipt => ({
  plan,
  commit: undefined,
  branch,
  pullRequest: undefined,
  warnings: []
})
