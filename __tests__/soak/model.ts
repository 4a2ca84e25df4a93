import { isSame, merged, placesOf, PLACES, withVersions, type Estate, type Place } from './estate.ts'

/** The branch of a target, and what has become of its pull request. */
interface Proposal {
  readonly estate: Estate
  /** What the base held when the branch was made. */
  readonly madeFrom: Estate
  readonly isOpen: boolean
  /** Whether people have committed on it. */
  readonly isShared: boolean
}

/** What a run wishes: versions by image, in some manifests. */
export interface Wish {
  readonly paths: readonly string[]
  readonly versions: ReadonlyMap<string, string>
}

const wished = ({ paths, versions }: Wish): readonly (readonly [Place, string])[] =>
  [...versions].flatMap(([image, version]) =>
    placesOf(image, paths).map((place) => [place, version] as const)
  )

/** The repository as it should be: no requests, no faults, everything at once. */
export class Model {
  main: Estate = new Map(PLACES.map((place) => [place, 'v1.0.0']))
  readonly proposals = new Map<string, Proposal>()
  opened = 0

  /** The targets with an open pull request. */
  get open(): readonly string[] {
    return [...this.proposals.keys()].filter((target) => this.proposals.get(target)?.isOpen === true)
  }

  /** A run commits to the base. Says whether that changes anything. */
  commit(wish: Wish): boolean {
    const next = withVersions(this.main, wished(wish))
    const changed = !isSame(next, this.main)
    this.main = next
    return changed
  }

  /** A run proposes for a target: on top of the open pull request, or afresh. Says whether that changes anything. */
  propose(target: string, wish: Wish): boolean {
    const current = this.proposals.get(target)
    const continued = current?.isOpen === true ? current : undefined
    const ground = continued?.estate ?? this.main
    const estate = withVersions(ground, wished(wish))
    if (isSame(estate, ground)) return false
    if (continued === undefined) this.opened += 1
    const { madeFrom, isShared } = continued ?? { madeFrom: this.main, isShared: false }
    this.proposals.set(target, { estate, madeFrom, isOpen: true, isShared })
    return true
  }

  /** Somebody commits to the base, or to the branch of a target. */
  edit(target: string | undefined, places: Iterable<readonly [Place, string]>): void {
    if (target === undefined) this.main = withVersions(this.main, places)
    else {
      const proposal = this.#proposal(target)
      this.proposals.set(target, {
        ...proposal,
        estate: withVersions(proposal.estate, places),
        isShared: true
      })
    }
  }

  /** What the base would hold once a pull request is merged; `undefined` where the two conflict. */
  mergeOf(target: string): Estate | undefined {
    const { estate, madeFrom } = this.#proposal(target)
    return merged(madeFrom, this.main, estate)
  }

  /** Somebody merges the pull request of a target. */
  merge(target: string): void {
    this.main = this.mergeOf(target) ?? this.main
    this.close(target)
  }

  /** Somebody closes the pull request of a target. */
  close(target: string): void {
    this.proposals.set(target, { ...this.#proposal(target), isOpen: false })
  }

  #proposal(target: string): Proposal {
    const proposal = this.proposals.get(target)
    if (proposal === undefined) throw new Error(`Nothing was proposed for ${target}`)
    return proposal
  }
}
