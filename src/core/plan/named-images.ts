import { formatPlace, UpdateError } from '../error.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import { locateImages } from '../manifest/locate.ts'
import type { FormatName, LocatedImage, Manifest } from '../manifest/manifest.ts'
import { imagesNamed } from '../manifest/named.ts'
import { imagePolicies } from '../manifest/policies.ts'
import type { PlannedFile } from './planned-file.ts'
import { surroundingsOf, type Scope } from './surroundings.ts'

/** Questions about the images that some files name, all of one commit. */
export interface NamedImages {
  /** Every image that they name, in the order of the files. */
  readonly all: () => readonly LocatedImage[]
  /** The places that a wish of this name, and as far as it reaches, addresses. Throws `ambiguous-image`. */
  readonly named: (name: string, reach?: Wanted['reach']) => readonly LocatedImage[]
}

/** Looks into files with the formats that `format` allows. */
export function namedImages(
  files: readonly Pick<PlannedFile, 'path' | 'text' | 'aims'>[],
  formats: readonly FormatName[]
): NamedImages {
  const manifests = files.flatMap(({ path, text, aims }) =>
    text === undefined ? [] : [{ path, text, aims }]
  )
  const scope: Scope = { formats, policies: imagePolicies(manifests) }
  const inEach = (
    look: (manifest: Manifest, surroundings: ReturnType<typeof surroundingsOf>) => readonly LocatedImage[]
  ): readonly LocatedImage[] => manifests.flatMap((each) => look(each, surroundingsOf(each, scope)))
  return {
    all: () => inEach(locateImages),
    named: (name, reach) =>
      inEach((manifest, surroundings) =>
        imagesNamed(manifest, { name, ...(reach === undefined ? {} : { reach }) }, surroundings)
      )
  }
}

/** Whether a place names a version at all: one without is filled in by something else. */
export const hasVersion = ({ reference }: LocatedImage): boolean =>
  reference.tag !== undefined || reference.digest !== undefined

/** The versions of some places as one text: the same for the same versions, in whatever order and however often. */
export const spellVersions = (places: readonly LocatedImage[]): string =>
  [...new Set(places.filter(hasVersion).map(({ reference }) => formatReference(reference)))].sort().join(' ')

const versionOf = ({ tag, digest }: ImageReference): string => JSON.stringify([tag, digest])

/**
 * The one place that tells the version of an image, where all that name one agree.
 *
 * @param whose - whose version it is, as in `the version of "api" to promote`
 * @throws UpdateError `ambiguous-image` with both places where two disagree
 */
export function agreedVersion(places: readonly LocatedImage[], whose: string): LocatedImage | undefined {
  const [first, ...others] = places.filter(hasVersion)
  const other = others.find(
    ({ reference }) => versionOf(reference) !== versionOf(first?.reference ?? reference)
  )
  if (first === undefined || other === undefined) return first
  throw new UpdateError(
    'ambiguous-image',
    `It is not clear which is ${whose}: ${formatPlace(first.place)} has ${formatReference(first.reference)}, ${formatPlace(other.place)} has ${formatReference(other.reference)}.`,
    { hint: 'Select fewer files, or point at one field (FILE#FIELD).' }
  )
}

/** The wish for the version that a reference has; tag and digest travel together. */
export const wishFor = (
  { name, newName }: Pick<Wanted, 'name' | 'newName'>,
  { tag, digest }: ImageReference
): Wanted => ({
  name,
  newName,
  tag: tag === undefined ? 'unsaid' : { set: tag },
  digest: digest === undefined ? 'unsaid' : { set: digest }
})
