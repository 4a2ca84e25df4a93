/** How something on a commit stands, in the words that statuses, checks and deployments share. */
export type WordState = 'success' | 'failure' | 'pending'

/** What somebody says of a commit: a commit status, a check run, or a deployment to an environment. */
export interface Word {
  /** The context of the status, the name of the check run, or the environment. */
  readonly context: string
  readonly state: WordState
  readonly description: string
  /** Where to read more; `''` where nowhere. */
  readonly url: string
}

/** All that is said of one commit. */
export interface CommitWords {
  readonly oid: string
  readonly words: readonly Word[]
}
