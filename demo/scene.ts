import type { GitHub, RepositoryHandle } from '../__tests__/servers/github/index.ts'

/** What a scene promises; the demo fails where it is not kept. */
export interface Expectation {
  /** Requests to GitHub's API. */
  readonly requests: number
  /** Places that change, each in one line of a file of its own. */
  readonly changes: number
  /** Commits that are written. */
  readonly commits: number
  readonly pullRequest: 'created' | 'updated' | 'none'
}

/** One workflow step. */
export interface Act {
  /** `with:` of the step. */
  readonly with: Readonly<Record<string, string>>
  /** `owner/name` of the repository whose workflow runs; acme/storefront when left out. */
  readonly source?: string
  /** Variables of its environment beside those of every step. */
  readonly environment?: Readonly<Record<string, string>>
  /** What others are about to do while it runs. */
  readonly meanwhile?: (github: GitHub, repository: RepositoryHandle) => void
}

/** One workflow step, and what it is to show. */
export interface Scene extends Act {
  readonly title: string
  readonly story: string
  readonly expectation: Expectation
}
