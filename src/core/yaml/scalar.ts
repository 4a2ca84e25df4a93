import { isScalar, type Node, type Scalar } from 'yaml'
import type { Edit } from './edit.ts'
import { lineEnd, nextLine } from './lines.ts'
import { notEditable, type Source } from './place.ts'
import { needsQuotes, quote, type ScalarStyle } from './quote.ts'

/** Where the node begins, behind its anchor and tag. */
export const nodeStart = (node: Node): number => node.range?.[0] ?? 0

/** The scalar as a string, as it is written: `1.10` is `1.10`. Quotes, escapes and folding are undone. */
export const scalarText = (scalar: Scalar): string => scalar.source ?? ''

/** The style of a scalar, to be copied to others; what is no quoted scalar counts as plain. */
export function scalarStyle(node: unknown): ScalarStyle {
  if (!isScalar(node)) return 'plain'
  if (node.type === 'QUOTE_SINGLE') return 'single'
  return node.type === 'QUOTE_DOUBLE' ? 'double' : 'plain'
}

/** Whether every YAML parser reads the scalar as the string that it shows. */
export const readsAsString = (scalar: Scalar): boolean =>
  scalar.type !== 'PLAIN' || scalar.tag !== undefined || !needsQuotes(scalarText(scalar))

/** Whether its text stands in lines of their own, below `|` or `>`. */
export const isBlock = (scalar: Scalar): boolean =>
  scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED'

/** The one line of content of a block scalar, without indentation and trailing spaces. */
function blockLine(source: Source, scalar: Scalar): Edit {
  const { text } = source
  const [start, end] = scalar.range ?? [0, 0]
  const content = text.slice(nextLine(text, start), end)
  const line = content.trim()
  if (line === '' || line !== scalarText(scalar)) {
    throw notEditable(
      source,
      start,
      'The value is a block scalar of several lines, or one that ends with a line break.',
      'Write it on one line, behind its key.'
    )
  }
  const offset = nextLine(text, start) + content.indexOf(line)
  return { start: offset, end: offset + line.length, text: '' }
}

function emptyValue(text: string, offset: number): Edit {
  let start = offset
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1
  return { start, end: start, text: ' ' }
}

/**
 * Gives a scalar another text and keeps its style: quotes stay, a plain scalar is quoted where it must be, of a block
 * scalar only the line changes. `instead` is the style for one that was empty or null. Anchors, tags and comments stay.
 */
export function setScalar(source: Source, scalar: Scalar, value: string, instead: ScalarStyle): Edit {
  const [start, end] = scalar.range ?? [0, 0]
  if (isBlock(scalar)) return { ...blockLine(source, scalar), text: value }
  if (end > lineEnd(source.text, start)) {
    throw notEditable(source, start, 'The value spans several lines.', 'Write it on one line.')
  }
  const style = scalar.type === 'PLAIN' && scalar.value === null ? instead : scalarStyle(scalar)
  if (start < end) return { start, end, text: quote(value, style) }
  const gap = emptyValue(source.text, start)
  return { ...gap, text: gap.text + quote(value, style) }
}
