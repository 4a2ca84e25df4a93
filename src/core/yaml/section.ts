import { isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'
import type { YamlDocument } from './document.ts'
import type { Edit } from './edit.ts'
import { flowMapText, styleLike, styleOf } from './entry.ts'
import { insertItems, layoutOf } from './flow.ts'
import { lineAt, lineBreak, lineEnd, lineStart, nextLine } from './lines.ts'
import { itemLines } from './list.ts'
import type { AddList } from './operation.ts'
import type { Source } from './place.ts'
import { quote } from './quote.ts'
import { nodeStart, scalarStyle } from './scalar.ts'
import { linePrefix, nodeEnd, pairEnd, pairStart } from './span.ts'

const PLAIN = styleLike(undefined, 'plain')

/** Where a document's last line that is not blank ends, markers (`...`, `---` of the next one) not counted. */
function contentEnd(text: string, from: number): number {
  let end = from
  for (let start = from; start <= text.length; start = nextLine(text, start)) {
    const line = text.slice(start, lineEnd(text, start))
    if (start > from && /^(?:---|\.\.\.)(?:[ \t]|$)/.test(line)) break
    if (line.trim() !== '') end = lineEnd(text, start)
    if (nextLine(text, start) === text.length) break
  }
  return end
}

/** The indentation of lists below the document's other top-level keys. */
function listIndent(text: string, root: YAMLMap): string {
  const other = root.items.find((pair) => isSeq(pair.value) && pair.value.flow !== true)
  return other !== undefined && isSeq(other.value) ? linePrefix(text, nodeStart(other.value)) : ''
}

/** Whether more than half of the keys below the first have a blank line above them. */
function isSpacedOut(text: string, root: YAMLMap): boolean {
  const starts = root.items.slice(1).map((pair) => lineStart(text, pairStart(pair)))
  const spaced = starts.filter((start) => start > 0 && lineAt(text, start - 1).trim() === '')
  return spaced.length * 2 > starts.length
}

function addToBlock(text: string, root: YAMLMap, { key, items }: AddList): readonly Edit[] {
  const offset = contentEnd(text, lineStart(text, pairEnd(text, root.items.at(-1) as Pair)))
  const lineFeed = lineBreak(text, offset)
  const [first] = root.items
  const indent = first === undefined ? '' : linePrefix(text, pairStart(first))
  const lines = [`${indent}${key}:`, ...itemLines(items, PLAIN, listIndent(text, root) || indent, ' ')]
  const blank = isSpacedOut(text, root) ? lineFeed : ''
  return [{ start: offset, end: offset, text: blank + lines.map((line) => lineFeed + line).join('') }]
}

function addToFlow(text: string, root: YAMLMap, operation: AddList): readonly Edit[] {
  const layout = layoutOf(text, root)
  const last = root.items.at(-1)
  const style = styleLike(root, 'double')
  const list = `[${operation.items.map((item) => flowMapText(item, { key: style.key, value: () => style.key })).join(', ')}]`
  const entry = `${quote(operation.key, style.key)}: ${list}`
  if (layout === undefined || last === undefined) {
    const inside = nodeStart(root) + 1
    return [{ start: inside, end: inside, text: entry }]
  }
  return insertItems(text, layout, pairEnd(text, last), [entry])
}

function fillFlow(text: string, pair: Pair, items: AddList['items']): readonly Edit[] {
  const style = scalarStyle(pair.key)
  const list = `[${items.map((item) => flowMapText(item, { key: style, value: () => style })).join(', ')}]`
  const { value } = pair
  if (isSeq(value)) return [{ start: nodeStart(value), end: nodeEnd(text, value), text: list }]
  if (!isScalar(value) || nodeStart(value) === nodeEnd(text, value)) {
    const end = pairEnd(text, pair)
    return [{ start: end, end, text: ` ${list}` }]
  }
  return [{ start: nodeStart(value), end: nodeEnd(text, value), text: list }]
}

function fillBlock(text: string, root: YAMLMap, pair: Pair, items: AddList['items']): readonly Edit[] {
  const colon = text.indexOf(':', nodeEnd(text, pair.key as never)) + 1
  const end = Math.max(pairEnd(text, pair), colon)
  const line = lineEnd(text, end)
  const lineFeed = lineBreak(text, line)
  const indent = listIndent(text, root) || linePrefix(text, pairStart(pair))
  const lines = itemLines(items, { ...styleOf(pair), value: () => 'plain' }, indent, ' ')
  return [
    { start: colon, end, text: '' },
    { start: line, end: line, text: lines.map((item) => lineFeed + item).join('') }
  ]
}

function addToNothing(
  source: Source,
  document: YamlDocument | undefined,
  { key, items }: AddList
): readonly Edit[] {
  const { text } = source
  const start = lineStart(text, 0)
  const offset = contentEnd(
    text,
    document === undefined ? start : lineStart(text, document.root?.range?.[0] ?? start)
  )
  const lineFeed = lineBreak(text, offset)
  const lines = [`${key}:`, ...itemLines(items, PLAIN, '', ' ')].join(lineFeed)
  const isBlank = text.slice(start).trim() === ''
  return [
    {
      start: offset,
      end: offset,
      text: isBlank && text.length === start ? lines + lineFeed : isBlank ? lines : lineFeed + lines
    }
  ]
}

/** Writes a list of maps under a key that is missing or holds nothing: at the end of the document, or where it is. */
export function addList(
  source: Source,
  document: YamlDocument | undefined,
  operation: AddList
): readonly Edit[] {
  const { text } = source
  const { root, pair, items } = operation
  if (root === null) return addToNothing(source, document, operation)
  if (pair === undefined)
    return root.flow === true ? addToFlow(text, root, operation) : addToBlock(text, root, operation)
  return root.flow === true ? fillFlow(text, pair, items) : fillBlock(text, root, pair, items)
}
