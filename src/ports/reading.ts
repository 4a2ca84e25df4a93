import type { Entry } from '../core/selection/entry.ts'
import type { AnnotationNames, ProposalState } from './proposal.ts'

/** The full hexadecimal name of a Git object. */
export type ObjectId = string

/** A file of the repository as it is at one commit. */
export interface RepositoryFile {
  readonly path: string
  /** The whole text with byte order mark and line ends; `undefined` where the bytes are not UTF-8. */
  readonly text: string | undefined
}

/** Every path of one commit, or of one branch at the moment of asking. */
export interface Listing {
  readonly entries: readonly Entry[]
  /** The Git tree that was listed: tells whether it is the one of a commit read later. */
  readonly tree: ObjectId
}

/** Facts about the GitOps repository that decide what can be written. */
export interface RepositoryFacts {
  readonly id: string
  /** `owner/name`, as it is spelled now: a renamed repository answers to its old name. */
  readonly nameWithOwner: string
  /** The repository's page. */
  readonly url: string
  /** Archived repositories can be read, but not written. */
  readonly archived: boolean
}

/** One branch at one moment, with the entries that were asked for: all of one commit. */
export interface Snapshot {
  readonly branch: string
  readonly head: ObjectId
  /** The Git tree of `head`. */
  readonly tree: ObjectId
  /** The message of `head`: tells whether this run wrote it. */
  readonly headMessage: string
  /** What the asked-for paths are, and the direct children of those that are directories. */
  readonly entries: readonly Entry[]
  /** The texts of all files among `entries`. */
  readonly files: ReadonlyMap<string, RepositoryFile>
}

/** What to read. */
export interface ReadRequest {
  /** The branch; `undefined` means the default branch. */
  readonly branch: string | undefined
  readonly paths: readonly string[]
  /** Also the state of a proposal: its head branch and what its pull request is to be given. */
  readonly proposal?: { readonly branch: string; readonly annotations: AnnotationNames }
}

/** The answer to a {@link ReadRequest}: one moment of the repository. */
export interface Reading {
  readonly repository: RepositoryFacts
  readonly base: Snapshot
  readonly proposal: ProposalState | undefined
}
