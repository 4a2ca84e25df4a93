import type { ObjectId, Snapshot } from './snapshot.ts'

/** A pull request that is open. */
export interface OpenPullRequest {
  readonly id: string
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
}

/** A pull request that was merged or closed. */
export interface FormerPullRequest {
  /** Where its branch was then. */
  readonly head: ObjectId
  readonly isMerged: boolean
}

/** An option of a pull request that names something of GitHub's: its identifier there, where it has one. */
export interface NodeReference {
  readonly name: string
  readonly id: string | undefined
}

/** What a pull request is to be given, resolved to GitHub's identifiers; an absent one becomes a warning. */
export interface Annotations {
  /** A label without an identifier is created. */
  readonly labels: readonly NodeReference[]
  readonly assignees: readonly NodeReference[]
  readonly reviewers: readonly NodeReference[]
  readonly teamReviewers: readonly NodeReference[]
  readonly milestone: NodeReference | undefined
}

/** The names of what a pull request is to be given. */
export interface AnnotationNames {
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  /** Slugs of teams, without the organisation. */
  readonly teamReviewers: readonly string[]
  /** A title or a number. */
  readonly milestone: string | undefined
}

/** What is known of a proposal's branch: the one that a pull request of this target has, or would have. */
export interface ProposalState {
  /** The branch, where it exists. */
  readonly branch: Snapshot | undefined
  /** The open pull request from that branch to the base, where there is one. */
  readonly pullRequest: OpenPullRequest | undefined
  /** The latest pull requests from the branch that were merged or closed. */
  readonly formerPullRequests: readonly FormerPullRequest[]
  readonly annotations: Annotations
}
