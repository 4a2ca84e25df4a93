import type { Entry } from '../core/selection/entry.ts'

/** The full hexadecimal name of a Git object. */
export type ObjectId = string

/** A file of the repository as it is at one commit. */
export interface RepositoryFile {
  readonly path: string
  /** The whole text with byte order mark and line ends; `undefined` where the bytes are not UTF-8. */
  readonly text: string | undefined
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
