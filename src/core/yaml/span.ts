import { isCollection, isNode, isPair, isScalar, type Node, type Pair } from 'yaml'
import { columnAt, lineStart } from './lines.ts'
import { nodeStart } from './scalar.ts'

const trimmedEnd = (text: string, start: number, end: number): number =>
  start + text.slice(start, end).replace(/[ \t\r\n]+$/, '').length

/** Where a node's own characters end: no comment, blank line or line end behind it counts. */
export function nodeEnd(text: string, node: Node): number {
  const [start, end] = node.range ?? [0, 0]
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1)
    return last === undefined
      ? end
      : isPair(last)
        ? pairEnd(text, last)
        : isNode(last)
          ? nodeEnd(text, last)
          : end
  }
  return isScalar(node) && node.type?.startsWith('BLOCK') === true ? trimmedEnd(text, start, end) : end
}

/** Where a pair's key begins. */
export const pairStart = (pair: Pair): number => (isNode(pair.key) ? nodeStart(pair.key) : 0)

const colonEnd = (text: string, from: number): number => (text[from] === ':' ? from + 1 : from)

/** Where a pair's value ends; behind the colon where it has none. */
export function pairEnd(text: string, pair: Pair): number {
  const keyEnd = isNode(pair.key) ? nodeEnd(text, pair.key) : 0
  if (!isNode(pair.value)) return keyEnd
  const end = nodeEnd(text, pair.value)
  if (end > nodeStart(pair.value) || isCollection(pair.value)) return end
  return Math.max(trimmedEnd(text, keyEnd, end), colonEnd(text, keyEnd))
}

/** What stands before `offset` on its line. */
export const linePrefix = (text: string, offset: number): string =>
  text.slice(lineStart(text, offset), offset)

/** Whether nothing but indentation stands before `offset` on its line. */
export const startsLine = (text: string, offset: number): boolean => /^[ \t]*$/.test(linePrefix(text, offset))

/** The indentation that puts a line into the column of `offset`: as it is where that starts its line, else spaces. */
export const indentTo = (text: string, offset: number): string =>
  startsLine(text, offset) ? linePrefix(text, offset) : ' '.repeat(columnAt(text, offset))
