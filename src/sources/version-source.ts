import type { UpdateError } from '../core/error.ts'
import type { Wanted } from '../core/image/wanted.ts'
import type { RollbackStory, Wording } from '../core/plan/message.ts'
import type { ManifestReading } from '../reading.ts'

/** Which versions are to be written, as a version source settled it. */
export interface Versions {
  readonly wanted: readonly Wanted[]
  /** What a person should know about the choice, as sentences. */
  readonly notices: readonly string[]
  /** Why some of what was asked for has no version. The rest is written, and the run fails behind that. */
  readonly failures?: readonly UpdateError[]
  /** Whether some are left out that were chosen: they were rolled back from. */
  readonly isHeld?: boolean
  /** How the versions were chosen, as sentences. */
  readonly stories?: readonly string[]
  /** Whether to write older versions over newer ones, too: going back is what is wanted. */
  readonly mayGoBack?: boolean
  /** Where versions of the past come back: what is undone. */
  readonly rollback?: RollbackStory
  /** How a commit of them is worded, where the source says so. */
  readonly wording?: Wording
}

/**
 * Where the versions come from. It is asked at every attempt, with what was read then: a choice that depends on the manifests is
 * made anew when they have moved. Answers of other servers may be kept from one attempt to the next.
 *
 * @throws UpdateError when no version can be settled
 */
export type VersionSource = (reading: ManifestReading) => Promise<Versions>
