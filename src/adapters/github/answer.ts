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

/** A branch. Its target is empty where it is no commit. */
export interface RefAnswer {
  readonly name: string
  readonly target: (CommitAnswer & Readonly<Record<string, unknown>>) | null
}

/** An open pull request. */
export interface PullRequestAnswer {
  readonly id: string
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
  readonly isCrossRepository: boolean
  readonly baseRefName: string
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
  readonly proposal?: RefAnswer | null
  /** The commit that a query for further files asks for. */
  readonly object?: Readonly<Record<string, unknown>> | null
  readonly pulls?: {
    readonly nodes: readonly (PullRequestAnswer | null)[] | null
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  } | null
  readonly formerPulls?: { readonly nodes: readonly (FormerPullRequestAnswer | null)[] | null } | null
}
