import type { GitHub, RepositoryHandle } from '../../__tests__/servers/github/index.ts'

/** Where a version is to be written. */
export interface Target {
  readonly github: GitHub
  readonly repository: RepositoryHandle
}

/** One way to write a version into the repository. */
export interface Way {
  readonly name: string
  /** Writes it, with an empty folder to work in. Throws when it did not work. */
  readonly write: (target: Target, version: string, folder: string) => Promise<void>
}
