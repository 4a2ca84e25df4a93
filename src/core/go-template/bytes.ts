/** The characters of a text, as Go counts them: code points. */
export const runesOf = (text: string): readonly string[] => Array.from(text)

const encoder = new TextEncoder()

/** How many bytes a text has in UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length

/** Bytes of a text in UTF-8 as a text; what is cut within a character is shown as not readable. */
export const slicedBytes = (text: string, start: number, end?: number): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoder.encode(text).slice(start, end))
