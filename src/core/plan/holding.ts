import { isSameImage } from '../image/name.ts'
import type { ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { FormatName, LocatedImage } from '../manifest/manifest.ts'
import { Past, type PastChange } from './past.ts'
import type { PlannedFile } from './planned-file.ts'
import { rolledBackFrom } from './rollback-trailers.ts'
import { timelineOf, type TimedHistory } from './timeline.ts'

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
 * Whether an image was rolled back in a file from the very version that is wanted, and nothing else has been done with it since that
 * stands: any later change of it, by whomever, ends that, until it is undone by a rollback itself.
 */
export function holdingIn<Commit extends PastChange>(
  history: TimedHistory<Commit>,
  file: Pick<PlannedFile, 'path' | 'aims'>,
  wish: Wanted,
  formats: readonly FormatName[]
): Holding<Commit> {
  const past = new Past(timelineOf([file], [history]), [wish], formats)
  /** Where the history of the image goes on: what is newer has been undone. */
  let standing = 0
  for (const [position, { commit }] of past.timeline.moments.entries()) {
    const isChange = past.isChange(position, 0)
    if (isChange === undefined) return { kind: 'unknown' }
    const rollbacks = isChange ? past.rollbacksAt(position, 0) : []
    if (rollbacks === undefined) return { kind: 'unknown' }
    const names = namesOf(wish, [...past.placesAt(0, 0), ...past.placesAt(position + 1, 0)])
    const isFromIt = (version: ImageReference): boolean =>
      names.some((name) => isSameImage(name, version.name)) && isFor(wish, version)
    if (rollbacks.flatMap(rolledBackFrom).some(isFromIt)) return { kind: 'held', by: commit }
    if (position < standing) continue
    if (isChange && rollbacks.length === 0) return { kind: 'free' }
    standing = past.before(position, 0)
  }
  return { kind: past.timeline.isComplete ? 'free' : 'unknown' }
}
