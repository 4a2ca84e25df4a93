import { zeroOid } from '../git/object.ts'
import type { RefMove } from '../git/ref-store.ts'
import { Refusal } from './refusal.ts'

/** A classic branch protection. `branch` may hold `*`. */
export interface BranchProtection {
  readonly branch: string
  readonly requirePullRequest: boolean
  readonly requiredChecks: readonly string[]
  readonly requiredApprovals: number
  /** Whether a branch must hold the newest commit of this one before it is merged. */
  readonly requireUpToDate: boolean
  /** Logins that it does not bind. */
  readonly bypass: readonly string[]
}

/** A ruleset for branches. */
export interface Ruleset {
  readonly branch: string
  readonly requirePullRequest: boolean
  readonly restrictCreation: boolean
  readonly restrictDeletion: boolean
  readonly blockForcePush: boolean
  readonly requiredChecks: readonly string[]
  /** Whether merges go through a merge queue only. */
  readonly mergeQueue: boolean
  /** Another reason to refuse every change, such as `Secret detected in content`. */
  readonly reason: string | undefined
  readonly bypass: readonly string[]
}

/** One attempt to move a branch. */
export interface BranchChange {
  readonly branch: string
  readonly isCreation: boolean
  readonly isDeletion: boolean
  readonly isForced: boolean
}

/** What a ref move means for a branch; undefined when the ref is not a branch. */
export function branchChange(move: RefMove, isForced: boolean): BranchChange | undefined {
  if (!move.name.startsWith('refs/heads/')) return undefined
  return {
    branch: move.name.slice('refs/heads/'.length),
    isCreation: move.before === zeroOid,
    isDeletion: move.after === zeroOid,
    isForced
  }
}

/** Whether a pattern with `*` and `**` names the branch. */
export function matchesBranch(pattern: string, branch: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  const source = escaped.replaceAll('**', '\0').replaceAll('*', '[^/]*').replaceAll('\0', '.*')
  return new RegExp(`^${source}$`).test(branch)
}

/** Why a classic protection refuses the change; undefined when it does not. */
export function protectionReason(protection: BranchProtection, change: BranchChange): string | undefined {
  if (change.isCreation) return undefined
  if (change.isDeletion) return 'Cannot delete this protected branch'
  if (change.isForced) return 'Cannot force-push to this protected branch'
  if (protection.requirePullRequest) return 'Changes must be made through a pull request.'
  const [check, ...others] = protection.requiredChecks
  if (check === undefined) return undefined
  if (others.length === 0) return `Required status check "${check}" is expected.`
  return `${others.length + 1} of ${others.length + 1} required status checks are expected.`
}

/** How a branch with a merge queue refuses everything else. */
export const QUEUE_ONLY = 'Changes must be made through the merge queue'

/** The sentences with which a ruleset refuses the change; none when it does not. */
export function rulesetReasons(ruleset: Ruleset, change: BranchChange): string[] {
  if (change.isDeletion) return ruleset.restrictDeletion ? ['Cannot delete this branch'] : []
  if (change.isCreation)
    return ruleset.restrictCreation ? ['Cannot create ref due to creations being restricted.'] : []
  const reasons: string[] = []
  const { length } = ruleset.requiredChecks
  if (change.isForced && ruleset.blockForcePush) reasons.push('Cannot force-push to this branch')
  if (ruleset.requirePullRequest) reasons.push('Changes must be made through a pull request.')
  if (length === 1) reasons.push(`Required status check "${String(ruleset.requiredChecks[0])}" is expected.`)
  if (length > 1) reasons.push(`${length} of ${length} required status checks are expected.`)
  if (ruleset.mergeQueue) reasons.push(QUEUE_ONLY)
  if (ruleset.reason !== undefined) reasons.push(ruleset.reason)
  return reasons
}

/** The refusal of a classic protection. */
export const protectedBranch = (branch: string, reason: string): Refusal =>
  new Refusal(`protected branch '${branch}' check failed:\n  ${reason}`, {
    kind: 'classic-protection',
    type: 'BRANCH_PROTECTION_RULE_VIOLATION',
    status: 422,
    restMessage: reason
  })

/** The refusal of a ruleset. */
export const ruleViolation = (reasons: readonly string[]): Refusal =>
  new Refusal(`Repository rule violations found\n\n${reasons.map((reason) => `${reason}\n\n`).join('')}`, {
    kind: 'ruleset',
    type: 'FORBIDDEN',
    status: 422
  })
