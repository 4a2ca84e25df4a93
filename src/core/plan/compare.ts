import { isSameImage } from '../image/name.ts'
import { equalReferences, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import { changedOffset } from '../manifest/changed-field.ts'
import { ANYWHERE, type Slot, type Surroundings } from '../manifest/format.ts'
import { locateImages, locateSlots } from '../manifest/locate.ts'
import type { Change, Manifest } from '../manifest/manifest.ts'
import { toldName } from '../manifest/outcome.ts'
import { parseYaml } from '../yaml/document.ts'
import { placesIn } from '../yaml/place.ts'

const isFor = ({ pointedAt, name, alsoNamed = [] }: Slot, wish: Wanted): boolean =>
  pointedAt === true || [name, ...alsoNamed].some((each) => isSameImage(each, wish.name))

const holds = ({ tag, digest }: ImageReference, wish: Wanted): boolean =>
  (typeof wish.tag === 'object' && wish.tag.set === tag) ||
  (typeof wish.digest === 'object' && wish.digest.set === digest)

/** The wish that a place fulfils whose image nothing in the file tells. */
const wishOf = (slot: Slot, wanted: readonly Wanted[]): Wanted | undefined =>
  slot.reference.name === ''
    ? wanted.find((wish) => isFor(slot, wish) && holds(slot.reference, wish))
    : undefined

/**
 * The images in which two versions of one file differ: what a pull request proposes, whichever runs put it there.
 * Places are those of the new values in `after`; a place that `before` has not has no version in `from`.
 *
 * @param wanted - what tells the image of places that hold a version alone
 */
export function compareImages(
  before: Manifest,
  after: Manifest,
  surroundings: Surroundings = ANYWHERE,
  wanted: readonly Wanted[] = []
): readonly Change[] {
  const earlier = new Map(locateImages(before, surroundings).map((image) => [image.path, image]))
  const file = parseYaml(after.path, after.text)
  const placeOf = placesIn(file)
  return locateSlots(file, surroundings).slots.flatMap((slot) => {
    const { format, reference: to } = slot
    const from = earlier.get(slot.path)?.reference ?? { name: to.name }
    if (equalReferences(from, to)) return []
    const place = placeOf(changedOffset(slot, from, to))
    const wish = wishOf(slot, wanted)
    if (wish === undefined) return [{ place, format, image: slot.name, from, to }]
    return [{ place, format, image: wish.name, from: toldName(from, wish), to: toldName(to, wish) }]
  })
}
