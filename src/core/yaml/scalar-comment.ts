import type { Scalar } from 'yaml'
import { lineAt, lineEnd, lineStart } from './lines.ts'
import { nodeStart } from './scalar.ts'

const BEHIND_VALUE = /^[ \t]*,?[ \t]*(#.*)$/
const BLOCK_HEADER = /^[|>][0-9+-]*[ \t]+(#.*)$/
const OWN_LINE = /^[ \t]*(?:-[ \t]+)?(?:[&!]\S*[ \t]+)*$/
const COMMENT_LINE = /^[ \t]*(?:-[ \t]+)?(#.*)$/

/** The comment on the scalar's line, behind it: a comma may stand between, the end of a flow map or list may not. */
function commentBehind(text: string, scalar: Scalar): string | undefined {
  const [start, end] = scalar.range ?? [0, 0]
  if (scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED') {
    return BLOCK_HEADER.exec(text.slice(start, lineEnd(text, start)))?.[1]
  }
  const rest = text.slice(end, lineEnd(text, end))
  const comment = BEHIND_VALUE.exec(rest)?.[1]
  if (comment === undefined) return undefined
  const before = text[end + rest.length - comment.length - 1] ?? ''
  return before === ' ' || before === '\t' ? comment : undefined
}

const lineBefore = (text: string, offset: number): number | undefined => {
  const start = lineStart(text, offset)
  return start <= 1 ? undefined : lineStart(text, start - 1)
}

/** The comment that is alone on the line above the scalar, where that begins a line itself. */
function commentAbove(text: string, scalar: Scalar): string | undefined {
  const start = nodeStart(scalar)
  const above = lineBefore(text, start)
  if (above === undefined || !OWN_LINE.test(text.slice(lineStart(text, start), start))) return undefined
  const comment = COMMENT_LINE.exec(lineAt(text, above))?.[1]
  const further = lineBefore(text, above)
  const isOneLine = further === undefined || !COMMENT_LINE.test(lineAt(text, further))
  return isOneLine ? comment : undefined
}

/**
 * The comment that belongs to a scalar value: the one behind it, else the single line above it. Above a `key: value` it
 * belongs to the key, and behind a flow map or list to that, as in the parser of kustomize and Flux.
 */
export const scalarComment = (text: string, scalar: Scalar): string | undefined =>
  commentBehind(text, scalar) ?? commentAbove(text, scalar)
