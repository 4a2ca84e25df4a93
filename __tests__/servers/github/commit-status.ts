/** How a status or a check ended. */
export type StatusState = 'ERROR' | 'FAILURE' | 'PENDING' | 'SUCCESS'

/** A status that an integration reported on a commit. */
export interface CommitStatus {
  readonly id: number
  readonly oid: string
  readonly context: string
  readonly state: StatusState
  readonly description: string
  readonly targetUrl: string | undefined
  readonly creator: string
  readonly createdAt: Date
}

/** The newest status of each context on a commit; contexts are compared in lower case. */
export function currentStatuses(statuses: readonly CommitStatus[], oid: string): CommitStatus[] {
  const newest = new Map<string, CommitStatus>()
  for (const status of statuses) if (status.oid === oid) newest.set(status.context.toLowerCase(), status)
  return [...newest.values()]
}

/** What several statuses amount to. */
export function combinedState(statuses: readonly CommitStatus[]): StatusState {
  if (statuses.some(({ state }) => state === 'ERROR' || state === 'FAILURE')) return 'FAILURE'
  if (statuses.length === 0 || statuses.some(({ state }) => state === 'PENDING')) return 'PENDING'
  return 'SUCCESS'
}
