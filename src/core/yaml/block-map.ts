import type { Pair, YAMLMap } from 'yaml'
import type { Edit } from './edit.ts'
import { lineBreak, lineEnd, lineStart, nextLine } from './lines.ts'
import { notEditable, type Source } from './place.ts'
import { indentTo, linePrefix, pairEnd, pairStart, startsLine } from './span.ts'

const isExplicit = (text: string, pair: Pair): boolean => /\?[ \t]+$/.test(linePrefix(text, pairStart(pair)))

function refuseExplicitKeys(source: Source, map: YAMLMap): void {
  const explicit = map.items.find((pair) => isExplicit(source.text, pair))
  if (explicit === undefined) return
  throw notEditable(
    source,
    pairStart(explicit),
    'The map has a key written with "?", beside which no key can be added or removed.',
    'Write the map as "key: value" lines.'
  )
}

/** Writes lines (`key: value`) below a pair of a block map, in the column of the map's first key. */
export function insertLines(
  source: Source,
  map: YAMLMap,
  after: Pair,
  lines: readonly string[]
): readonly Edit[] {
  refuseExplicitKeys(source, map)
  const { text } = source
  const [first = after] = map.items
  const offset = lineEnd(text, pairEnd(text, after))
  const start = lineBreak(text, offset) + indentTo(text, pairStart(first))
  return [{ start: offset, end: offset, text: lines.map((line) => start + line).join('') }]
}

/**
 * The lines of a pair with one line end: the one before them, so that what is inserted behind them finds their end in
 * place; the one behind them where there is none before, or where the two differ.
 */
function wholeLines(text: string, pair: Pair): Edit {
  const start = lineStart(text, pairStart(pair))
  const end = lineEnd(text, pairEnd(text, pair))
  const [before = ''] = /\r?\n$/.exec(text.slice(0, start)) ?? []
  const behind = text.slice(end, nextLine(text, end))
  const isAlike = before !== '' && (behind === '' || behind === before)
  return isAlike
    ? { start: start - before.length, end, text: '' }
    : { start, end: end + behind.length, text: '' }
}

/**
 * Takes a pair out of a block map, with the comment on its line; comments on lines of their own stay. `undefined`
 * where that is not possible: the pair shares its line with a dash, and a comment follows that would get there.
 */
export function removeLines(source: Source, map: YAMLMap, pair: Pair): Edit | undefined {
  refuseExplicitKeys(source, map)
  const { text } = source
  const start = pairStart(pair)
  if (startsLine(text, start)) return wholeLines(text, pair)
  const next = map.items.find((other) => pairStart(other) > start)
  if (next === undefined) return undefined
  const end = pairStart(next)
  const between = text.slice(nextLine(text, pairEnd(text, pair)), end)
  return between.trim() === '' ? { start, end, text: '' } : undefined
}
