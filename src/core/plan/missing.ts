import { formatPlace, UpdateError } from '../error.ts'
import { isSameImage } from '../image/name.ts'
import { formatReference } from '../image/reference.ts'
import { reaches, type Wanted } from '../image/wanted.ts'
import { isKustomizationPath } from '../manifest/kustomization-path.ts'
import { locateImages } from '../manifest/locate.ts'
import { FORMAT_NAMES, type LocatedImage, type Notice } from '../manifest/manifest.ts'
import { namesImage } from '../manifest/mention.ts'
import { closest } from '../selection/closest.ts'
import type { PlanOptions } from './plan.ts'
import type { PlannedFile } from './planned-file.ts'

/** How the images were looked for, and what was seen on the way. */
interface Search extends Pick<PlanOptions, 'ifMissing' | 'formats'> {
  readonly files: readonly PlannedFile[]
  /** What was left alone, for holding a template or a block of text. */
  readonly notices: readonly Notice[]
}

const MOST_SHOWN = 5

function imagesOf(file: PlannedFile): readonly LocatedImage[] {
  try {
    return file.text === undefined ? [] : locateImages({ path: file.path, text: file.text })
  } catch (error) {
    // A file that does not parse has no near misses to offer; the missing image is what must be told.
    if (error instanceof UpdateError) return []
    throw error
  }
}

const describe = ({ name, reference, place }: LocatedImage): string =>
  `${reference.name === '' ? name : formatReference(reference)} (${formatPlace(place)})`

const listed = (images: readonly LocatedImage[]): string =>
  images.slice(0, MOST_SHOWN).map(describe).join(', ')

/** The images whose names are near, or else the first few that there are. */
function nearMisses(wanted: Wanted, images: readonly LocatedImage[]): readonly LocatedImage[] {
  const near = new Set(
    closest(
      wanted.name,
      images.flatMap((image) => [image.name, image.reference.name])
    )
  )
  const matching = images.filter((image) => near.has(image.name) || near.has(image.reference.name))
  return matching.length > 0 ? matching : images
}

/** Places that hold the very image, and that the user's own limits leave out. */
function leftOut(wanted: Wanted, images: readonly LocatedImage[], { formats, files }: Search): string {
  const isLimited =
    formats.length < FORMAT_NAMES.length ||
    files.some(({ aims }) => aims.some(({ image }) => image !== undefined))
  const same = images.filter(({ name, reference }) =>
    [name, reference.name].some((each) => isSameImage(each, wanted.name))
  )
  return isLimited && same.length > 0
    ? `It is there, but "format" or the "NAME=" of a line of "manifests" leaves it out: ${listed(same)}.`
    : ''
}

/** Places that may hold it, but that cannot be edited. */
function leftAlone({ name }: Wanted, { notices }: Search): string {
  const about = notices.filter(({ message }) => message.startsWith('Left alone') || namesImage(message, name))
  const told = about.slice(0, MOST_SHOWN).map(({ place, message }) => `${formatPlace(place)}: ${message}`)
  return told.join(' ')
}

/** Why nothing at all may have been found. */
const nothingThere = ({ files }: Search): string =>
  files.length > 0 && files.every(({ path }) => isKustomizationPath(path))
    ? 'No image is named there at all. Of a directory with a kustomization, that file alone is read: name the others, as in "DIRECTORY/*.yaml".'
    : 'No image is named there at all. A field that no format knows is written by "FILE#FIELD" in "manifests".'

function hintFor(wanted: Wanted, search: Search): string {
  const files = search.files.filter(({ path }) => reaches(wanted, path))
  const images = files.flatMap(imagesOf)
  const reason = [leftOut(wanted, images, search), leftAlone(wanted, search)].filter((each) => each !== '')
  const near =
    images.length > 0 ? `Found there: ${listed(nearMisses(wanted, images))}.` : nothingThere(search)
  const advice =
    search.ifMissing === 'add'
      ? '"if-missing: add" adds to kustomizations and to overrides of Argo CD sources, and "manifests" selects none for it that "format" lets it add to.'
      : 'Check "images" and "manifests", or let it pass with "if-missing".'
  return [...(reason.length > 0 ? reason : [near]), advice].join(' ')
}

/** The error for images that no place names, with what is near to each. */
export function missingImages(missing: readonly Wanted[], search: Search): UpdateError {
  const files = search.files.filter(({ path }) => missing.some((each) => reaches(each, path)))
  const where =
    files.length === 1 ? `"${files[0]?.path ?? ''}"` : `the ${String(files.length)} files of "manifests"`
  const [first] = missing
  if (first !== undefined && missing.length === 1) {
    return new UpdateError('missing-image', `No place in ${where} names the image "${first.name}".`, {
      hint: hintFor(first, search)
    })
  }
  const lines = missing.map((each) => `- "${each.name}": ${hintFor(each, search)}`)
  return new UpdateError('missing-image', `No place in ${where} names these images:\n${lines.join('\n')}`)
}
