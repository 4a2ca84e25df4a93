import type { UpdateError } from '../core/error.ts'
import type { MergeMethod } from '../core/merge/merge-state.ts'
import type { Entry } from '../core/selection/entry.ts'
import type { AnnotationNames, ProposalState } from './proposal.ts'
import type { ObjectId, Snapshot } from './snapshot.ts'

/** Every path of one commit, or of one branch at the moment of asking. */
export interface Listing {
  readonly entries: readonly Entry[]
  /** The Git tree that was listed: tells whether it is the one of a commit read later. */
  readonly tree: ObjectId
}

/** Facts about the GitOps repository that decide what can be written. */
export interface RepositoryFacts {
  /** Empty where no server was asked. */
  readonly id: string
  /** `owner/name`, as it is spelled now: a renamed repository answers to its old name. Elsewhere, host and path. */
  readonly nameWithOwner: string
  /** The repository's page; empty where it is on no GitHub. */
  readonly url: string
  /** Why a write would be refused, where that is known beforehand. */
  readonly obstacle?: UpdateError | undefined
  /** The methods that its settings allow pull requests to be merged by, where that is known and binds. */
  readonly mergeMethods?: readonly MergeMethod[] | undefined
}

/** What to read of a proposal. */
export interface ProposalRequest {
  readonly branch: string
  readonly annotations: AnnotationNames
  /** Also the open pull requests from other branches, which this one may replace. */
  readonly siblings: boolean
  /** Whether the reading is of use without it, where the token may not look at pull requests. */
  readonly isOptional?: boolean
}

/** What to read. */
export interface ReadRequest {
  /** The branch; `undefined` means the default branch. */
  readonly branch: string | undefined
  readonly paths: readonly string[]
  /** Also the state of a proposal: its head branch and what its pull request is to be given. */
  readonly proposal?: ProposalRequest
}

/** The answer to a {@link ReadRequest}: one moment of the repository. */
export interface Reading {
  readonly repository: RepositoryFacts
  readonly base: Snapshot
  readonly proposal: ProposalState | undefined
}
