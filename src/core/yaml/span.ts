import { isCollection, isNode, isPair, isScalar, type Node, type Pair } from 'yaml'
import { columnAt, lineStart } from './lines.ts'
import { nodeStart } from './scalar.ts'

const trimmedEnd = (text: string, start: number, end: number): number =>
  start + text.slice(start, end).replace(/[ \t\r\n]+$/, '').length

/** Where a node's own characters end: no comment, blank line or line end behind it counts. */
export function nodeEnd(text: string, node: Node): number {
  const [start, end] = node.range ?? [0, 0]
  if (isScalar(node) && node.type?.startsWith('BLOCK') === true) return trimmedEnd(text, start, end)
  const last: unknown = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined
  if (isPair(last)) return pairEnd(text, last)
  return isNode(last) ? nodeEnd(text, last) : end
}

/** Where a pair's key begins. */
export const pairStart = (pair: Pair): number => (isNode(pair.key) ? nodeStart(pair.key) : 0)

const keyEnd = (text: string, pair: Pair): number => (isNode(pair.key) ? nodeEnd(text, pair.key) : 0)

/** Behind the colon of a pair; behind its key where it has none. */
export function pairColon(text: string, pair: Pair): number {
  const end = keyEnd(text, pair)
  const [gap] = /^[ \t]*:/.exec(text.slice(end, end + 80)) ?? ['']
  return end + gap.length
}

/** Where a pair's value ends; behind the colon where it has none. */
export function pairEnd(text: string, pair: Pair): number {
  if (!isNode(pair.value)) return pairColon(text, pair)
  const end = nodeEnd(text, pair.value)
  if (end > nodeStart(pair.value) || isCollection(pair.value)) return end
  return Math.max(trimmedEnd(text, keyEnd(text, pair), end), pairColon(text, pair))
}

/** What stands before `offset` on its line. */
export const linePrefix = (text: string, offset: number): string =>
  text.slice(lineStart(text, offset), offset)

/** Whether nothing but indentation stands before `offset` on its line. */
export const startsLine = (text: string, offset: number): boolean => /^[ \t]*$/.test(linePrefix(text, offset))

/** The indentation that puts a line into the column of `offset`: as it is where that starts its line, else spaces. */
export const indentTo = (text: string, offset: number): string =>
  startsLine(text, offset) ? linePrefix(text, offset) : ' '.repeat(columnAt(text, offset))
