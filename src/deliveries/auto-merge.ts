import { UpdateError } from '../core/error.ts'
import { howToAllow } from '../core/merge/merge-settings.ts'
import type { MergeMethod } from '../core/merge/merge-state.ts'
import type { Clock } from '../ports/clock.ts'
import type { Merging } from '../ports/merging.ts'
import type { ManifestReading } from '../reading.ts'
import type { Delivery, Receipt } from './delivery.ts'
import { mergePullRequest, type MergeResult, type MergeWish } from './merging.ts'

/** The receipt of a pull request with what became of its merge: where it was merged, its commit is the one on the base. */
function mergedReceipt(receipt: Receipt, { merge, commit, warnings }: MergeResult, base: string): Receipt {
  const { pullRequest } = receipt
  const told = { ...receipt, warnings: [...receipt.warnings, ...warnings] }
  if (pullRequest === undefined || merge === undefined) return told
  if (merge !== 'merged') return { ...told, pullRequest: { ...pullRequest, merge } }
  const operation = pullRequest.operation === 'none' ? 'updated' : pullRequest.operation
  return {
    ...told,
    commit: commit ?? receipt.commit,
    branch: commit === undefined ? receipt.branch : base,
    pullRequest: { ...pullRequest, operation, merge }
  }
}

/** The pull request stands, so that what keeps it from being merged is told and fails nothing. */
async function merged(merging: Merging, clock: Clock, wish: MergeWish): Promise<MergeResult> {
  try {
    return await mergePullRequest(merging, clock, wish)
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    const why = `Pull request #${String(wish.pullRequest)} could not be merged: ${error.message}`
    return { merge: undefined, commit: undefined, warnings: [why] }
  }
}

/** A method that the settings do not allow is told before there is anything to merge. */
function requireAllowed({ repository }: ManifestReading, method: MergeMethod): void {
  const { mergeMethods, nameWithOwner } = repository
  if (mergeMethods === undefined || mergeMethods.includes(method)) return
  throw new UpdateError('no-permission', `${nameWithOwner} does not allow to merge by "${method}".`, {
    hint: howToAllow(method, nameWithOwner)
  })
}

/** Proposes, and merges what was proposed: at once, or by GitHub as soon as what is required is met. */
export function withAutoMerge(
  propose: Delivery,
  { merging, clock }: { readonly merging: Merging; readonly clock: Clock },
  method: MergeMethod
): Delivery {
  const merge = async (receipt: Receipt, { base, proposal }: ManifestReading): Promise<Receipt> => {
    const { pullRequest, commit } = receipt
    if (pullRequest === undefined || pullRequest.operation === 'closed') return receipt
    const head = commit?.oid ?? proposal?.branch?.head
    const { number, operation, squash } = pullRequest
    // As GitHub names it where it words the squash itself.
    const message = squash && { ...squash, headline: `${squash.headline} (#${String(number)})` }
    const isReworded = method === 'squash' && operation === 'updated'
    const result = await merged(merging, clock, { pullRequest: number, head, method, message, isReworded })
    return mergedReceipt(receipt, result, base.branch)
  }
  return async (reading, planning) => {
    const ground = await propose(reading, planning)
    requireAllowed(reading, method)
    return {
      ...ground,
      deliver: async (plan, provenance) => merge(await ground.deliver(plan, provenance), reading)
    }
  }
}
