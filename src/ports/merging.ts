import type { MergeMethod, MergeState } from '../core/merge/merge-state.ts'
import type { Commit, CommitMessage } from './repository.ts'
import type { ObjectId } from './snapshot.ts'

/** A merge as it is asked for: of that very commit. */
export interface MergeRequest {
  readonly pullRequest: MergeState
  readonly head: ObjectId
  readonly method: MergeMethod
  /** What the commit on the base says; the repository's own words where it is left out. */
  readonly message?: CommitMessage | undefined
}

/**
 * What the repository said to a merge.
 *
 * - `merged`: it is done, by that commit where the answer names it.
 * - `accepted`: it will be done.
 * - `ready`: it will not be left for later, since nothing keeps it from being merged now.
 * - `queue-only`: it takes merges from its merge queue only.
 * - `changed`: it is not what it was when it was looked at, or nobody knows what became of it: look again.
 * - `refused`: it is not allowed; `why` is a sentence or two that say what would help.
 */
export type MergeAnswer =
  | { readonly kind: 'merged'; readonly commit: Commit | undefined }
  | { readonly kind: 'accepted' | 'ready' | 'queue-only' }
  | { readonly kind: 'changed' | 'refused'; readonly why: string }

/** The merging of pull requests of the GitOps repository. What fails is an answer; only looking throws `UpdateError`. */
export interface Merging {
  readonly look: (pullRequest: number) => Promise<MergeState>
  /** Merges at once. */
  readonly merge: (request: MergeRequest) => Promise<MergeAnswer>
  /** Has it merged as soon as what is required is met; anew where it was to be already. */
  readonly automate: (request: MergeRequest) => Promise<MergeAnswer>
  /** Puts it at the end of the merge queue. */
  readonly enqueue: (request: MergeRequest) => Promise<MergeAnswer>
}
