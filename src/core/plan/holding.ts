import { isSameImage } from '../image/name.ts'
import type { ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { FormatName, LocatedImage } from '../manifest/manifest.ts'
import { namedImages, spellVersions } from './named-images.ts'
import type { PlannedFile } from './planned-file.ts'
import type { PastChange } from './rollback.ts'
import { isRollback, rolledBackFrom } from './rollback-trailers.ts'
import type { TimedHistory } from './timeline.ts'

/** Whether a file's past holds a version back: not, or by that commit; `unknown` where more of the past must be read. */
export type Holding<Commit> =
  { readonly kind: 'free' | 'unknown' } | { readonly kind: 'held'; readonly by: Commit }

/** Whether a wish is for this very version: for its tag, and for its digest where both have one. */
function isFor({ tag, digest }: Wanted, version: ImageReference): boolean {
  const isSameTag = typeof tag === 'object' ? tag.set === version.tag : version.digest !== undefined
  const isSameDigest =
    typeof digest !== 'object' || version.digest === undefined || digest.set === version.digest
  return isSameTag && isSameDigest
}

const namesOf = ({ name, newName }: Wanted, places: readonly LocatedImage[]): readonly string[] => [
  name,
  ...(newName === undefined ? [] : [newName]),
  ...places.flatMap((place) => [place.name, place.reference.name])
]

/**
 * Whether the last change of an image in a file was a rollback from the very version that is wanted. Any later change of it, by whomever,
 * ends that, and so does any other version.
 */
export function holdingIn<Commit extends PastChange>(
  { versions, isComplete }: TimedHistory<Commit>,
  { path, aims }: Pick<PlannedFile, 'path' | 'aims'>,
  wish: Wanted,
  formats: readonly FormatName[]
): Holding<Commit> {
  const placesAt = (text: string | undefined): readonly LocatedImage[] =>
    namedImages([{ path, text, aims }], formats).named(wish.name)
  const now = placesAt(versions[0]?.text)
  const change = versions.findIndex(({ text }) => spellVersions(placesAt(text)) !== spellVersions(now))
  if (change < 0 && !isComplete) return { kind: 'unknown' }
  const by = versions.at(change < 0 ? -1 : change - 1)?.commit
  if (by === undefined || !isRollback(by.message)) return { kind: 'free' }
  const names = namesOf(wish, [...now, ...placesAt(versions[change]?.text)])
  const isHeld = rolledBackFrom(by.message).some(
    (version) => names.some((name) => isSameImage(name, version.name)) && isFor(wish, version)
  )
  return isHeld ? { kind: 'held', by } : { kind: 'free' }
}
