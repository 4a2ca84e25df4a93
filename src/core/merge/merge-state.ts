/** The ways to merge a pull request, as `auto-merge` names them. */
export const MERGE_METHODS = ['merge', 'squash', 'rebase'] as const

/** A way to merge a pull request. */
export type MergeMethod = (typeof MERGE_METHODS)[number]

/**
 * What a merge waits for, in GitHub's words.
 *
 * - `CLEAN`, `HAS_HOOKS`: nothing.
 * - `UNSTABLE`: nothing that is required; checks that are not have yet to pass.
 * - `BLOCKED`: checks, reviews or whatever else is required.
 * - `BEHIND`: the branch must hold the newest commit of the base first.
 * - `DIRTY`: the two cannot be merged without a conflict.
 * - `UNKNOWN`: GitHub is still working it out.
 */
export type MergeStatus =
  'CLEAN' | 'HAS_HOOKS' | 'UNSTABLE' | 'BLOCKED' | 'BEHIND' | 'DIRTY' | 'DRAFT' | 'UNKNOWN'

/** A pull request on its way into the base branch. */
export interface MergeState {
  readonly id: string
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
  readonly isDraft: boolean
  /** The commit that its branch is at. */
  readonly head: string
  readonly status: MergeStatus
  /** Whether the base takes merges from a merge queue only. */
  readonly hasQueue: boolean
  readonly isQueued: boolean
  /** Whether GitHub is to merge it by itself. */
  readonly isAutomatic: boolean
  /** The commit that brought it into the base. */
  readonly mergeCommit: { readonly oid: string; readonly url: string } | undefined
}

/** What became of the wish to merge: done, or left to GitHub, alone or in its merge queue. */
export type Merge = 'merged' | 'automatic' | 'queued'
