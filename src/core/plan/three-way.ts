import { diffArrays } from 'diff'

/** Three versions of one file's text: where two branches parted, and what has become of it on each. */
export interface ThreeTexts {
  readonly fork: string
  readonly base: string
  readonly branch: string
}

/**
 * What merging the branch into the base would do to a file: `nothing` where the base has all of it already, `conflict` where Git
 * would leave it to a person.
 */
export type MergeOutcome = 'nothing' | 'clean' | 'conflict'

/** Lines of the fork, from `start` up to `end`, that one side has replaced. */
interface Hunk {
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function hunksOf(fork: string, side: string): readonly Hunk[] {
  const hunks: Hunk[] = []
  let line = 0
  let open: Hunk | undefined
  for (const { added, removed, count, value } of diffArrays(linesOf(fork), linesOf(side))) {
    if (!added && !removed) {
      if (open !== undefined) hunks.push(open)
      open = undefined
      line += count
      continue
    }
    open ??= { start: line, end: line, lines: [] }
    if (removed) line += count
    open = { start: open.start, end: line, lines: added ? [...open.lines, ...value] : open.lines }
  }
  return open === undefined ? hunks : [...hunks, open]
}

const isSame = (one: Hunk, other: Hunk): boolean =>
  one.start === other.start && one.end === other.end && one.lines.join('') === other.lines.join('')

/** Git leaves changes of neighbouring lines to a person, too. */
const isTouching = (one: Hunk, other: Hunk): boolean => one.start <= other.end && other.start <= one.end

const isOverlapping = (one: Hunk, other: Hunk): boolean =>
  (one.start < other.end && other.start < one.end) ||
  ((one.start === one.end || other.start === other.end) && isTouching(one, other))

/** What merging the branch into the base would do to the file, line by line as Git does it. */
export function mergeOutcome({ fork, base, branch }: ThreeTexts): MergeOutcome {
  const theirs = hunksOf(fork, base)
  const ours = hunksOf(fork, branch).filter((hunk) => !theirs.some((other) => isSame(hunk, other)))
  if (ours.length === 0) return 'nothing'
  return ours.some((hunk) => theirs.some((other) => isTouching(hunk, other))) ? 'conflict' : 'clean'
}

/** The base with all that the branch has changed, but for lines that the base itself has changed: there the base's stay. */
export function onTopOf({ fork, base, branch }: ThreeTexts): string {
  const theirs = hunksOf(fork, base)
  const ours = hunksOf(fork, branch).filter((hunk) => !theirs.some((other) => isOverlapping(hunk, other)))
  const hunks = [...theirs, ...ours].sort((one, other) => one.start - other.start || one.end - other.end)
  const lines = linesOf(fork)
  let position = 0
  const parts: string[] = []
  for (const hunk of hunks) {
    parts.push(...lines.slice(position, hunk.start), ...hunk.lines)
    position = hunk.end
  }
  return [...parts, ...lines.slice(position)].join('')
}
