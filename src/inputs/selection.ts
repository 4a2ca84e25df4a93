import { parseSelection, type Selection } from '../core/selection/selection.ts'
import type { Problems } from './problems.ts'
import { items, type InputName, type RawInputs } from './raw.ts'

/** The files that the lines of an input mean; what is wrong with a line is a problem of that input. */
export function lineSelection(
  raw: RawInputs,
  options: Partial<Pick<Selection, 'mayCreate' | 'wholeDirectories'>> & { readonly input: InputName },
  problems: Problems
): Selection {
  const lines = items(raw[options.input])
  const tell = (index: number, why: string): void => {
    problems.add(options.input, `"${lines[index]?.text ?? ''}": ${why}`, lines[index]?.line)
  }
  return parseSelection(
    lines.map(({ text }) => text),
    tell,
    options
  )
}
