import { readImageNames } from './image-names.ts'
import type { Problems } from './problems.ts'
import { items, type RawInputs } from './raw.ts'
import { lineSelection } from './selection.ts'
import type { ControllerSettings } from './settings.ts'

/** Notes lines that point into files: the policies say where in a file an image is. */
function rejectAims(raw: RawInputs, problems: Problems): void {
  for (const input of ['policies', 'manifests'] as const) {
    for (const { text, line } of items(raw[input])) {
      if (!/[#=]/.test(text)) continue
      problems.add(
        input,
        `"${text}": with "policies", a line is a path alone, without "NAME=" and "#FIELD".`,
        line
      )
    }
  }
}

/** Reads `policies`: which manifests hold the policies of a controller, and which images of theirs are updated. */
export function readControllers(raw: RawInputs, problems: Problems): ControllerSettings {
  const policies = lineSelection(raw, { input: 'policies', wholeDirectories: true }, problems)
  if (policies.selectors.length === 0) problems.add('policies', 'it excludes files, and names none.')
  rejectAims(raw, problems)
  const images = readImageNames(raw, 'policies', problems)
  for (const { name, newName } of images) {
    if (newName === undefined) continue
    problems.add('images', `"${name}=${newName}": the policies tell new names. Write the name alone.`)
  }
  return { kind: 'policies', policies, images }
}
