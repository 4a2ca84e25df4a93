/** What stands for a commit in a masked tag; no tag can hold it. */
export const COMMIT_MASK = '*'

const DAY = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

/**
 * Hexadecimal digits between separators, or behind the `g` that `git describe` sets. Behind a word that counts they are a number,
 * however much they look like a commit.
 */
const CANDIDATE =
  /(?<![0-9A-Za-z]|(?:build|run|job|pipeline|rev)[-_.])(?<mark>g?)(?<hex>[0-9a-f]{7,40})(?![0-9A-Za-z])/g

/**
 * Whether hexadecimal digits may be the name of a commit. Digits alone may be the short name of one where they are as many as short
 * names have, and no day of the calendar; of other lengths they are numbers.
 */
function mayBeCommit(hex: string): boolean {
  if (!/^\d+$/.test(hex)) return true
  return hex.length === 40 || (hex.length <= 8 && !DAY.test(hex))
}

/** A tag whose commits are masked, so that what is left of two builds can be compared, and those commits. */
export interface MaskedTag {
  readonly text: string
  readonly commits: readonly string[]
}

/** Masks everything in a tag that may be the full or short name of a commit: `main-1a2b3c4-17` is `main-*-17`. */
export function maskCommits(tag: string): MaskedTag {
  const commits: string[] = []
  const text = tag.replaceAll(CANDIDATE, (candidate: string, mark: string, hex: string) => {
    if (!mayBeCommit(hex)) return candidate
    commits.push(hex)
    return `${mark}${COMMIT_MASK}`
  })
  return { text, commits }
}

/** Whether two names mean one commit: one may be the other cut short. */
export const isSameCommit = (one: string, other: string): boolean =>
  one.startsWith(other) || other.startsWith(one)
