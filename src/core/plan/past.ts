import type { Wanted } from '../image/wanted.ts'
import type { FormatName, LocatedImage } from '../manifest/manifest.ts'
import { namedImages, spellVersions } from './named-images.ts'
import { rolledBackTo } from './rollback-trailers.ts'
import type { TimedCommit, Timeline } from './timeline.ts'

/** A commit of the past, as a rollback tells of it. */
export interface PastChange extends TimedCommit {
  readonly message: string
}

/** An image as it was asked for. */
export type ImageName = Pick<Wanted, 'name' | 'newName'>

/** The past of some images: what they were at each moment, newest first, and which moments of it still count. */
export class Past<Commit extends PastChange> {
  readonly timeline: Timeline<Commit>
  readonly #images: readonly ImageName[]
  readonly #formats: readonly FormatName[]
  readonly #states = new Map<number, readonly (readonly LocatedImage[])[]>()

  constructor(timeline: Timeline<Commit>, images: readonly ImageName[], formats: readonly FormatName[]) {
    this.timeline = timeline
    this.#images = images
    this.#formats = formats
  }

  /** The places of an image, by its index among those asked for; none behind the last moment. */
  placesAt(position: number, image: number): readonly LocatedImage[] {
    let state = this.#states.get(position)
    if (state === undefined) {
      const named = namedImages(this.timeline.moments[position]?.files ?? [], this.#formats)
      state = this.#images.map(({ name }) => named.named(name))
      this.#states.set(position, state)
    }
    return state[image] ?? []
  }

  /** The versions of an image as one text; `''` where it has none. */
  versionAt(position: number, image: number): string {
    return spellVersions(this.placesAt(position, image))
  }

  /** Whether the commit of a position changed an image; `undefined` where what was before is not known. */
  isChange(position: number, image: number): boolean | undefined {
    const { moments, isComplete } = this.timeline
    if (position + 1 >= moments.length && !isComplete) return undefined
    return this.versionAt(position, image) !== this.versionAt(position + 1, image)
  }

  /** What the commit of a position says, and what those say that came in with it. */
  messagesAt(position: number): readonly string[] {
    const { commit, brought = [] } = this.timeline.moments[position] ?? {}
    return [commit, ...brought].flatMap((each) => each?.message ?? [])
  }

  /**
   * Where the history of an image goes on behind a position. What a rollback brought back stands for the time when it ran, so that
   * whatever lies between does not count any more; for the latest time when it ran, where the commit it names is none of the moments.
   */
  before(position: number, image: number): number {
    const targets = this.messagesAt(position).flatMap(rolledBackTo)
    if (targets.length === 0 || this.isChange(position, image) !== true) return position + 1
    const { moments, isComplete } = this.timeline
    const isNamed = (other: number): boolean => {
      const { commit, brought } = moments[other] ?? { brought: [] }
      return targets.some((target) => [commit, ...brought].some((each) => each?.oid.startsWith(target)))
    }
    const isSame = (other: number): boolean =>
      other > position && this.versionAt(other, image) === this.versionAt(position, image)
    const positions = [...moments.keys()]
    return (
      positions.find((other) => isNamed(other) && isSame(other)) ??
      positions.find(isSame) ??
      (isComplete ? position + 1 : moments.length)
    )
  }

  /** The moments that count for every image, newest first: none that lies between a rollback of one and what it went back to. */
  counted(): readonly number[] {
    const counts = new Map<number, number>()
    const { length } = this.timeline.moments
    for (const image of this.#images.keys()) {
      for (let position = 0; position < length; position = this.before(position, image)) {
        counts.set(position, (counts.get(position) ?? 0) + 1)
      }
    }
    return [...this.timeline.moments.keys()].filter(
      (position) => counts.get(position) === this.#images.length
    )
  }

  /** The commits of the positions before one that changed any of the images. */
  changesUntil(position: number): readonly Commit[] {
    return this.timeline.moments
      .slice(0, position)
      .filter((_, each) => this.#images.some((_image, image) => this.isChange(each, image)))
      .map(({ commit }) => commit)
  }
}
