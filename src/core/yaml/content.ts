import { alike, entryText, flowItemText } from './entry.ts'
import type { Indentation } from './indentation.ts'
import { itemLines } from './list.ts'
import type { Content, Contents } from './operation.ts'
import { quote, type ScalarStyle } from './quote.ts'

const PLAIN = alike('plain')

const isSingle = (content: Content): content is string | boolean => typeof content !== 'object'
const isMapping = (content: Content): content is Contents => content instanceof Map

/** The lines below a key: the items of a list, or further keys. */
export function linesBelow(
  content: Exclude<Content, string | boolean>,
  indent: string,
  indentation: Indentation
): readonly string[] {
  const deeper = (columns: number): string => indent + ' '.repeat(columns)
  return isMapping(content)
    ? fieldLines(content, deeper(indentation.keys), indentation)
    : itemLines(content, PLAIN, deeper(indentation.dashes), ' ')
}

/** The lines of new keys and all that is below them, in block style. */
export function fieldLines(fields: Contents, indent: string, indentation: Indentation): readonly string[] {
  return [...fields].flatMap(([key, content]) =>
    isSingle(content)
      ? [indent + entryText([key, content], PLAIN)]
      : [`${indent}${quote(key, 'plain')}:`, ...linesBelow(content, indent, indentation)]
  )
}

/** A content on one line, in flow style. */
export function flowText(content: Content, style: ScalarStyle): string {
  if (isSingle(content)) return typeof content === 'string' ? quote(content, style) : String(content)
  if (isMapping(content)) return `{${flowFields(content, style).join(', ')}}`
  return `[${content.map((item) => flowItemText(item, alike(style))).join(', ')}]`
}

/** New keys with what they hold, each on one line. */
export const flowFields = (fields: Contents, style: ScalarStyle): readonly string[] =>
  [...fields].map(([key, content]) => `${quote(key, style)}: ${flowText(content, style)}`)
