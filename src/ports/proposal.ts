import type { ObjectId, Snapshot } from './snapshot.ts'

/** A pull request that is open. */
export interface OpenPullRequest {
  readonly id: string
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
  /** The login of the one who opened it. */
  readonly author: string
}

/** An open pull request to the same base from another branch of the repository. */
export interface SiblingPullRequest {
  readonly id: string
  readonly number: number
  readonly body: string
  readonly branch: string
}

/** Some of the open pull requests from other branches, the latest first, and where to go on. */
export interface SiblingPage {
  readonly pullRequests: readonly SiblingPullRequest[]
  readonly next: string | undefined
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
  /** The commit of the base that the open pull request's branch was cut from, where GitHub shows it. */
  readonly fork: Snapshot | undefined
  /** Whether a pull request to another base is open from the same branch. */
  readonly isShared: boolean
  /** The first page of the other open pull requests to the base; `undefined` where nobody asked. */
  readonly siblings: SiblingPage | undefined
  /** The login that the token stands for. */
  readonly viewer: string
  /** The latest pull requests from the branch that were merged or closed. */
  readonly formerPullRequests: readonly FormerPullRequest[]
  readonly annotations: Annotations
}
