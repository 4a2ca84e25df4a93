import type { Pair, YAMLMap } from 'yaml'
import type { Edit } from './edit.ts'
import { lineBreak, lineEnd, lineStart, nextLine } from './lines.ts'
import { indentTo, pairEnd, pairStart, startsLine } from './span.ts'

/** How the first items of a flow collection are laid out: where the first begins and ends, and the second begins. */
export interface FlowLayout {
  readonly start: number
  readonly end: number
  readonly next: number | undefined
}

const isBlankOrComment = (text: string): boolean => /^[ \t]*(?:#.*)?$/.test(text)

/** Where the comma behind `offset` stands; `undefined` where the collection ends without one. */
function commaAfter(text: string, offset: number): number | undefined {
  const gap = /^(?:[ \t\r\n]+(?:#[^\n]*)?)*/.exec(text.slice(offset))?.[0].length ?? 0
  return text[offset + gap] === ',' ? offset + gap : undefined
}

function separator(text: string, { end, next }: FlowLayout): string {
  const between = next === undefined ? '' : text.slice(end, next)
  return /^,[ \t]*$/.test(between) ? between : ', '
}

function insertOwnLines(
  text: string,
  layout: FlowLayout,
  end: number,
  items: readonly string[]
): readonly Edit[] {
  const comma = commaAfter(text, end)
  const line = lineEnd(text, end)
  const start = lineBreak(text, line) + indentTo(text, layout.start)
  const commaHere = comma !== undefined && comma < line
  if (!isBlankOrComment(text.slice(commaHere ? comma + 1 : end, line))) {
    return [{ start: end, end, text: items.map((item) => `,${start}${item}`).join('') }]
  }
  if (commaHere) return [{ start: line, end: line, text: items.map((item) => `${start}${item},`).join('') }]
  return [
    { start: end, end, text: ',' },
    { start: line, end: line, text: items.map((item) => start + item).join(',') }
  ]
}

/**
 * Writes items into a flow collection, behind the item that ends at `end`. Where the collection's first item has a
 * line of its own, so do the new ones, in its column; a comma behind the last item stays a habit.
 */
export function insertItems(
  text: string,
  layout: FlowLayout,
  end: number,
  items: readonly string[]
): readonly Edit[] {
  if (startsLine(text, layout.start)) return insertOwnLines(text, layout, end, items)
  const gap = separator(text, layout)
  return [{ start: end, end, text: items.map((item) => gap + item).join('') }]
}

/** The layout of a flow map's first pairs; `undefined` for an empty one. */
export function layoutOf(text: string, map: YAMLMap): FlowLayout | undefined {
  const [first, second] = map.items
  if (first === undefined) return undefined
  return { start: pairStart(first), end: pairEnd(text, first), next: second && pairStart(second) }
}

function removeOwnLine(
  text: string,
  previous: Pair | undefined,
  start: number,
  end: number
): readonly Edit[] {
  const comma = commaAfter(text, end)
  const line = { start: lineStart(text, start), end: nextLine(text, comma ?? end), text: '' }
  const before =
    comma === undefined && previous !== undefined ? commaAfter(text, pairEnd(text, previous)) : undefined
  return before === undefined ? [line] : [{ start: before, end: before + 1, text: '' }, line]
}

/** Takes a pair out of a flow map, with one comma, and with its line where it has one of its own. */
export function removeItem(text: string, map: YAMLMap, pair: Pair): readonly Edit[] {
  const index = map.items.indexOf(pair)
  const [start, end] = [pairStart(pair), pairEnd(text, pair)]
  const previous = map.items[index - 1]
  const next = map.items[index + 1]
  const behind = commaAfter(text, end)
  const last = behind === undefined ? end : behind + 1
  if (startsLine(text, start) && isBlankOrComment(text.slice(last, lineEnd(text, last)))) {
    return removeOwnLine(text, previous, start, end)
  }
  if (next !== undefined) return [{ start, end: pairStart(next), text: '' }]
  return [{ start: previous === undefined ? start : pairEnd(text, previous), end, text: '' }]
}
