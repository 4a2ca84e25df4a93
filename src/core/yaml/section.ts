import { isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'
import type { YamlDocument } from './document.ts'
import type { Edit } from './edit.ts'
import { alike, flowItemText } from './entry.ts'
import { insertItems, layoutOf } from './flow.ts'
import { lineAt, lineBreak, lineEnd, lineStart, nextLine } from './lines.ts'
import { itemLines } from './list.ts'
import type { AddList, Item } from './operation.ts'
import type { Source } from './place.ts'
import { quote, type ScalarStyle } from './quote.ts'
import { nodeStart, scalarStyle } from './scalar.ts'
import { linePrefix, nodeEnd, pairColon, pairEnd, pairStart } from './span.ts'

const flowList = (items: readonly Item[], style: ScalarStyle): string =>
  `[${items.map((item) => flowItemText(item, alike(style))).join(', ')}]`

/** The lines of a list below its key, and of the map around it; `listAt` is how far the dashes are from the key. */
function sectionLines({ within, key, items }: AddList, indent: string, listAt: string): readonly string[] {
  if (within === undefined) return [`${indent}${key}:`, ...itemLines(items, alike('plain'), listAt, ' ')]
  const deeper = `${indent}  `
  const list = itemLines(items, alike('plain'), deeper, ' ')
  return [`${indent}${within}:`, `${deeper}${key}:`, ...list]
}

const isMarker = (line: string): boolean => /^(?:---|\.\.\.)(?:[ \t]|$)/.test(line)

/** Where the last line that is not blank ends, of the lines from `from` to the document's end marker. */
function contentEnd(text: string, from: number): number {
  let end = from
  for (let start = from; start < text.length; start = nextLine(text, start)) {
    const line = text.slice(start, lineEnd(text, start))
    if (start > from && isMarker(line)) break
    if (line.trim() !== '') end = lineEnd(text, start)
  }
  return end
}

/** The indentation of the lists below the document's other keys; that of the keys where there are none. */
function listIndent(text: string, root: YAMLMap): string {
  const lists = root.items.map((pair) => pair.value).filter((value) => isSeq(value))
  const other = lists.find((list) => list.flow !== true)
  const [first] = root.items
  if (other !== undefined) return linePrefix(text, nodeStart(other))
  return first === undefined ? '' : linePrefix(text, pairStart(first))
}

/** Whether more than half of the keys below the first have a blank line above them. */
function isSpacedOut(text: string, root: YAMLMap): boolean {
  const starts = root.items.slice(1).map((pair) => lineStart(text, pairStart(pair)))
  const spaced = starts.filter((start) => lineAt(text, start - 1).trim() === '')
  return spaced.length * 2 > starts.length
}

function addToBlock(text: string, root: YAMLMap, list: AddList, isWhole: boolean): readonly Edit[] {
  const [first] = root.items
  const last = root.items.at(-1)
  if (first === undefined || last === undefined) return []
  const end = pairEnd(text, last)
  const offset = isWhole ? contentEnd(text, lineStart(text, end)) : lineEnd(text, end)
  const lineFeed = lineBreak(text, offset)
  const lines = sectionLines(list, linePrefix(text, pairStart(first)), listIndent(text, root))
  const blank = isSpacedOut(text, root) ? lineFeed : ''
  return [{ start: offset, end: offset, text: blank + lines.map((line) => lineFeed + line).join('') }]
}

function addToFlow(text: string, root: YAMLMap, { within, key, items }: AddList): readonly Edit[] {
  const layout = layoutOf(text, root)
  const [first] = root.items
  const last = root.items.at(-1)
  const style = first === undefined ? 'double' : scalarStyle(first.key)
  const list = `${quote(key, style)}: ${flowList(items, style)}`
  const entry = within === undefined ? list : `${quote(within, style)}: {${list}}`
  if (layout !== undefined && last !== undefined)
    return insertItems(text, layout, pairEnd(text, last), [entry])
  const inside = nodeStart(root) + 1
  return [{ start: inside, end: inside, text: entry }]
}

function fillFlow(text: string, pair: Pair, items: readonly Item[]): readonly Edit[] {
  const list = flowList(items, scalarStyle(pair.key))
  const { value } = pair
  const end = pairEnd(text, pair)
  const isEmpty = !isSeq(value) && !(isScalar(value) && nodeStart(value) < nodeEnd(text, value))
  return [isEmpty ? { start: end, end, text: ` ${list}` } : { start: nodeStart(value), end, text: list }]
}

function fillBlock(text: string, root: YAMLMap, pair: Pair, items: readonly Item[]): readonly Edit[] {
  const colon = pairColon(text, pair)
  const line = lineEnd(text, Math.max(pairEnd(text, pair), colon))
  const lines = itemLines(items, alike('plain'), listIndent(text, root), ' ')
  return [
    { start: colon, end: Math.max(pairEnd(text, pair), colon), text: '' },
    { start: line, end: line, text: lines.map((item) => lineBreak(text, line) + item).join('') }
  ]
}

function addToNothing(text: string, document: YamlDocument | undefined, list: AddList): readonly Edit[] {
  const start = lineStart(text, document?.root?.range?.[0] ?? 0)
  const offset = contentEnd(text, start)
  const lineFeed = lineBreak(text, offset)
  const lines = sectionLines(list, '', '').join(lineFeed)
  const before = lineAt(text, offset).trim() === '' ? '' : lineFeed
  const after = offset === text.length && before === '' ? lineFeed : ''
  return [{ start: offset, end: offset, text: before + lines + after }]
}

/** Writes a list under a key that is missing or holds nothing: at the end of its map, or where it is. */
export function addList(
  { text }: Source,
  document: YamlDocument | undefined,
  list: AddList
): readonly Edit[] {
  const { root, pair, items } = list
  if (root === null) return addToNothing(text, document, list)
  const isFlow = root.flow === true
  if (pair === undefined)
    return isFlow ? addToFlow(text, root, list) : addToBlock(text, root, list, root === document?.root)
  return isFlow ? fillFlow(text, pair, items) : fillBlock(text, root, pair, items)
}
