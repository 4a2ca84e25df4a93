import type { Wanted } from '../image/wanted.ts'
import type { PartName, SeparateFields, Slot } from './format.ts'
import { isPinnedTag } from './field-part.ts'
import { valuesOf } from './unite.ts'

const caution = (policy: string): string =>
  `The digest beside the marked tag has no marker and stays, as in Flux: it may be the image of before that runs. Mark it ("${policy}:digest"), or take it away.`

/** The fields of the parts that are marked. A marked name is all of the name, its registry too. */
function markedFields(
  { registry, ...fields }: SeparateFields,
  marked: ReadonlySet<PartName | 'whole'>
): SeparateFields {
  const only = <Value>(part: PartName, field: Value): Value | undefined =>
    marked.has(part) ? field : undefined
  const ofName = only('name', registry)
  return {
    ...fields,
    ...(ofName === undefined ? {} : { registry: ofName }),
    name: only('name', fields.name),
    tag: only('tag', fields.tag),
    digest: only('digest', fields.digest)
  }
}

/**
 * A place as far as the markers of one policy go: Flux writes the values that they are on, and nothing beside them. `undefined` where
 * there are none.
 */
export function markedPart(slot: Slot, policy: string): Slot | undefined {
  const { fields, reference, format } = slot
  const found = format === 'flux-marker' ? [slot] : (slot.marks ?? [])
  const marks = found.filter(({ alsoNamed }) => alsoNamed?.includes(policy))
  if (marks.length === 0) return undefined
  if (fields.kind === 'whole' || format === 'flux-marker') return slot
  const values = new Set(marks.flatMap((mark) => [...valuesOf(mark).keys()]))
  const marked = new Set([...valuesOf(slot)].flatMap(([value, part]) => (values.has(value) ? [part] : [])))
  const own = markedFields(fields, marked)
  const isPinned = own.tag !== undefined && own.digest === undefined && reference.digest !== undefined
  const stays = isPinned && !isPinnedTag(own.tag.text ?? '')
  return { ...slot, fields: own, ...(stays ? { caution: caution(policy) } : {}) }
}

/** A wish for marked values alone: a digest is none for a tag, behind which it could stand. */
export const markedWish = ({ fields }: Slot, wish: Wanted): Wanted =>
  wish.reach?.onlyMarked === true && fields.kind === 'separate' && fields.digest === undefined
    ? { ...wish, digest: 'unsaid' }
    : wish
