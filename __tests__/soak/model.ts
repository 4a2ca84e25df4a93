import { isSame, merged, PLACES, withVersions, type Estate, type Place } from './estate.ts'
import { continuationOf, type Continuation, type Proposal } from './proposal.ts'
import { wished, type Wish } from './wish.ts'

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

  /** How a run would go on with the open pull request of a target; `open` where none is. */
  courseOf(target: string, wish: Wish): Continuation['course'] | 'open' {
    const current = this.proposals.get(target)
    return current?.isOpen === true ? continuationOf(current, this.main, wish).course : 'open'
  }

  /** A run proposes for a target: goes on with the open pull request, or starts afresh. Says whether that changes anything. */
  propose(target: string, wish: Wish): boolean {
    const current = this.proposals.get(target)
    if (current?.isOpen === true) {
      const { next } = continuationOf(current, this.main, wish)
      if (next !== undefined) this.proposals.set(target, next)
      return next !== undefined
    }
    const estate = withVersions(this.main, wished(wish))
    if (isSame(estate, this.main)) return false
    this.opened += 1
    this.proposals.set(target, { estate, fork: this.main, isOpen: true, isShared: false })
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
    const { estate, fork } = this.#proposal(target)
    return merged(fork, this.main, estate)
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
