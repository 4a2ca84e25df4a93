import type { ProposalText } from '../core/story/proposal-text.ts'
import type { Annotations, OpenPullRequest, SiblingPage, SiblingPullRequest } from './proposal.ts'
import type { ObjectId } from './snapshot.ts'
import type { RepositoryFacts } from './reading.ts'
import type { Commit, CommitMessage, CommitRequest } from './repository.ts'

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

/** An update whose commit stands on the base, and takes the place of all that the branch has held. */
export interface PullRequestRebuild extends PullRequestUpdate {
  /** Where the branch must still be. */
  readonly replaced: ObjectId
  /** A branch to write the commit on first: the pull request's own never stands where it has nothing to propose. */
  readonly scratch: string
}

/** The branch of a pull request, and the commit that is to be merged into it. */
export interface BaseMerge {
  readonly repository: RepositoryFacts
  readonly branch: string
  readonly base: ObjectId
  readonly message: CommitMessage
}

/** A pull request to be closed, for a reason that a comment gives. */
export interface Closing {
  readonly pullRequest: Pick<OpenPullRequest, 'id' | 'number'>
  readonly comment: string
  /** The branch to delete, and where it must still be; `undefined` to leave it. */
  readonly branch: { readonly name: string; readonly head: ObjectId } | undefined
}

/** What a branch has beyond the base. */
export interface BranchContents {
  /** The messages of its commits; an empty one for what GitHub does not show. */
  readonly messages: readonly string[]
  /** The paths of the files that differ from where it was cut; `undefined` where they are too many. */
  readonly files: readonly string[] | undefined
}

/** What the branch of a sibling holds. */
export interface SiblingBranch extends Pick<BranchContents, 'messages'> {
  readonly head: ObjectId
  /** Whether another open pull request is from the same branch. */
  readonly isShared: boolean
}

/** What became of a pull request. */
export interface PullRequestReceipt {
  readonly number: number
  readonly url: string
  readonly commit: Commit | undefined
  /** What could not be given to it, as sentences: the pull request stands all the same. */
  readonly warnings: readonly string[]
  /** What is other than it was asked for, and harms no one. */
  readonly notices: readonly string[]
}

/** The pull requests of the GitOps repository. Errors as in {@link Repository}. */
export interface PullRequests {
  readonly open: (request: OpenRequest) => Promise<PullRequestReceipt>
  readonly update: (request: PullRequestUpdate) => Promise<PullRequestReceipt>
  /** Gives an open pull request what an earlier attempt may have left out; tells what could not be given. */
  readonly annotate: (request: Omit<PullRequestUpdate, 'text'>) => Promise<readonly string[]>
  /** What one branch or commit has and another has not. */
  readonly ahead: (base: string, branch: string) => Promise<BranchContents>
  /** Puts a pull request's branch on a new ground, at once and only from where it was read. */
  readonly rebuild: (rebuild: PullRequestRebuild) => Promise<PullRequestReceipt>
  /** Merges a commit into a branch; `undefined` where GitHub cannot, mostly for a conflict. */
  readonly mergeBase: (merge: BaseMerge) => Promise<ObjectId | undefined>
  /**
   * Closes a pull request and deletes its branch. Throws `stale-head`, and closes nothing, where the branch has moved; tells
   * what else did not work.
   */
  readonly close: (repository: RepositoryFacts, closing: Closing) => Promise<readonly string[]>
  /** The next page of the open pull requests from other branches to a base. */
  readonly moreSiblings: (base: string, head: string, after: string) => Promise<SiblingPage>
  /** What the branches of siblings hold, in their order; `undefined` for one that is gone. */
  readonly siblingBranches: (
    siblings: readonly SiblingPullRequest[]
  ) => Promise<readonly (SiblingBranch | undefined)[]>
  /** Closes pull requests that another replaces. A branch that has moved stays; tells what did not work. */
  readonly closeReplaced: (
    repository: RepositoryFacts,
    closings: readonly Closing[]
  ) => Promise<readonly string[]>
}
