/*
 * The shapes of GitHub's answers to our own documents, as its schema gives them. Everything may be null: where a field
 * fails, GitHub puts null in its place and tells why beside the data.
 */

/** A Git object under a path: only those parts that its type has are there. */
export interface ObjectAnswer {
  readonly __typename: 'Blob' | 'Tree' | 'Commit' | 'Tag'
  readonly byteSize?: number
  readonly isBinary?: boolean | null
  readonly isTruncated?: boolean
  readonly text?: string | null
  readonly entries?: readonly (EntryAnswer & { readonly name: string })[] | null
}

/** A path of a tree. The mode is a decimal number; a submodule has no object. */
export interface EntryAnswer {
  readonly mode: number
  readonly oid: string
  readonly object: ObjectAnswer | null
}

/** A commit; the entries asked for stand beside it under their aliases. */
export interface CommitAnswer {
  readonly oid: string
  readonly message: string
  readonly tree: { readonly oid: string }
}

/** A commit with the entries asked for. */
export type TargetAnswer = CommitAnswer & Readonly<Record<string, unknown>>

/** A branch. Its target is empty where it is no commit. */
export interface RefAnswer {
  readonly name: string
  readonly target: TargetAnswer | null
}

/** The branch of a proposal, with the open pull requests from it. */
export interface ProposalRefAnswer extends RefAnswer {
  readonly associatedPullRequests: { readonly nodes: readonly (PullRequestAnswer | null)[] | null }
}

/** An open pull request of the proposal's branch. */
export interface PullRequestAnswer {
  readonly id: string
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
  readonly author: { readonly login: string } | null
  readonly isCrossRepository: boolean
  readonly baseRefName: string
  /** The first of its commits, whose parent is where the branch was cut. */
  readonly commits: {
    readonly nodes:
      | readonly ({
          readonly commit: { readonly parents: { readonly nodes: readonly (TargetAnswer | null)[] | null } }
        } | null)[]
      | null
  }
}

/** An open pull request of any branch. */
export interface SiblingAnswer {
  readonly id: string
  readonly number: number
  readonly body: string
  readonly isCrossRepository: boolean
  readonly headRefName: string
  readonly baseRefName: string
}

/** A page of a list. */
export interface PageAnswer<Node> {
  readonly nodes: readonly (Node | null)[] | null
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** A pull request that was merged or closed. */
export interface FormerPullRequestAnswer {
  readonly headRefOid: string
  readonly isCrossRepository: boolean
  readonly merged: boolean
}

/** The `repository` of our reading; the lookups of labels and the milestone stand in it under their aliases. */
export interface RepositoryAnswer {
  readonly id: string
  readonly nameWithOwner: string
  readonly url: string
  readonly isArchived: boolean
  readonly isEmpty: boolean
  readonly defaultBranchRef: { readonly name: string } | null
  readonly base: RefAnswer | null
  readonly proposal?: ProposalRefAnswer | null
  /** The commit that a query for further files asks for. */
  readonly object?: Readonly<Record<string, unknown>> | null
  readonly siblings?: PageAnswer<SiblingAnswer> | null
  readonly formerPulls?: { readonly nodes: readonly (FormerPullRequestAnswer | null)[] | null } | null
}
