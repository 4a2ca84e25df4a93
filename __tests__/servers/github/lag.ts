/** How far what is read is behind what was written. All zero: GitHub on a good day. */
export interface Lag {
  /** How long a new branch stays unknown. */
  newBranchMs: number
  /** How many later requests do not see a new branch yet. */
  newBranchRequests: number
  /** Whether even the request that made the branch does not see it. */
  sameRequest: boolean
  /** How old the refs are that reads answer with. */
  readsMs: number
  /** How many later requests do not see a new pull request by its id. */
  newPullRequestRequests: number
  /** How long `mergeable` stays UNKNOWN after the pull request was opened. */
  mergeableMs: number
}

/** Everything is seen at once. */
export const noLag = (): Lag => ({
  newBranchMs: 0,
  newBranchRequests: 0,
  sameRequest: false,
  readsMs: 0,
  newPullRequestRequests: 0,
  mergeableMs: 0
})

/** A ref's move with the moment and the request that made it. */
export interface DatedMove {
  readonly name: string
  readonly before: string
  readonly after: string
  readonly time: number
  /** 0 when no request made it: a test moved the ref itself. */
  readonly request: number
}

/** Whether something new is still hidden from a request. */
export function isHidden(
  lag: Lag,
  birth: { readonly time: number; readonly request: number },
  request: number,
  requests: number
): boolean {
  if (birth.request === 0) return false
  if (birth.request === request) return lag.sameRequest && (requests > 0 || lag.newBranchMs > 0)
  return request - birth.request <= requests || Date.now() - birth.time < lag.newBranchMs
}
