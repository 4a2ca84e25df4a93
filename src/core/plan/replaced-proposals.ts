import { parseReference } from '../image/reference.ts'
import { orderReferences } from '../version/order.ts'
import { findMarked, type ProposedReferences } from './proposal-marker.ts'

/** An open pull request, as far as it tells whether another replaces it. */
export interface EarlierProposal {
  readonly number: number
  readonly body: string
}

/** Whether one version is known to be older than another; where commits would tell, it is not asked for. */
function isOlder(one: string, other: string): boolean {
  const [mine, theirs] = [parseReference(one), parseReference(other)]
  if (mine === undefined || theirs === undefined) return false
  return orderReferences(mine, theirs, new Map()).order === 'older'
}

/** Whether a pull request replaces an earlier one: ours, to the same base, and all that it proposes is proposed here, at no older version. */
export function isReplaced(
  earlier: EarlierProposal,
  later: { readonly number: number; readonly proposed: ProposedReferences }
): boolean {
  const proposed = findMarked(earlier.body)?.memory.proposed
  if (proposed === undefined || earlier.number >= later.number) return false
  return [...proposed].every(([key, reference]) => {
    const own = later.proposed.get(key)
    return own !== undefined && !isOlder(own, reference)
  })
}
