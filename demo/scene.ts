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

/** One workflow step, and what it is to show. */
export interface Scene {
  readonly title: string
  readonly story: string
  /** `with:` of the step. */
  readonly with: Readonly<Record<string, string>>
  readonly expectation: Expectation
}
