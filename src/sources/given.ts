import type { Wanted } from '../core/image/wanted.ts'
import type { VersionSource } from './version-source.ts'

/** The versions that the inputs name themselves. */
export const givenVersions =
  (wanted: readonly Wanted[]): VersionSource =>
  () =>
    Promise.resolve({ wanted, notices: [] })
