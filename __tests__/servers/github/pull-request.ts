/** How a pull request is merged. */
export type MergeMethod = 'MERGE' | 'SQUASH' | 'REBASE'

/** A wish to merge as soon as nothing is left to wait for. */
export interface AutoMerge {
  readonly method: MergeMethod
  readonly enabledBy: string
  readonly enabledAt: Date
  readonly headline: string | undefined
  readonly body: string | undefined
}

/** A comment on a pull request. */
export interface Comment {
  readonly id: number
  readonly author: string
  readonly body: string
}

/** What a pull request is made from. */
export interface PullRequestDetails {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly base: string
  readonly head: string
  readonly headOid: string
  readonly author: string
  readonly isDraft: boolean
  readonly maintainerCanModify: boolean
  readonly headOwner: string | undefined
}

/** A pull request as the server keeps it; tests may read every field. */
export class PullRequest {
  readonly number: number
  readonly author: string
  readonly head: string
  /** The fork's owner when the head branch is in a fork. */
  readonly headOwner: string | undefined
  readonly createdAt = new Date()
  title: string
  body: string
  base: string
  headOid: string
  isDraft: boolean
  /** Whether its conversation is locked: then apps cannot comment. */
  isLocked = false
  maintainerCanModify: boolean
  headAtClose: string | undefined
  state: 'OPEN' | 'CLOSED' | 'MERGED' = 'OPEN'
  labels: string[] = []
  assignees: string[] = []
  reviewers: string[] = []
  teamReviewers: string[] = []
  comments: Comment[] = []
  milestone: number | undefined
  autoMerge: AutoMerge | undefined
  /** Whether it waits in the merge queue. */
  isQueued = false
  mergeCommitOid: string | undefined
  mergedBy: string | undefined
  closedAt: Date | undefined
  approvals = 0

  constructor(details: PullRequestDetails) {
    this.number = details.number
    this.author = details.author
    this.head = details.head
    this.headOwner = details.headOwner
    this.title = details.title
    this.body = details.body
    this.base = details.base
    this.headOid = details.headOid
    this.isDraft = details.isDraft
    this.maintainerCanModify = details.maintainerCanModify
  }

  get isOpen(): boolean {
    return this.state === 'OPEN'
  }

  /** Closes it without merging. It can be opened again while its branch descends from the given commit. */
  close(headAtClose = this.headOid): void {
    this.state = 'CLOSED'
    this.headAtClose = headAtClose
    this.closedAt = new Date()
    this.autoMerge = undefined
  }

  /** Marks it as merged by a commit. */
  markMerged(commitOid: string, by: string): void {
    this.close()
    this.state = 'MERGED'
    this.mergeCommitOid = commitOid
    this.mergedBy = by
  }
}
