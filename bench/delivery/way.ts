import type { GitHub, RepositoryHandle } from '../../__tests__/servers/github/index.ts'
import type { Meter } from '../meter/meter.ts'

/** Where a version is to be written. */
export interface Target {
  readonly github: GitHub
  readonly repository: RepositoryHandle
}

/** What is to be written: the version of an image, in files of which each names it once. */
export interface Job {
  readonly image: string
  readonly version: string
  /** The files that are to change. */
  readonly paths: readonly string[]
  /** How our step is told where they are: a line of `manifests`. */
  readonly manifests: string
  /** The folder that they are in, which others are told of; those that search, search all of it. */
  readonly folder: string
}

/** Where a way works, and what measures it. */
export interface Workplace {
  /** An empty folder. */
  readonly folder: string
  /** The words to put before each program that it starts, of which there is one. */
  readonly launcher: ReturnType<Meter['launcher']>
}

/** One way to write a version into the repository. */
export interface Way {
  readonly name: string
  /** Whether it starts a program for each manifest, so that very many take minutes. */
  readonly isSlow?: boolean
  /** Writes it. Throws when it did not work. */
  readonly write: (target: Target, job: Job, place: Workplace) => Promise<void>
}
