import { findMarked } from './proposal-marker.ts'

/** An open pull request, as far as it tells whether another replaces it. */
export interface EarlierProposal {
  readonly number: number
  readonly body: string
}

/**
 * Whether a pull request replaces an earlier one: ours, to the same base, and all that it proposes is proposed here.
 *
 * @param proposed - which images of which files the later one proposes, by `proposalKey`
 */
export function isReplaced(
  earlier: EarlierProposal,
  later: { readonly number: number; readonly proposed: ReadonlySet<string> }
): boolean {
  const proposed = findMarked(earlier.body)?.memory.proposed
  if (proposed === undefined || earlier.number >= later.number) return false
  return [...proposed].every((key) => later.proposed.has(key))
}
