import type { ChangedFile } from './plan.ts'

/** Lines around a change that are shown with it, as many as Git shows. */
const CONTEXT = 3

/** Lines of one text, from `start` up to `end`, that others take the place of: those of the other text from `newStart` up to `newEnd`. */
interface Region {
  readonly start: number
  readonly end: number
  readonly newStart: number
  readonly newEnd: number
}

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/**
 * What differs between two texts. Behind each difference the nearest lines that are the same on both sides are looked for: that is
 * done in one go however many differences there are, and is the shortest where lines change, come and go but do not move.
 */
function regionsOf(before: readonly string[], after: readonly string[]): readonly Region[] {
  const positions = Map.groupBy([...after.keys()].reverse(), (index) => after[index])
  const regions: Region[] = []
  let [start, newStart] = [0, 0]
  const nextOf = (line: string | undefined): number => {
    const own = positions.get(line) ?? []
    while ((own.at(-1) ?? newStart) < newStart) own.pop()
    return own.at(-1) ?? Infinity
  }
  while (start < before.length || newStart < after.length) {
    if (before[start] === after[newStart]) {
      start++
      newStart++
      continue
    }
    let [end, newEnd] = [before.length, after.length]
    for (let line = start; line < before.length && line - start < end - start + newEnd - newStart; line++) {
      const same = nextOf(before[line])
      if (line + same < end + newEnd) [end, newEnd] = [line, same]
    }
    regions.push({ start, end, newStart, newEnd })
    start = end
    newStart = newEnd
  }
  return regions
}

/** Regions so near to each other that they are shown together. */
function neighbours(regions: readonly Region[]): readonly (readonly Region[])[] {
  const groups: Region[][] = []
  for (const region of regions) {
    const last = groups.at(-1)
    if (last !== undefined && region.start - (last.at(-1)?.end ?? 0) <= 2 * CONTEXT) last.push(region)
    else groups.push([region])
  }
  return groups
}

const marked = (mark: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) =>
    line.endsWith('\n') ? `${mark}${line.slice(0, -1)}` : `${mark}${line}\n\\ No newline at end of file`
  )

// Where there are no lines, the one before them is named.
const extent = (start: number, end: number): string =>
  `${String(end > start ? start + 1 : start)},${String(end - start)}`

function hunk(before: readonly string[], after: readonly string[], regions: readonly Region[]): string {
  const [first, last] = [regions[0], regions.at(-1)]
  if (first === undefined || last === undefined) return ''
  const start = Math.max(0, first.start - CONTEXT)
  const end = Math.min(before.length, last.end + CONTEXT)
  const newStart = first.newStart - (first.start - start)
  const newEnd = last.newEnd + (end - last.end)
  const changed = regions.flatMap((region, index) => [
    ...marked(' ', before.slice(regions[index - 1]?.end ?? start, region.start)),
    ...marked('-', before.slice(region.start, region.end)),
    ...marked('+', after.slice(region.newStart, region.newEnd))
  ])
  const header = `@@ -${extent(start, end)} +${extent(newStart, newEnd)} @@`
  return [header, ...changed, ...marked(' ', before.slice(last.end, end))].join('\n')
}

const made = new WeakMap<ChangedFile, string>()

function makeDiff({ path, before, text }: ChangedFile): string {
  const [lines, newLines] = [linesOf(before), linesOf(text)]
  const hunks = neighbours(regionsOf(lines, newLines)).map((regions) => hunk(lines, newLines, regions))
  // As Git does it, so that a blank does not end the name.
  const end = path.includes(' ') ? '\t' : ''
  return [`--- a/${path}${end}`, `+++ b/${path}${end}`, ...hunks].join('\n')
}

/** The change of one file as a unified diff, as `git diff` shows it; without the newline that ends it. */
export function unifiedDiff(file: ChangedFile): string {
  // Asked for twice: for the log and for the summary.
  const diff = made.get(file) ?? makeDiff(file)
  made.set(file, diff)
  return diff
}
