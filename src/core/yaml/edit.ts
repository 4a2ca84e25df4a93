import { notEditable, type Source } from './place.ts'

/** A stretch of the original text, by offset, and what takes its place. An empty stretch inserts. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const equalEdits = (one: Edit, other: Edit | undefined): boolean =>
  one.start === other?.start && one.end === other.end && one.text === other.text

/** The edits in the order of the text, each once; insertions at one offset keep their order. */
export const inTextOrder = (edits: readonly Edit[]): readonly Edit[] =>
  edits
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .filter((edit, index, sorted) => !equalEdits(edit, sorted[index - 1]))

/** Replaces all stretches at once. They may touch; where they overlap, it throws `not-editable`. */
export function applyEdits(source: Source, edits: readonly Edit[]): string {
  const { text } = source
  let edited = ''
  let done = 0
  for (const edit of inTextOrder(edits)) {
    if (edit.start < done) {
      throw notEditable(source, edit.start, 'Two of the changes overlap here.', 'Make one of them by hand.')
    }
    edited += text.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return edited + text.slice(done)
}
