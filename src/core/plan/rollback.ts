import { UpdateError } from '../error.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { FormatName, LocatedImage } from '../manifest/manifest.ts'
import { agreedVersion, hasVersion, namedImages, spellVersions, wishFor } from './named-images.ts'
import { isRollback } from './rollback-trailers.ts'
import type { Moment, TimedCommit, Timeline } from './timeline.ts'

/** A commit of the past, as a rollback tells of it. */
export interface PastChange extends TimedCommit {
  readonly message: string
}

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

type ImageName = Pick<Wanted, 'name' | 'newName'>

/** What the asked-for images were at a moment: their places, image by image. */
type State = readonly (readonly LocatedImage[])[]

const isSame = (one: State, other: State): boolean =>
  one.every((places, index) => spellVersions(places) === spellVersions(other[index] ?? []))

const differsWholly = (one: State, other: State): boolean =>
  one.every((places, index) => spellVersions(places) !== spellVersions(other[index] ?? []))

/** The past of some images: what they were after each commit, newest first. */
class Past<Commit extends PastChange> {
  readonly #timeline: Timeline<Commit>
  readonly #images: readonly ImageName[]
  readonly #formats: readonly FormatName[]
  readonly #states = new Map<number, State>()

  constructor(timeline: Timeline<Commit>, images: readonly ImageName[], formats: readonly FormatName[]) {
    this.#timeline = timeline
    this.#images = images
    this.#formats = formats
  }

  momentAt(position: number): Moment<Commit> | undefined {
    return this.#timeline.moments[position]
  }

  stateAt(position: number): State {
    const known = this.#states.get(position)
    if (known !== undefined) return known
    const named = namedImages(this.momentAt(position)?.files ?? [], this.#formats)
    const state = this.#images.map(({ name }) => named.named(name))
    this.#states.set(position, state)
    return state
  }

  /** The first position behind another where a state is as asked; `undefined` where the past ends before. */
  find(behind: number, isWanted: (state: State) => boolean): number | undefined {
    const { length } = this.#timeline.moments
    for (let position = behind + 1; position < length; position += 1) {
      if (isWanted(this.stateAt(position))) return position
    }
    return undefined
  }

  /** Where the state of a position came to be: the oldest of the positions next to each other that have it. */
  originOf(position: number): number {
    const state = this.stateAt(position)
    const change = this.find(position, (other) => !isSame(state, other))
    return (change ?? this.#timeline.moments.length) - 1
  }

  /**
   * Where history goes on from a position. What a rollback brought back stands for the time when it first ran, so that the next
   * rollback goes further back, and not to what was just undone.
   */
  continued(position: number): number {
    const origin = this.originOf(position)
    if (!isRollback(this.momentAt(origin)?.commit.message ?? '')) return origin
    const state = this.stateAt(origin)
    const earlier = this.find(origin, (other) => isSame(state, other))
    return earlier === undefined ? origin : this.continued(earlier)
  }

  /** The commits of some positions that changed any of the images. */
  changes(from: number, until: number): readonly Commit[] {
    return this.#timeline.moments
      .slice(from, until)
      .filter((_, offset) => !isSame(this.stateAt(from + offset), this.stateAt(from + offset + 1)))
      .map(({ commit }) => commit)
  }
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
function wantedAgain(
  images: readonly ImageName[],
  then: State,
  now: State,
  commit: PastChange
): readonly Wanted[] {
  return images.map((image, index) => {
    const version = agreedVersion(then[index] ?? [], `the version of "${image.name}" to go back to`)
    if (version === undefined) throw notNamed(image, commit)
    const currentNames = new Set((now[index] ?? []).map(({ reference }) => reference.name))
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

/** The versions of now, by the names asked for. */
const versionsOf = (images: readonly ImageName[], now: State): readonly ImageReference[] =>
  images.flatMap(({ name }, index) => {
    const versions = new Map(
      (now[index] ?? [])
        .filter(hasVersion)
        .map(({ reference }) => [formatReference({ ...reference, name }), reference])
    )
    return [...versions.values()].map((reference) => ({ ...reference, name }))
  })

/**
 * Goes back over a number of versions: to the latest moment at which every one of the images was another than it is now, so that
 * several go back to what ran together.
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
  let position = 0
  for (let step = 0; step < count; step += 1) {
    const state = past.stateAt(position)
    const next = past.find(past.continued(position), (other) => differsWholly(state, other))
    if (next === undefined) throw noEarlier(images, count, timeline)
    position = next
  }
  return rollbackTo(past, images, position, timeline)
}

function rollbackTo<Commit extends PastChange>(
  past: Past<Commit>,
  images: readonly ImageName[],
  position: number,
  timeline: Timeline<Commit>
): Rollback<Commit> {
  const to = past.momentAt(position)?.commit
  if (to === undefined) throw noEarlier(images, 1, timeline)
  return {
    wanted: wantedAgain(images, past.stateAt(position), past.stateAt(0), to),
    to,
    undone: past.changes(0, position),
    from: versionsOf(images, past.stateAt(0))
  }
}

/**
 * Goes back to what the images were after a commit of the timeline.
 *
 * @throws UpdateError `missing-image` where the timeline has no such commit, `ambiguous-image` where two places disagreed then
 */
export function rollBackTo<Commit extends PastChange>(
  timeline: Timeline<Commit>,
  images: readonly ImageName[],
  oid: string,
  formats: readonly FormatName[]
): Rollback<Commit> {
  const past = new Past(timeline, images, formats)
  const position = timeline.moments.findIndex(({ commit }) => commit.oid === oid)
  return rollbackTo(past, images, position, timeline)
}
