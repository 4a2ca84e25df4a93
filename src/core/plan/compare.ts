import { equalReferences } from '../image/reference.ts'
import { changedOffset } from '../manifest/changed-field.ts'
import { ANYWHERE, type Surroundings } from '../manifest/format.ts'
import { locateImages, locateSlots } from '../manifest/locate.ts'
import type { Change, Manifest } from '../manifest/manifest.ts'
import { parseYaml } from '../yaml/document.ts'
import { placesIn } from '../yaml/place.ts'

/**
 * The images in which two versions of one file differ: what a pull request proposes, whichever runs put it there.
 * Places are those of the new values in `after`; a place that `before` has not has no version in `from`.
 */
export function compareImages(
  before: Manifest,
  after: Manifest,
  surroundings: Surroundings = ANYWHERE
): readonly Change[] {
  const earlier = new Map(locateImages(before, surroundings).map((image) => [image.path, image]))
  const file = parseYaml(after.path, after.text)
  const placeOf = placesIn(file)
  return locateSlots(file, surroundings).slots.flatMap((slot) => {
    const { format, name: image, reference: to } = slot
    const from = earlier.get(slot.path)?.reference ?? { name: to.name }
    if (equalReferences(from, to)) return []
    return [{ place: placeOf(changedOffset(slot, from, to)), format, image, from, to }]
  })
}
