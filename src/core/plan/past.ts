import { UpdateError } from '../error.ts'
import type { Wanted } from '../image/wanted.ts'
import type { FormatName, LocatedImage } from '../manifest/manifest.ts'
import { namedImages, spellVersions, type NamedImages } from './named-images.ts'
import { rolledBackTo } from './rollback-trailers.ts'
import type { TimedCommit, Timeline } from './timeline.ts'

/** A commit of the past, as a rollback tells of it. */
export interface PastChange extends TimedCommit {
  readonly message: string
}

/** An image as it was asked for. */
export type ImageName = Pick<Wanted, 'name' | 'newName'>

/** What an image was at a moment at which it is not clear which place was meant: no version, and the same as no other. */
export const UNCLEAR = 'unclear'

/** The places of an image at a moment that is past; `UNCLEAR` where a manifest had entries for it that disagreed. */
function placesOf(named: NamedImages, name: string): readonly LocatedImage[] | typeof UNCLEAR {
  try {
    return named.named(name)
  } catch (error) {
    if (error instanceof UpdateError && error.code === 'ambiguous-image') return UNCLEAR
    throw error
  }
}

/** The past of some images: what they were at each moment, newest first, and which moments of it still count. */
export class Past<Commit extends PastChange> {
  readonly timeline: Timeline<Commit>
  readonly #images: readonly ImageName[]
  readonly #formats: readonly FormatName[]
  readonly #states = new Map<number, readonly (readonly LocatedImage[] | typeof UNCLEAR)[]>()

  constructor(timeline: Timeline<Commit>, images: readonly ImageName[], formats: readonly FormatName[]) {
    this.timeline = timeline
    this.#images = images
    this.#formats = formats
  }

  #stateAt(position: number, image: number): readonly LocatedImage[] | typeof UNCLEAR {
    let state = this.#states.get(position)
    if (state === undefined) {
      const named = namedImages(this.timeline.moments[position]?.files ?? [], this.#formats)
      // Of the present, the error itself tells what to mend.
      state = this.#images.map(({ name }) => (position === 0 ? named.named(name) : placesOf(named, name)))
      this.#states.set(position, state)
    }
    return state[image] ?? []
  }

  /** The places of an image, by its index among those asked for; none behind the last moment, nor where they are not clear. */
  placesAt(position: number, image: number): readonly LocatedImage[] {
    const state = this.#stateAt(position, image)
    return state === UNCLEAR ? [] : state
  }

  /** The versions of an image as one text; `''` where it has none, `UNCLEAR` where entries for it disagreed. */
  versionAt(position: number, image: number): string {
    const state = this.#stateAt(position, image)
    return state === UNCLEAR ? UNCLEAR : spellVersions(state)
  }

  /** Whether the commit of a position changed an image; `undefined` where what was before is not known. */
  isChange(position: number, image: number): boolean | undefined {
    const { moments, isComplete } = this.timeline
    if (position + 1 >= moments.length && !isComplete) return undefined
    return this.versionAt(position, image) !== this.versionAt(position + 1, image)
  }

  /**
   * The messages of a position by which its change of an image is a rollback: of its commit, and of those that came in with it. What
   * came in and was changed again by a later commit of the same merge does not speak. `undefined` where more of the past must tell.
   */
  rollbacksAt(position: number, image: number): readonly string[] | undefined {
    const { commit, brought = [] } = this.timeline.moments[position] ?? {}
    const own = commit?.message ?? ''
    const speaking: string[] = []
    let isNewest = true
    for (const message of [own, ...brought.map((each) => each.message)]) {
      if (rolledBackTo(message).length === 0) {
        isNewest &&= message === own
        continue
      }
      // What another rollback took further back was one all the same.
      const isTakenFurther = isNewest && speaking.length > 0
      const isOne = isTakenFurther || this.#isStanding(position, image, message, isNewest)
      if (isOne === undefined) return undefined
      if (isOne) speaking.push(message)
      isNewest &&= isOne
    }
    return speaking
  }

  /** Whether what the message of a rollback says is what an image came to be at a position. */
  #isStanding(position: number, image: number, message: string, isNewest: boolean): boolean | undefined {
    const version = this.versionAt(position, image)
    const named = this.#named(position, rolledBackTo(message))
    // Where it was not yet named then, it has come to what others were.
    if (named.length > 0) return named.some((other) => ['', version].includes(this.versionAt(other, image)))
    if (isNewest || this.#same(position, image).length > 0) return true
    return this.timeline.isComplete ? false : undefined
  }

  /** The older positions that are of certain commits, or of merges that brought them. */
  #named(position: number, oids: readonly string[]): readonly number[] {
    return [...this.timeline.moments.entries()].flatMap(([other, { commit, brought }]) => {
      const isNamed = oids.some((oid) => [commit, ...brought].some((each) => each.oid.startsWith(oid)))
      return other > position && isNamed ? other : []
    })
  }

  /** The older positions at which an image was the same. */
  #same(position: number, image: number): readonly number[] {
    const version = this.versionAt(position, image)
    return [...this.timeline.moments.keys()].filter(
      (other) => other > position && this.versionAt(other, image) === version
    )
  }

  /**
   * Where the history of an image goes on behind a position. What a rollback brought back stands for the time when it ran, so that
   * whatever lies between does not count any more; for the latest time when it ran, where the commit it names is none of the moments.
   */
  before(position: number, image: number): number {
    if (this.isChange(position, image) !== true) return position + 1
    const { moments, isComplete } = this.timeline
    const rollbacks = this.rollbacksAt(position, image)
    if (rollbacks?.length === 0) return position + 1
    const named = this.#named(position, rollbacks?.flatMap(rolledBackTo) ?? [])
    const same = this.#same(position, image)
    return (
      same.find((other) => named.includes(other)) ?? same[0] ?? (isComplete ? position + 1 : moments.length)
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
