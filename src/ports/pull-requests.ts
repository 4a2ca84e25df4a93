import type { ProposalText } from '../core/plan/proposal-text.ts'
import type { Annotations, OpenPullRequest } from './proposal.ts'
import type { ObjectId } from './snapshot.ts'
import type { Commit, CommitRequest } from './repository.ts'

/** How the branch of a new pull request comes to stand where the commit can be made. */
export type BranchStart =
  /** It does not exist: create it at the parent of the commit. */
  | { readonly kind: 'create' }
  /** It is there and stands at the parent already. */
  | { readonly kind: 'stay' }
  /** It is a leftover that holds nothing of its own: move it from there to the parent. */
  | { readonly kind: 'move'; readonly from: ObjectId }

/** A pull request to be opened, with the commit it consists of. */
export interface OpenRequest extends ProposalText {
  /** The commit on the head branch; no files means that the branch already holds what is wanted. */
  readonly commit: CommitRequest
  readonly start: BranchStart
  readonly base: string
  readonly draft: boolean
  readonly annotations: Annotations
}

/** A further commit, text and annotations for an open pull request. */
export interface PullRequestUpdate {
  readonly pullRequest: OpenPullRequest
  readonly commit: CommitRequest
  /** The new text, or `undefined` to leave what is there. */
  readonly text: ProposalText | undefined
  readonly annotations: Annotations
}

/** What became of a pull request. */
export interface PullRequestReceipt {
  readonly number: number
  readonly url: string
  readonly commit: Commit | undefined
  /** What could not be given to it, as sentences: the pull request stands all the same. */
  readonly warnings: readonly string[]
}

/** The pull requests of the GitOps repository. Errors as in {@link Repository}. */
export interface PullRequests {
  readonly open: (request: OpenRequest) => Promise<PullRequestReceipt>
  readonly update: (request: PullRequestUpdate) => Promise<PullRequestReceipt>
  /** Gives an open pull request what an earlier attempt may have left out; tells what could not be given. */
  readonly annotate: (request: Omit<PullRequestUpdate, 'text'>) => Promise<readonly string[]>
  /** The messages of the commits that `branch` has and `base` has not. */
  readonly messagesAhead: (base: string, branch: string) => Promise<readonly string[]>
}
