import type { ToldCommit } from '../core/plan/told-commit.ts'
import type { FileHistory, Unsettled } from './history.ts'
import type { Listing, ReadRequest, Reading, RepositoryFacts } from './reading.ts'
import type { ObjectId, RepositoryFile } from './snapshot.ts'

/** A file text to be written. */
export interface WrittenFile {
  readonly path: string
  readonly text: string
  readonly executable: boolean
}

/** A commit message: the first line, and the rest. */
export interface CommitMessage {
  readonly headline: string
  readonly body: string
}

/** A commit to be made on a branch that must still be at `parent`. */
export interface CommitRequest {
  readonly repository: RepositoryFacts
  readonly branch: string
  readonly parent: ObjectId
  readonly message: CommitMessage
  readonly files: readonly WrittenFile[]
}

/** A commit that landed. */
export interface Commit {
  readonly oid: ObjectId
  /** Its page; empty where there is none. */
  readonly url: string
}

/**
 * The GitOps repository. Every method throws `UpdateError`; `stale-head` when the branch is not where it was read, and
 * `outcome-unknown` when the answer to a write was lost.
 */
export interface Repository {
  /** Lists every path of a branch, a commit, or (`undefined`) the default branch. `undefined` where there is none such. */
  readonly list: (revision: string | undefined) => Promise<Listing | undefined>
  /** The commit that a branch, a tag, or a full or short name of a commit stands for; `undefined` where there is none such. */
  readonly resolve: (revision: string) => Promise<ObjectId | undefined>
  readonly read: (request: ReadRequest) => Promise<Reading>
  /** Reads further files of a commit. Paths that are no files are left out. */
  readonly readFiles: (
    commit: ObjectId,
    paths: readonly string[]
  ) => Promise<ReadonlyMap<string, RepositoryFile>>
  /** How files came to be what they are at a commit: a few versions of each, and more of those that are not settled, up to a limit. */
  readonly history: (
    commit: ObjectId,
    paths: readonly string[],
    unsettled: Unsettled
  ) => Promise<readonly FileHistory[]>
  readonly commit: (request: CommitRequest) => Promise<Commit>
  /** The latest commits of a branch, newest first: a hundred, or as many as there are; none where there is no such branch. */
  readonly latestCommits: (branch: string) => Promise<readonly ToldCommit[]>
}
