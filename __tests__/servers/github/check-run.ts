/** A check that an app ran on a commit. */
export interface CheckRun {
  readonly id: number
  readonly oid: string
  readonly name: string
  /** GraphQL's word for how it ended; `undefined` while it runs. */
  readonly conclusion: string | undefined
}
