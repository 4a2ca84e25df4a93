import type { CommitsBetween } from './core/plan/commits-between.ts'
import { UpdateError, describeError } from './core/error.ts'
import { pairKey, type Ancestries, type Ancestry, type CommitPair } from './core/version/ancestry.ts'
import { rangeSpellings } from './core/version/commit-range.ts'
import type { SourceRepository } from './ports/source-repository.ts'

/** Requests that a run makes at most: tags that are commits are few, for every image of a build has the same. */
const MOST_ASKED = 30
/** Ranges of commits that a pull request shows. */
const MOST_RANGES = 5

/** What a run knows of commits. Each pair is asked for once, however many places and attempts there are. */
export class Lineage {
  readonly #source: SourceRepository | undefined
  readonly #ownCommit: string
  readonly #known = new Map<string, Ancestry | 'unknown'>()
  readonly #between = new Map<string, CommitsBetween>()
  #doubt: string | undefined

  /** @param ownCommit - the commit that the workflow runs for: what is short for it is asked for in full */
  constructor(source: SourceRepository | undefined, ownCommit: string) {
    this.#source = source
    this.#ownCommit = ownCommit
  }

  get known(): Ancestries {
    return this.#known
  }

  /** What a person should know: the first pair that nothing could be learnt of, and why. */
  get notices(): readonly string[] {
    return this.#doubt === undefined ? [] : [this.#doubt]
  }

  /** Asks for the pairs that are not known yet. What cannot be learnt is unknown, and no failure. */
  async learn(pairs: readonly CommitPair[]): Promise<void> {
    for (const pair of pairs) {
      const key = pairKey(pair)
      if (!this.#known.has(key)) this.#known.set(key, await this.#ask(pair))
    }
  }

  /**
   * What was committed between the versions of a change, as far as it is known. Where the repository does not show it (the image is built
   * elsewhere, or its tags are no tags of Git), nothing is told, and no failure.
   *
   * @param mayAsk - whether it is worth requests of its own
   */
  async between(pairs: readonly CommitPair[], mayAsk: boolean): Promise<readonly CommitsBetween[]> {
    const told: CommitsBetween[] = []
    for (const pair of pairs.slice(0, MOST_RANGES)) {
      const found = mayAsk ? await this.#firstShown(rangeSpellings(pair)) : this.#between.get(pairKey(pair))
      if (found !== undefined) told.push(found)
    }
    return told
  }

  /** What the source repository shows of the first of several spellings that it knows. */
  async #firstShown(spellings: readonly CommitPair[]): Promise<CommitsBetween | undefined> {
    for (const spelling of spellings) {
      const found = await this.#askBetween(spelling).catch(() => undefined)
      if (found !== undefined) return { ...found, range: spelling }
    }
    return undefined
  }

  async #askBetween(pair: CommitPair): Promise<CommitsBetween | undefined> {
    const known = this.#between.get(pairKey(pair))
    const found = known ?? (await this.#source?.compare(this.#inFull(pair)))?.between
    const isShort = found !== undefined && found.commits.length === 0 && found.total > 0
    return isShort ? this.#source?.latest(found) : found
  }

  async #ask(pair: CommitPair): Promise<Ancestry | 'unknown'> {
    if (this.#source === undefined || this.#known.size >= MOST_ASKED) return 'unknown'
    try {
      const { ancestry, between } = await this.#source.compare(this.#inFull(pair))
      this.#between.set(pairKey(pair), { ...between, range: pair })
      return ancestry
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error
      this.#doubt ??= `Whether ${pair.head} is older than ${pair.base} is not known, so it is written: ${describeError(error)}`
      return 'unknown'
    }
  }

  #inFull({ base, head }: CommitPair): CommitPair {
    const inFull = (commit: string): string => (this.#ownCommit.startsWith(commit) ? this.#ownCommit : commit)
    return { base: inFull(base), head: inFull(head) }
  }
}
