import type { ObjectId } from './snapshot.ts'

/** A commit of the past. */
export interface PastCommit {
  readonly oid: ObjectId
  readonly url: string
  readonly message: string
  /** When it was committed, in milliseconds since 1970. */
  readonly committed: number
}

/** A file as one commit left it. */
export interface FileVersion {
  /** The commit that changed the file. */
  readonly commit: PastCommit
  /** `undefined` where that commit removed the file, or its bytes are not UTF-8. */
  readonly text: string | undefined
}

/** How a file came to be what it is at a commit. */
export interface FileHistory {
  readonly path: string
  /** Newest first. */
  readonly versions: readonly FileVersion[]
  /** Whether there are no older versions than these. */
  readonly isComplete: boolean
}
