import { formatPlace, UpdateError } from '../error.ts'
import { formatReference } from '../image/reference.ts'
import { reaches, type Wanted } from '../image/wanted.ts'
import { locateImages } from '../manifest/locate.ts'
import type { LocatedImage } from '../manifest/manifest.ts'
import { closest } from '../selection/closest.ts'
import type { PlannedFile } from './planned-file.ts'

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

/** The images whose names are near, or else the first few that there are. */
function nearMisses(wanted: Wanted, images: readonly LocatedImage[]): readonly LocatedImage[] {
  const near = new Set(
    closest(
      wanted.name,
      images.flatMap((image) => [image.name, image.reference.name])
    )
  )
  const matching = images.filter((image) => near.has(image.name) || near.has(image.reference.name))
  return (matching.length > 0 ? matching : images).slice(0, MOST_SHOWN)
}

function hintFor(wanted: Wanted, images: readonly LocatedImage[]): string {
  const shown = nearMisses(wanted, images)
  const advice = 'Check "images" and "manifests", or let it pass with "if-missing".'
  if (shown.length === 0) return `They name no image at all. ${advice}`
  return `They name ${shown.map(describe).join(', ')}. ${advice}`
}

/** The error for images that no place names, with what is near to each. */
export function missingImages(missing: readonly Wanted[], all: readonly PlannedFile[]): UpdateError {
  const files = all.filter(({ path }) => missing.some((each) => reaches(each, path)))
  const where =
    files.length === 1 ? `"${files[0]?.path ?? ''}"` : `the ${String(files.length)} files of "manifests"`
  const nearTo = (wish: Wanted): string =>
    hintFor(wish, files.filter(({ path }) => reaches(wish, path)).flatMap(imagesOf))
  const [first] = missing
  if (first !== undefined && missing.length === 1) {
    return new UpdateError('missing-image', `No place in ${where} names the image "${first.name}".`, {
      hint: nearTo(first)
    })
  }
  const lines = missing.map((each) => `- "${each.name}": ${nearTo(each)}`)
  return new UpdateError('missing-image', `No place in ${where} names these images:\n${lines.join('\n')}`)
}
