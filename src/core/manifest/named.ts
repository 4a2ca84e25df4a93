import type { Wanted } from '../image/wanted.ts'
import { parseYaml } from '../yaml/document.ts'
import { placesIn } from '../yaml/place.ts'
import { ANYWHERE, type Surroundings } from './format.ts'
import { locateSlots } from './locate.ts'
import type { LocatedImage, Manifest } from './manifest.ts'
import { mayName } from './mention.ts'
import { withHeldParts } from './pointed-field.ts'
import { selectTargets } from './select.ts'

const wishFor = ({ name, reach }: Pick<Wanted, 'name' | 'reach'>): Wanted => ({
  name,
  newName: undefined,
  tag: 'unsaid',
  digest: 'unsaid',
  ...(reach === undefined ? {} : { reach })
})

/**
 * The places of a manifest that a wish addresses by its name: the very ones that an update would write. Documents
 * that do not parse have none.
 *
 * @throws UpdateError `ambiguous-image` where it is not clear which place is meant
 */
export function imagesNamed(
  manifest: Manifest,
  named: Pick<Wanted, 'name' | 'reach'>,
  surroundings: Surroundings = ANYWHERE
): readonly LocatedImage[] {
  const wish = wishFor(named)
  const isMentioned = mayName(manifest.text, wish, surroundings.policies)
  if (surroundings.pointers.length === 0 && !isMentioned) return []
  const file = parseYaml(manifest.path, manifest.text)
  const placeOf = placesIn(file)
  const pointers = withHeldParts(file, surroundings.pointers, [wish])
  const { slots } = locateSlots(file, { ...surroundings, pointers })
  return selectTargets(file, slots, [wish], surroundings).map(({ slot }) => ({
    place: placeOf(slot.offset),
    format: slot.format,
    name: slot.name,
    reference: slot.reference,
    path: slot.path,
    takesDigest: slot.fields.kind === 'whole' || slot.fields.digest !== undefined
  }))
}
