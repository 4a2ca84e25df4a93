/*
 * Lines of the original text, by offset. A line ends before `\n` or `\r\n`; a byte order mark belongs to no line.
 */

const BYTE_ORDER_MARK = '\ufeff'

/** Where the line of `offset` begins; behind the byte order mark on the first one. */
export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : start
}

/** Where the line of `offset` ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  if (feed < 0) return text.length
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed
}

/** Where the line after that of `offset` begins; the length of the text after the last one. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  return feed < 0 ? text.length : feed + 1
}

/** The line of `offset`, without its line end. */
export const lineAt = (text: string, offset: number): string =>
  text.slice(lineStart(text, offset), lineEnd(text, offset))

/** How lines end at `offset`: as its own line does, else as the one before, else `\n`. */
export function lineBreak(text: string, offset: number): string {
  const after = text.indexOf('\n', offset)
  const feed = after < 0 ? text.lastIndexOf('\n', offset) : after
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n'
}

/** The offset's distance from the start of its line, in UTF-16 units. */
export const columnAt = (text: string, offset: number): number => offset - lineStart(text, offset)
