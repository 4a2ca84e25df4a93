import type { ObjectId } from './snapshot.ts'

/** A commit of the past. */
export interface PastCommit {
  readonly oid: ObjectId
  readonly url: string
  readonly message: string
  /** How many commits of the branch's own line are newer. */
  readonly position: number
}

/** A file as one commit of the branch's own line left it. */
export interface FileVersion {
  /** The commit that changed the file against its first parent. */
  readonly commit: PastCommit
  /** The commits that changed the file where they were made, and came in with this one, newest first: it is a merge. */
  readonly brought: readonly Pick<PastCommit, 'oid' | 'message'>[]
  /** `undefined` where that commit removed the file, or its bytes are not UTF-8. */
  readonly text: string | undefined
}

/** How a file came to be what it is at a commit: what the branch had, of which other branches' commits are no part. */
export interface FileHistory {
  readonly path: string
  /** Newest first. Of a past that is not complete, the oldest is what stood then, and may have come to be earlier. */
  readonly versions: readonly FileVersion[]
  /** Whether there are no older versions than these. */
  readonly isComplete: boolean
  /** The past further back, as it is listed without a look at what merges brought. */
  readonly listed?: Pick<FileHistory, 'versions' | 'isComplete'>
}

/** The files of whose past more must be read than is known so far; no more is read of what is complete. */
export type Unsettled = (known: readonly FileHistory[]) => readonly string[]
