import { isNode, type Pair, type YAMLMap } from 'yaml'
import { fieldLines, flowFields, flowText, linesBelow } from './content.ts'
import type { YamlDocument } from './document.ts'
import type { Edit } from './edit.ts'
import { insertItems, layoutOf } from './flow.ts'
import { indentationFor, type Indentation } from './indentation.ts'
import { lineAt, lineBreak, lineEnd, lineStart, nextLine } from './lines.ts'
import type { AddFields, Content, Contents } from './operation.ts'
import type { Source } from './place.ts'
import { nodeStart, scalarStyle } from './scalar.ts'
import { indentTo, nodeEnd, pairColon, pairEnd, pairStart } from './span.ts'

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

/** Whether more than half of the keys below the first have a blank line above them. */
function isSpacedOut(text: string, map: YAMLMap): boolean {
  const starts = map.items.slice(1).map((pair) => lineStart(text, pairStart(pair)))
  const spaced = starts.filter((start) => lineAt(text, start - 1).trim() === '')
  return spaced.length * 2 > starts.length
}

function addToBlock(
  text: string,
  map: YAMLMap,
  fields: Contents,
  indentation: Indentation,
  isWhole: boolean
): readonly Edit[] {
  const [first] = map.items
  const last = map.items.at(-1)
  if (first === undefined || last === undefined) return []
  const end = pairEnd(text, last)
  const offset = isWhole ? contentEnd(text, lineStart(text, end)) : lineEnd(text, end)
  const lineFeed = lineBreak(text, offset)
  const lines = fieldLines(fields, indentTo(text, pairStart(first)), indentation)
  const blank = isSpacedOut(text, map) ? lineFeed : ''
  return [{ start: offset, end: offset, text: blank + lines.map((line) => lineFeed + line).join('') }]
}

function addToFlow(text: string, map: YAMLMap, fields: Contents): readonly Edit[] {
  const layout = layoutOf(text, map)
  const [first] = map.items
  const last = map.items.at(-1)
  const entries = flowFields(fields, first === undefined ? 'double' : scalarStyle(first.key))
  if (layout !== undefined && last !== undefined)
    return insertItems(text, layout, pairEnd(text, last), entries)
  const inside = nodeStart(map) + 1
  return [{ start: inside, end: inside, text: entries.join(', ') }]
}

function fillFlow(text: string, pair: Pair, content: Content): readonly Edit[] {
  const written = flowText(content, scalarStyle(pair.key))
  const { value } = pair
  const end = pairEnd(text, pair)
  const isWritten = isNode(value) && nodeStart(value) < nodeEnd(text, value)
  return [
    isWritten ? { start: nodeStart(value), end, text: written } : { start: end, end, text: ` ${written}` }
  ]
}

function fillBlock(
  text: string,
  pair: Pair,
  content: Exclude<Content, string | boolean>,
  indentation: Indentation
): readonly Edit[] {
  const colon = pairColon(text, pair)
  const end = Math.max(pairEnd(text, pair), colon)
  const line = lineEnd(text, end)
  const lines = linesBelow(content, indentTo(text, pairStart(pair)), indentation)
  return [
    { start: colon, end, text: '' },
    { start: line, end: line, text: lines.map((item) => lineBreak(text, line) + item).join('') }
  ]
}

function addToNothing(text: string, document: YamlDocument | undefined, fields: Contents): readonly Edit[] {
  const start = lineStart(text, document?.root?.range?.[0] ?? 0)
  const offset = contentEnd(text, start)
  const lineFeed = lineBreak(text, offset)
  const lines = fieldLines(fields, '', indentationFor(text, null, null)).join(lineFeed)
  const before = lineAt(text, offset).trim() === '' ? '' : lineFeed
  const after = offset === text.length && before === '' ? lineFeed : ''
  return [{ start: offset, end: offset, text: before + lines + after }]
}

/** Writes new keys with all that is below them: at the end of their map, or below the key that holds nothing. */
export function addFields(
  { text }: Source,
  document: YamlDocument | undefined,
  { map, pair, fields }: AddFields
): readonly Edit[] {
  if (map === null) return addToNothing(text, document, fields)
  const indentation = indentationFor(text, document?.root ?? null, map)
  if (pair === undefined) {
    return map.flow === true
      ? addToFlow(text, map, fields)
      : addToBlock(text, map, fields, indentation, map === document?.root)
  }
  const [content = ''] = fields.values()
  const isOnOneLine = map.flow === true || typeof content !== 'object'
  return isOnOneLine ? fillFlow(text, pair, content) : fillBlock(text, pair, content, indentation)
}
