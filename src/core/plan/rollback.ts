import { UpdateError } from '../error.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { FormatName } from '../manifest/manifest.ts'
import { agreedVersion, hasVersion, wishFor } from './named-images.ts'
import { Past, UNCLEAR, type ImageName, type PastChange } from './past.ts'
import type { Timeline } from './timeline.ts'

/** What a rollback brings back, and what it undoes. */
export interface Rollback<Commit extends PastChange> {
  readonly wanted: readonly Wanted[]
  /** The commit whose versions come back. */
  readonly to: Commit
  /** The commits that changed the images since, newest first. */
  readonly undone: readonly Commit[]
  /** The versions that are rolled back from: whole references with the names that the images are asked for by. */
  readonly from: readonly ImageReference[]
}

const names = (images: readonly ImageName[]): string => images.map(({ name }) => `"${name}"`).join(', ')

function noEarlier(
  images: readonly ImageName[],
  count: number,
  { moments, isComplete }: Timeline<PastChange>
): UpdateError {
  const many = images.length > 1 ? ' in which all of them were others' : ''
  const asked =
    count === 1
      ? `no earlier version of ${names(images)}${many}`
      : `no version of ${names(images)} that lies ${String(count)} versions back`
  return isComplete
    ? new UpdateError('missing-image', `The history of these manifests has ${asked}.`, {
        hint: 'A version from before the manifests were moved or renamed can be written by name: give it in "images".'
      })
    : new UpdateError(
        'missing-image',
        `The last ${String(moments.length)} commits to these manifests have ${asked}.`,
        { hint: 'Give the version in "images", or the commit that had it in "rollback".' }
      )
}

/** What the images are wanted to be again, as they were at a moment. */
function wantedAgain<Commit extends PastChange>(
  images: readonly ImageName[],
  past: Past<Commit>,
  position: number,
  commit: Commit
): readonly Wanted[] {
  return images.map((image, index) => {
    if (past.versionAt(position, index) === UNCLEAR) throw notClear(image, commit)
    const then = past.placesAt(position, index)
    const version = agreedVersion(then, `the version of "${image.name}" at commit ${commit.oid.slice(0, 7)}`)
    if (version === undefined) throw notNamed(image, commit)
    const currentNames = new Set(past.placesAt(0, index).map(({ reference }) => reference.name))
    const { name } = version.reference
    const isRenamed = currentNames.size > 0 && !currentNames.has(name) && name !== ''
    return wishFor(
      { name: image.name, newName: image.newName ?? (isRenamed ? name : undefined) },
      version.reference
    )
  })
}

const notNamed = ({ name }: ImageName, { oid }: PastChange): UpdateError =>
  new UpdateError(
    'missing-image',
    `At commit ${oid.slice(0, 7)} no place in these manifests names a version of "${name}".`,
    {
      hint: 'Roll back to a commit at which it ran, or give the version in "images".'
    }
  )

const notClear = ({ name }: ImageName, { oid }: PastChange): UpdateError =>
  new UpdateError(
    'ambiguous-image',
    `At commit ${oid.slice(0, 7)} it is not clear which version of "${name}" ran: entries for it disagreed in one of these manifests.`,
    { hint: 'Roll back to another commit, or give the version in "images".' }
  )

/** The versions of now, by the names asked for. */
const versionsOf = (images: readonly ImageName[], past: Past<PastChange>): readonly ImageReference[] =>
  images.flatMap(({ name }, index) => {
    const versions = new Map(
      past
        .placesAt(0, index)
        .filter(hasVersion)
        .map(({ reference }) => [formatReference({ ...reference, name }), reference])
    )
    return [...versions.values()].map((reference) => ({ ...reference, name }))
  })

/**
 * Goes back over a number of versions: to the latest moment that counts for every one of the images, and at which every one was
 * another than it is now, so that several go back to what ran together. None at which entries for one of them disagreed is meant.
 *
 * @throws UpdateError `missing-image` where the past does not reach that far, `ambiguous-image` where two places disagreed then
 */
export function rollBack<Commit extends PastChange>(
  timeline: Timeline<Commit>,
  images: readonly ImageName[],
  count: number,
  formats: readonly FormatName[]
): Rollback<Commit> {
  const past = new Past(timeline, images, formats)
  const counted = past.counted()
  let position = 0
  for (let step = 0; step < count; step += 1) {
    const next = counted.find(
      (other) =>
        other > position &&
        images.every(
          (_, image) => !['', UNCLEAR, past.versionAt(position, image)].includes(past.versionAt(other, image))
        )
    )
    if (next === undefined) throw noEarlier(images, count, timeline)
    position = next
  }
  return rollbackTo(past, images, position)
}

function rollbackTo<Commit extends PastChange>(
  past: Past<Commit>,
  images: readonly ImageName[],
  position: number
): Rollback<Commit> {
  const to = past.timeline.moments[position]?.commit
  if (to === undefined) throw noEarlier(images, 1, past.timeline)
  return {
    wanted: wantedAgain(images, past, position, to),
    to,
    undone: past.changesUntil(position),
    from: versionsOf(images, past)
  }
}

/** Where a commit stands in a timeline, one that came in with a merge where that does; -1 where it is not in it. */
export const momentOf = ({ moments }: Timeline<PastChange>, oid: string): number =>
  moments.findIndex(({ commit, brought }) => [commit, ...brought].some((each) => each.oid === oid))

/**
 * Goes back to what the images were after a commit of the timeline; after the merge that brought it, where it was made elsewhere.
 *
 * @throws UpdateError `missing-image` where the timeline has no such commit, `ambiguous-image` where two places disagreed then
 */
export function rollBackTo<Commit extends PastChange>(
  timeline: Timeline<Commit>,
  images: readonly ImageName[],
  oid: string,
  formats: readonly FormatName[]
): Rollback<Commit> {
  return rollbackTo(new Past(timeline, images, formats), images, momentOf(timeline, oid))
}
