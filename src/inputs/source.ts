import { readControllers } from './controllers.ts'
import { readImagePolicies, rejectLoneFilters } from './image-policies.ts'
import type { Problems } from './problems.ts'
import { readPromotion } from './promotion.ts'
import type { InputName, RawInputs } from './raw.ts'
import { readRollback } from './rollback.ts'
import type { SourceSettings } from './settings.ts'
import { readWanted } from './wanted.ts'

type SourceReader = (raw: RawInputs, problems: Problems) => SourceSettings

const readGiven: SourceReader = (raw, problems) => ({ kind: 'given', wanted: readWanted(raw, problems) })

/** The inputs that each stand for a version source, with what reads it. */
const SOURCES: readonly (readonly [InputName, SourceReader])[] = [
  ['update-strategy', readImagePolicies],
  ['policies', readControllers],
  ['promote-from', readPromotion],
  ['rollback', readRollback]
]

/** Whether an input that switches a source on does so: `false` is how an expression leaves one off. */
const isOn = (raw: RawInputs, input: InputName): boolean => !/^\s*(?:false)?\s*$/i.test(raw[input])

/** Reads where the versions come from. There is one source: the tags in `images` and `tag`, or one of the inputs that name another. */
export function readSource(raw: RawInputs, problems: Problems): SourceSettings {
  const [first, ...others] = SOURCES.filter(([input]) => isOn(raw, input))
  if (!isOn(raw, 'update-strategy')) rejectLoneFilters(raw, problems)
  if (first === undefined) return readGiven(raw, problems)
  const [input, read] = first
  for (const [other] of others) {
    problems.add(other, `"${input}" tells the versions already. Give one of the two.`)
  }
  if (raw.tag.trim() !== '') {
    problems.add('tag', `"${input}" tells the versions already. Give one of the two.`)
  }
  return read(raw, problems)
}
