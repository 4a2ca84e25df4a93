import { formatReference, type ImageReference } from '../image/reference.ts'
import { pairKey, type Ancestries, type CommitPair } from './ancestry.ts'
import type { Ordering } from './order.ts'

/** The commits of the repository that builds images for which their versions were written. */
export interface Origins {
  /** The one that this run is for, and what it writes. */
  readonly own: string
  /** Those of earlier runs, by the whole reference that they wrote. */
  readonly earlier: ReadonlyMap<string, string>
}

/** The commits whose ancestry tells how what a run writes stands to a version; `undefined` where nobody knows what that was written for. */
export function originPair(current: ImageReference, { own, earlier }: Origins): CommitPair | undefined {
  const base = earlier.get(formatReference(current))
  return base === undefined || own === '' ? undefined : { base, head: own }
}

/** An order that nothing tells, by the commits for which both were written: older is what was written for an ancestor. */
export function orderByOrigin(
  untold: Ordering,
  current: ImageReference,
  origins: Origins,
  known: Ancestries
): Ordering {
  const pair = originPair(current, origins)
  if (pair === undefined || known.get(pairKey(pair)) !== 'behind') return untold
  const [own, other] = [pair.head, pair.base].map((commit) => commit.slice(0, 7))
  return {
    order: 'older',
    reason: `this run is for ${String(own)}, an ancestor of ${String(other)}, for which "${formatReference(current)}" was written`
  }
}
