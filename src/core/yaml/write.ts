import { isAlias, isScalar, type Pair, type YAMLMap } from 'yaml'
import { insertLines, removeLines } from './block-map.ts'
import type { YamlDocument } from './document.ts'
import type { Edit } from './edit.ts'
import { entryText, styleOf } from './entry.ts'
import { insertItems, layoutOf, removeItem } from './flow.ts'
import { appendItems } from './list.ts'
import type { InsertFields, Operation, RemoveField, ReplaceField, SetValue } from './operation.ts'
import { notEditable, type Source } from './place.ts'
import { quote, type ScalarStyle } from './quote.ts'
import { nodeStart, scalarStyle, setScalar } from './scalar.ts'
import { addFields } from './section.ts'
import { nodeEnd, pairEnd, pairStart } from './span.ts'

/** The quotes for a value where there was none: those of the key, else plain. */
const quotesOf = (pair: Pair | undefined): ScalarStyle =>
  scalarStyle(pair?.key) === 'double' ? 'double' : 'plain'

function setValue(source: Source, { node, pair, value }: SetValue): Edit {
  if (isScalar(node)) return setScalar(source, node, value, quotesOf(pair))
  return { start: nodeStart(node), end: nodeEnd(source.text, node), text: quote(value, quotesOf(pair)) }
}

function insertFields(source: Source, { map, after, entries }: InsertFields): readonly Edit[] {
  const lines = entries.map((entry) => entryText(entry, styleOf(after)))
  const layout = map.flow === true ? layoutOf(source.text, map) : undefined
  if (layout === undefined) return insertLines(source, map, after, lines)
  return insertItems(source.text, layout, pairEnd(source.text, after), lines)
}

/** Whether a pair can be taken out of its map without moving a comment. */
export const isRemovable = (source: Source, map: YAMLMap, pair: Pair): boolean =>
  map.flow === true || removeLines(source, map, pair) !== undefined

function removeField(source: Source, { map, pair }: RemoveField): readonly Edit[] {
  if (map.flow === true) return removeItem(source.text, map, pair)
  const edit = removeLines(source, map, pair)
  if (edit !== undefined) return [edit]
  throw notEditable(
    source,
    pairStart(pair),
    'The key cannot be removed: it shares its line with the dash of the list item.',
    'Put another key of the item first.'
  )
}

function replaceField(source: Source, { pair, entry: [key, value] }: ReplaceField): readonly Edit[] {
  const end = pairEnd(source.text, pair)
  const keyEdit = { start: pairStart(pair), end: pairStart(pair), text: '' }
  if (isScalar(pair.key)) {
    keyEdit.end = nodeEnd(source.text, pair.key)
    keyEdit.text = quote(key, scalarStyle(pair.key))
  }
  if (isScalar(pair.value)) return [keyEdit, setScalar(source, pair.value, value, quotesOf(pair))]
  if (isAlias(pair.value)) {
    return [keyEdit, { start: nodeStart(pair.value), end, text: quote(value, quotesOf(pair)) }]
  }
  return [keyEdit, { start: end, end, text: `: ${quote(value, quotesOf(pair))}` }]
}

/** What an operation does to the text. Throws `not-editable` where the text has a shape that forbids it. */
export function editsFor(
  source: Source,
  document: YamlDocument | undefined,
  operation: Operation
): readonly Edit[] {
  switch (operation.kind) {
    case 'set':
      return [setValue(source, operation)]
    case 'insert':
      return insertFields(source, operation)
    case 'remove':
      return removeField(source, operation)
    case 'replace':
      return replaceField(source, operation)
    case 'append':
      return appendItems(source, operation)
    case 'add':
      return addFields(source, document, operation)
  }
}
