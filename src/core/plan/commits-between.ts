import type { CommitPair } from '../version/ancestry.ts'
import { pairKey } from '../version/ancestry.ts'
import { commitRange } from '../version/commit-range.ts'
import type { Change } from '../manifest/manifest.ts'
import type { ToldCommit } from './told-commit.ts'

/** What was committed to the source repository between two versions. */
export interface CommitsBetween {
  readonly range: CommitPair
  /** The latest of them, newest first; empty where only their number is known. */
  readonly commits: readonly ToldCommit[]
  /** How many there are. */
  readonly total: number
  /** The page that shows them all. */
  readonly url: string
}

/** The ranges of commits that these changes bring, each once. */
export function rangesOf(changes: readonly Change[]): readonly CommitPair[] {
  const ranges = changes.flatMap(({ from, to }) =>
    from.tag === undefined || to.tag === undefined ? [] : (commitRange(from.tag, to.tag) ?? [])
  )
  return [...new Map(ranges.map((range) => [pairKey(range), range])).values()]
}
