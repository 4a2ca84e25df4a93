import { combinedState, currentStatuses } from './commit-status.ts'
import type { Lag } from './lag.ts'
import { matchesBranch } from './protection.ts'
import type { PullRequest } from './pull-request.ts'
import type { Repository } from './repository.ts'

/** Whether git can merge it. */
export type Mergeable = 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN'

/** What a merge still waits for. */
export type MergeState = 'CLEAN' | 'BLOCKED' | 'BEHIND' | 'DIRTY' | 'DRAFT' | 'UNSTABLE' | 'UNKNOWN'

/** Whether a pull request merges without conflict; unknown for a while after it was opened, and when it is not open. */
export async function mergeableOf(
  repository: Repository,
  pullRequest: PullRequest,
  lag: Lag
): Promise<Mergeable> {
  if (Date.now() - pullRequest.createdAt.getTime() < lag.mergeableMs) return 'UNKNOWN'
  const base = await repository.head(pullRequest.base)
  if (!pullRequest.isOpen || base === undefined) return 'UNKNOWN'
  const { history } = repository.git
  if (await history.isAncestor(base, pullRequest.headOid)) return 'MERGEABLE'
  return (await history.mergedTree(base, pullRequest.headOid)) === undefined ? 'CONFLICTING' : 'MERGEABLE'
}

/** The required checks and approvals that a pull request lacks, in GitHub's words. */
export function missingRequirements(repository: Repository, pullRequest: PullRequest): string[] {
  const applies = ({ branch }: { readonly branch: string }): boolean =>
    matchesBranch(branch, pullRequest.base)
  const protections = repository.protections.filter(applies)
  const rulesets = repository.rulesets.filter(applies)
  const statuses = currentStatuses(repository.statuses, pullRequest.headOid)
  const passed = new Set(statuses.filter(({ state }) => state === 'SUCCESS').map(({ context }) => context))
  const checks = [...protections, ...rulesets].flatMap(({ requiredChecks }) => requiredChecks)
  const approvals = Math.max(0, ...protections.map(({ requiredApprovals }) => requiredApprovals))
  const missing = checks
    .filter((check) => !passed.has(check))
    .map((check) => `Required status check "${check}" is expected.`)
  if (pullRequest.approvals < approvals)
    missing.push(`At least ${approvals} approving review is required by reviewers with write access.`)
  return missing
}

/** Whether the base takes merges from its merge queue only. */
export const hasMergeQueue = ({ rulesets }: Repository, { base }: Pick<PullRequest, 'base'>): boolean =>
  rulesets.some(({ branch, mergeQueue }) => mergeQueue && matchesBranch(branch, base))

/** Whether the base wants a branch to hold its newest commit, and this one does not. */
async function isBehind(repository: Repository, { base, headOid }: PullRequest): Promise<boolean> {
  const isStrict = repository.protections.some(
    ({ branch, requireUpToDate }) => requireUpToDate && matchesBranch(branch, base)
  )
  const newest = await repository.head(base)
  return isStrict && newest !== undefined && !(await repository.git.history.isAncestor(newest, headOid))
}

/** What a pull request's merge still waits for. */
export async function mergeStateOf(
  repository: Repository,
  pullRequest: PullRequest,
  lag: Lag
): Promise<MergeState> {
  const mergeable = await mergeableOf(repository, pullRequest, lag)
  if (mergeable === 'UNKNOWN') return 'UNKNOWN'
  if (mergeable === 'CONFLICTING') return 'DIRTY'
  if (pullRequest.isDraft) return 'DRAFT'
  if (missingRequirements(repository, pullRequest).length > 0) return 'BLOCKED'
  if (await isBehind(repository, pullRequest)) return 'BEHIND'
  const statuses = currentStatuses(repository.statuses, pullRequest.headOid)
  return statuses.length > 0 && combinedState(statuses) !== 'SUCCESS' ? 'UNSTABLE' : 'CLEAN'
}
