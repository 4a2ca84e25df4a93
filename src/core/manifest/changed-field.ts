import { isNode } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { Field } from '../yaml/field.ts'
import type { Slot } from './format.ts'

const valueOffset = (field: Field | undefined): number | undefined => {
  const value = field?.pair?.value ?? field?.value
  return isNode(value) ? value.range?.[0] : undefined
}

/**
 * Where a person looks for the change of a place: at the value that is new, the tag before the digest before the name; at
 * the place itself where a value was only taken away.
 *
 * @param slot - the place in the text after the update
 */
export function changedOffset(slot: Slot, from: ImageReference, to: ImageReference): number {
  const { fields } = slot
  if (fields.kind === 'whole') return slot.offset
  const offsets = [
    from.tag === to.tag ? undefined : valueOffset(fields.tag),
    from.digest === to.digest ? undefined : valueOffset(fields.digest),
    from.name === to.name ? undefined : valueOffset(fields.name)
  ]
  return offsets.find((offset) => offset !== undefined) ?? slot.offset
}
