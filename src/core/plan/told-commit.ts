/** A commit that people are told of. */
export interface ToldCommit {
  readonly oid: string
  /** Its page; empty where it has none. */
  readonly url: string
  readonly message: string
}
