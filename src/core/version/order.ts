import { isSameImage } from '../image/name.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Ancestries, CommitPair } from './ancestry.ts'
import { pairKey } from './ancestry.ts'
import { isSameCommit, maskCommits, type MaskedTag } from './commit-tag.ts'
import { compareCounters } from './counter-order.ts'
import { compareMoments } from './moment-order.ts'
import { compareReleases } from './release-order.ts'

/** How one tag stands to another of the same place; `unknown` where nothing tells for certain. */
export type Order = 'newer' | 'older' | 'same' | 'unknown'

/** An order, and why. */
export interface Ordering {
  readonly order: Order
  /** Half a sentence, as in `"1.2.3" is a lower version than "1.2.4"`. */
  readonly reason: string
  /** The commits whose ancestry would tell more. */
  readonly commits?: CommitPair
  /** Whether neither of them says anything of its order. */
  readonly isUntold?: boolean
}

interface Scheme {
  /** Orders two tags whose commits are masked; `undefined` where it cannot. */
  readonly compare: (one: string, other: string) => number | undefined
  readonly newer: string
  readonly older: string
}

/** The schemes in the order in which they are asked: what a version tells, no number in it is to tell otherwise. */
const SCHEMES: readonly Scheme[] = [
  { compare: compareReleases, newer: 'is a higher version than', older: 'is a lower version than' },
  { compare: compareMoments, newer: 'is of a later time than', older: 'is of an earlier time than' },
  { compare: compareCounters, newer: 'has a higher number than', older: 'has a lower number than' }
]

/** Whether a tag has an order of its own, be it by a commit in it. */
export function tellsOrder(tag: string): boolean {
  const { text, commits } = maskCommits(tag)
  return commits.length > 0 || SCHEMES.some(({ compare }) => compare(text, text) !== undefined)
}

const describe = (wanted: string, phrase: string, current: string): string =>
  `"${wanted}" ${phrase} "${current}"`

/** The only commits of two tags that are alike but for them. */
function commitsOf(wanted: MaskedTag, current: MaskedTag): CommitPair | undefined {
  const [head, ...others] = wanted.commits
  const [base] = current.commits
  const isComparable = wanted.text === current.text && others.length === 0
  return isComparable && head !== undefined && base !== undefined ? { base, head } : undefined
}

function orderCommits(wanted: string, current: string, commits: CommitPair, known: Ancestries): Ordering {
  if (isSameCommit(commits.head, commits.base))
    return { order: 'same', reason: describe(wanted, 'is the same commit as', current) }
  switch (known.get(pairKey(commits))) {
    case 'ahead':
      return { order: 'newer', reason: describe(wanted, 'descends from', current) }
    case 'behind':
      return { order: 'older', reason: describe(wanted, 'is an ancestor of', current) }
    case 'identical':
      return { order: 'same', reason: describe(wanted, 'is the same commit as', current) }
    case 'diverged':
      return { order: 'unknown', reason: describe(wanted, 'is on another line of history than', current) }
    case 'unknown':
    case undefined:
      return {
        order: 'unknown',
        reason: describe(wanted, 'is a commit, and so is', current),
        commits
      }
  }
}

/**
 * How a wanted tag stands to the one that a place has: by version, by time, by number, or by the ancestry of commits. What is constant in
 * the two has to be equal; where conventions differ over the order, it is not known.
 *
 * @param known - what is known of commits
 */
export function orderTags(wanted: string, current: string, known: Ancestries): Ordering {
  if (wanted === current) return { order: 'same', reason: describe(wanted, 'is', current) }
  const [masked, currentMasked] = [maskCommits(wanted), maskCommits(current)]
  const commits = commitsOf(masked, currentMasked)
  for (const { compare, newer, older } of SCHEMES) {
    const sign = compare(masked.text, currentMasked.text)
    if (sign === undefined) continue
    if (sign > 0) return { order: 'newer', reason: describe(wanted, newer, current) }
    if (sign < 0) return { order: 'older', reason: describe(wanted, older, current) }
    if (masked.commits.length === 0)
      return { order: 'same', reason: describe(wanted, 'is the same version as', current) }
  }
  if (commits !== undefined) return orderCommits(wanted, current, commits, known)
  const isUntold = !tellsOrder(wanted) && !tellsOrder(current)
  return { order: 'unknown', reason: describe(wanted, 'cannot be compared with', current), isUntold }
}

const isOtherImage = (wanted: ImageReference, current: ImageReference): boolean =>
  wanted.name !== '' && current.name !== '' && !isSameImage(wanted.name, current.name)

/**
 * How a wanted reference stands to the one that a place has, by their tags. References without a tag have no order, nor have those of
 * two images, whose versions have nothing to do with each other.
 */
export function orderReferences(
  wanted: ImageReference,
  current: ImageReference,
  known: Ancestries
): Ordering {
  const isOther = isOtherImage(wanted, current)
  if (wanted.tag !== undefined && current.tag !== undefined && !isOther)
    return orderTags(wanted.tag, current.tag, known)
  const reason = describe(formatReference(wanted), 'cannot be compared with', formatReference(current))
  const isUntold = !isOther && ![wanted, current].some(({ tag }) => tag !== undefined && tellsOrder(tag))
  return { order: 'unknown', reason, isUntold }
}
