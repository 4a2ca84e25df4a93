import type { Scalar } from 'yaml'
import { applyEdits, type Edit } from './edit.ts'
import { lineEnd, nextLine } from './lines.ts'
import type { Source } from './place.ts'
import { nodeStart, scalarText } from './scalar.ts'

/** Where the lines of a block scalar stand, behind the line of its header. */
export interface BlockLines {
  readonly start: number
  readonly end: number
}

/** The lines of a block scalar (`|`, `>`), without blank ones at its end that belong to nobody. */
export const blockLines = ({ text }: Source, scalar: Scalar): BlockLines => ({
  start: nextLine(text, nodeStart(scalar)),
  end: scalar.range?.[1] ?? 0
})

const isBlank = (line: string): boolean => /^[ \t\r]*$/.test(line)

/** How far the lines are indented: what the first one that says something has before its text in the value. */
function indentOf(lines: readonly string[], value: string): number {
  const written = lines.find((line) => !isBlank(line)) ?? ''
  const read = value.split('\n').find((line) => !isBlank(line)) ?? ''
  return written.length - read.length
}

/** The value that a literal block scalar has once its lines have been edited; line ends at its end stay as they are. */
export function editedBlock(source: Source, scalar: Scalar, edits: readonly Edit[]): string {
  // With the line end of the header, as an edit that removes the first line takes that along.
  const start = lineEnd(source.text, nodeStart(scalar))
  const lines = source.text.slice(start, blockLines(source, scalar).end)
  const value = scalarText(scalar)
  const inside = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))
  const indent = indentOf(lines.split(/\r?\n/), value)
  const [, ...edited] = applyEdits({ path: source.path, text: lines }, inside).split(/\r?\n/)
  const [ends = ''] = /\n*$/.exec(value) ?? []
  const text = edited.map((line) => line.slice(indent)).join('\n')
  return text.replace(/\n+$/, '') + ends
}
