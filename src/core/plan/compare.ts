import { isSameImage } from '../image/name.ts'
import { equalReferences, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import { changedPlaces, changedValues, versionOf } from '../manifest/changed-field.ts'
import { ANYWHERE, type Slot, type Surroundings } from '../manifest/format.ts'
import { locateSlots } from '../manifest/locate.ts'
import { withHeldParts } from '../manifest/pointed-field.ts'
import type { Change, Manifest } from '../manifest/manifest.ts'
import { eachOnce } from '../manifest/outcome.ts'
import { toldName } from '../manifest/parts.ts'
import { parseYaml, type YamlFile } from '../yaml/document.ts'

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
  const [former, file] = [before, after].map(({ path, text }) => parseYaml(path, text)) as [
    YamlFile,
    YamlFile
  ]
  const slotsOf = (each: YamlFile): readonly Slot[] => {
    const pointers = withHeldParts(each, surroundings.pointers, wanted)
    return locateSlots(each, { ...surroundings, pointers }).slots
  }
  const earlier = new Map(slotsOf(former).map((slot) => [slot.path, slot]))
  const [then, now] = [versionOf(former), versionOf(file)]
  const changes = slotsOf(file).flatMap((slot) => {
    const { format, reference } = slot
    const was = earlier.get(slot.path)
    const from = was?.reference ?? { name: reference.name }
    const isSame = was === undefined || changedValues(was, slot).length === 0
    if (equalReferences(from, reference) && isSame) return []
    const [place, ...also] = changedPlaces(now, slot, was)
    const wish = wishOf(slot, wanted)
    return [
      {
        place,
        also,
        before: was && changedPlaces(then, was, slot)[0],
        format,
        image: wish?.name ?? slot.name,
        from: wish === undefined ? from : toldName(from, wish),
        to: wish === undefined ? reference : toldName(reference, wish)
      }
    ]
  })
  return eachOnce(changes)
}
