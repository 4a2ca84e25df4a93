import { UpdateError } from './core/error.ts'
import { formatReference, type ImageReference } from './core/image/reference.ts'
import { sourceCommits } from './core/plan/origins.ts'
import type { CommitPair } from './core/version/ancestry.ts'
import { originPair, type Origins } from './core/version/origin.ts'
import type { Repository } from './ports/repository.ts'
import type { SourceRepository } from './ports/source-repository.ts'

/** What a run knows of the commits that versions were written for. Each version is asked for once, however many attempts there are. */
export class KnownOrigins implements Origins {
  readonly own: string
  readonly #repository: Pick<Repository, 'latestCommits'>
  /** `owner/name`; empty where nobody could tell the order of its commits. */
  readonly #source: string
  readonly #asked = new Set<string>()
  #earlier: ReadonlyMap<string, string> = new Map()

  /** @param own - the repository and the commit that the workflow runs for */
  constructor(
    {
      repository,
      sourceRepository
    }: {
      readonly repository: Pick<Repository, 'latestCommits'>
      readonly sourceRepository: SourceRepository | undefined
    },
    own: { readonly repository: string; readonly commit: string }
  ) {
    this.own = own.commit
    this.#repository = repository
    this.#source = sourceRepository === undefined ? '' : own.repository
  }

  get earlier(): ReadonlyMap<string, string> {
    return this.#earlier
  }

  /** Looks versions up in the latest commits of a branch, and gives the commits to compare. What is not shown is unknown, and no failure. */
  async learn(versions: readonly ImageReference[], branch: string): Promise<readonly CommitPair[]> {
    const texts = versions.map((version) => `${branch} ${formatReference(version)}`)
    const isNew = texts.some((text) => !this.#asked.has(text))
    texts.forEach((text) => this.#asked.add(text))
    if (isNew && this.#source !== '' && this.own !== '')
      this.#earlier = new Map([...this.#earlier, ...(await this.#sourceCommits(branch))])
    return versions.flatMap((version) => originPair(version, this) ?? [])
  }

  async #sourceCommits(branch: string): Promise<ReadonlyMap<string, string>> {
    try {
      const commits = await this.#repository.latestCommits(branch)
      return sourceCommits(
        commits.map(({ message }) => message),
        this.#source
      )
    } catch (error) {
      if (error instanceof UpdateError) return new Map()
      throw error
    }
  }
}
