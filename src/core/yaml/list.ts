import { isNode, type Node, type YAMLSeq } from 'yaml'
import type { Edit } from './edit.ts'
import { entryText, flowItemText, styleOfItems, type EntryStyle } from './entry.ts'
import { insertItems } from './flow.ts'
import { columnAt, lineAt, lineBreak, lineEnd, lineStart, nextLine } from './lines.ts'
import type { AppendItems, Item } from './operation.ts'
import { notEditable, type Source } from './place.ts'
import { quote } from './quote.ts'
import { linePrefix, nodeEnd } from './span.ts'
import { nodeStart } from './scalar.ts'

const nodesOf = (list: YAMLSeq): readonly Node[] => list.items.filter((item): item is Node => isNode(item))

/** The characters of an item's first line from the dash to its content; one space where it starts on another line. */
function dashGap(text: string, list: YAMLSeq): string {
  const [, gap = ' '] =
    /^-([ \t]+)[^ \t#]/.exec(text.slice(nodeStart(list), lineEnd(text, nodeStart(list)))) ?? []
  return gap
}

/** The lines of a list's new items, each behind a dash in the column that `indent` leads to. */
export function itemLines(
  items: readonly Item[],
  style: EntryStyle,
  indent: string,
  gap: string
): readonly string[] {
  const deeper = indent + ' ' + gap.replace(/[^\t]/g, ' ')
  return items.flatMap((item) => {
    const lines =
      typeof item === 'string' ? [quote(item, style.key)] : item.map((entry) => entryText(entry, style))
    return lines.map((line, index) => (index === 0 ? `${indent}-${gap}` : deeper) + line)
  })
}

/** The end of the last comment line that follows `offset` directly and is indented deeper than the list's dashes. */
function behindComments(text: string, offset: number, column: number): number {
  let end = lineEnd(text, offset)
  for (;;) {
    const next = nextLine(text, end)
    const comment = /^[ \t]*(?=#)/.exec(text.slice(next, lineEnd(text, next)))
    if (next === text.length || comment === null || comment[0].length <= column) return end
    end = lineEnd(text, next)
  }
}

/** Whether every item but the first has a blank line above it. */
function isSpacedOut(text: string, items: readonly Node[]): boolean {
  const dashes = items.slice(1).map((item) => lineStart(text, nodeStart(item)))
  return dashes.length > 0 && dashes.every((start) => start > 0 && lineAt(text, start - 1).trim() === '')
}

function appendLines(
  source: Source,
  list: YAMLSeq,
  last: Node,
  items: AppendItems['items']
): readonly Edit[] {
  const { text } = source
  const column = columnAt(text, nodeStart(list))
  const offset = behindComments(text, nodeEnd(text, last), column)
  const before = linePrefix(text, nodeStart(list))
  const indent = before.trim() === '' ? before : ' '.repeat(column)
  const lineFeed = lineBreak(text, offset)
  const separator = isSpacedOut(text, nodesOf(list)) ? lineFeed + lineFeed : lineFeed
  const style = styleOfItems(list.items)
  const added = items.map(
    (item) => separator + itemLines([item], style, indent, dashGap(text, list)).join(lineFeed)
  )
  return [{ start: offset, end: offset, text: added.join('') }]
}

/** Writes items at the end of a list that has items: in its indentation, spacing and quoting. Nothing is sorted. */
export function appendItems(source: Source, { list, items }: AppendItems): readonly Edit[] {
  const nodes = nodesOf(list)
  const [first, second] = nodes
  const last = nodes.at(-1)
  if (first === undefined || last === undefined) {
    throw notEditable(
      source,
      nodeStart(list),
      'The list has no item to add to.',
      'Write its first item by hand.'
    )
  }
  if (list.flow !== true) return appendLines(source, list, last, items)
  const { text } = source
  const layout = { start: nodeStart(first), end: nodeEnd(text, first), next: second && nodeStart(second) }
  const style = styleOfItems(list.items)
  return insertItems(
    text,
    layout,
    nodeEnd(text, last),
    items.map((item) => flowItemText(item, style))
  )
}
