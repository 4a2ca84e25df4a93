import { UpdateError, type Place } from '../error.ts'
import { columnAt, lineAt } from './lines.ts'

/** A text with the path of its file. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** Where each line begins, the first at 0. */
function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) starts.push(feed + 1)
  return starts
}

/** Tells for offsets of one text what people count: line and column from 1. For many offsets; for one, see {@link placeAt}. */
export function placesIn({ path, text }: Source): (offset: number) => Place {
  const starts = lineStarts(text)
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { file: path, line: low + 1, column: columnAt(text, offset) + 1 }
  }
}

/** The offset as people count: line and column from 1. */
export const placeAt = (source: Source, offset: number): Place => placesIn(source)(offset)

/** The line of `offset` with a caret below it; tabs are kept before the caret, so that it stays in its column. */
export function excerptAt({ text }: Source, offset: number): string {
  const line = lineAt(text, offset)
  const before = line.slice(0, Math.max(columnAt(text, offset), 0)).replace(/[^\t]/g, ' ')
  return `${line}\n${before}^`
}

/** The error for an edit that would change more than the image, or that the shape of the file forbids. */
export const notEditable = (source: Source, offset: number, message: string, hint: string): UpdateError =>
  new UpdateError('not-editable', message, {
    hint,
    place: placeAt(source, offset),
    excerpt: excerptAt(source, offset)
  })
