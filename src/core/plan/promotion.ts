import { formatPlace, UpdateError } from '../error.ts'
import { canonicalName, isSameImage } from '../image/name.ts'
import { formatReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { LocatedImage } from '../manifest/manifest.ts'
import { closest } from '../selection/closest.ts'
import { agreedVersion, hasVersion, wishFor, type NamedImages } from './named-images.ts'

/** The versions to promote, and what was left out. */
export interface Promotion {
  readonly wanted: readonly Wanted[]
  /** Sentences about images that only one side names, or that have no version. */
  readonly notices: readonly string[]
}

type ImageName = Pick<Wanted, 'name' | 'newName'>

const MOST_SHOWN = 20

const describe = ({ reference, place }: LocatedImage): string =>
  `${formatReference(reference)} (${formatPlace(place)})`

function listed(images: readonly LocatedImage[]): string {
  const shown = images.slice(0, MOST_SHOWN).map(describe)
  const rest = images.length - shown.length
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${String(rest)} more`
}

/** The first place of each image. */
function distinct(images: readonly LocatedImage[]): readonly LocatedImage[] {
  const first = new Map<string, LocatedImage>()
  for (const image of images) {
    const name = canonicalName(image.name)
    if (!first.has(name)) first.set(name, image)
  }
  return [...first.values()]
}

const versionOfOrigin = (origin: NamedImages, name: string): LocatedImage | undefined =>
  agreedVersion(origin.named(name), `the version of "${name}" to promote`)

function notThere(origin: NamedImages, name: string): UpdateError {
  const images = origin.all()
  const near = closest(
    name,
    images.flatMap((image) => [image.name, image.reference.name])
  )
  const shown = images.filter((image) => near.includes(image.name) || near.includes(image.reference.name))
  const offered = distinct(shown.length > 0 ? shown : images)
  return new UpdateError(
    'missing-image',
    `No place in "promote-from" names a version of the image "${name}".`,
    {
      hint: offered.length === 0 ? 'It names no image at all.' : `It names ${listed(offered)}.`
    }
  )
}

function promoteNamed(origin: NamedImages, images: readonly ImageName[]): Promotion {
  const wanted = images.map((image) => {
    const version = versionOfOrigin(origin, image.name)
    if (version === undefined) throw notThere(origin, image.name)
    return wishFor(image, version.reference)
  })
  return { wanted, notices: [] }
}

/** The name by which the target has an image: the one that addresses it, or the one that it is pulled by. */
const nameInTarget = ({ name, reference }: LocatedImage, target: NamedImages): string | undefined =>
  [name, reference.name].find((each) => each !== '' && target.named(each).length > 0)

function nothingInCommon(origin: readonly LocatedImage[], target: readonly LocatedImage[]): UpdateError {
  const sides = [
    origin.length === 0 ? '"promote-from" names no image' : `"promote-from" names ${listed(origin)}`,
    target.length === 0 ? '"manifests" names none' : `"manifests" names ${listed(target)}`
  ]
  return new UpdateError('missing-image', `There is no image that both sides name: ${sides.join('; ')}.`, {
    hint: 'Check both inputs; an image that the sides name differently is promoted by a line of "images" and "manifests" (NAME=PATH).'
  })
}

function promoteCommon(origin: NamedImages, target: NamedImages): Promotion {
  const offered = distinct(origin.all())
  const asked = distinct(target.all())
  const common = offered.flatMap((image) => {
    const name = nameInTarget(image, target)
    return name === undefined ? [] : [{ image, name }]
  })
  if (common.length === 0) throw nothingInCommon(offered, asked)
  const versions = common.map(({ image, name }) => ({ name, version: versionOfOrigin(origin, image.name) }))
  const promoted = [...new Map(versions.map((each) => [canonicalName(each.name), each])).values()]
  const isPromoted = ({ name, reference }: LocatedImage): boolean =>
    promoted.some((each) => isSameImage(each.name, name) || isSameImage(each.name, reference.name))
  const onlyThere = offered.filter((image) => !common.some((each) => each.image === image))
  const onlyHere = asked.filter((image) => !isPromoted(image))
  const without = common.filter(({ image }) => !origin.named(image.name).some(hasVersion))
  return {
    wanted: promoted.flatMap(({ name, version }) =>
      version === undefined ? [] : [wishFor({ name, newName: undefined }, version.reference)]
    ),
    notices: [
      sentence('Only "promote-from" names', onlyThere),
      sentence('Only "manifests" names', onlyHere),
      sentence(
        'No version is named by',
        without.map(({ image }) => image)
      )
    ].flat()
  }
}

const sentence = (what: string, images: readonly LocatedImage[]): readonly string[] =>
  images.length === 0 ? [] : [`${what} ${listed(images)}: left alone.`]

/**
 * The versions that images get from another environment: tag and digest as they stand there. The name stays that of the
 * target, which may pull from a registry of its own.
 *
 * @param images - the only images to promote; where there are none, all that both sides name
 * @throws UpdateError `missing-image`, or `ambiguous-image` where the origin names two versions of one image
 */
export const promote = (origin: NamedImages, target: NamedImages, images: readonly ImageName[]): Promotion =>
  images.length > 0 ? promoteNamed(origin, images) : promoteCommon(origin, target)
