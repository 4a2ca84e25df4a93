import { UpdateError, type Place } from '../error.ts'
import { columnAt, lineAt } from './lines.ts'

/** A text with the path of its file. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** The offset as people count: line and column from 1. */
export function placeAt({ path, text }: Source, offset: number): Place {
  let line = 1
  for (let feed = text.indexOf('\n'); feed >= 0 && feed < offset; feed = text.indexOf('\n', feed + 1))
    line += 1
  return { file: path, line, column: columnAt(text, offset) + 1 }
}

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
