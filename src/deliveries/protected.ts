import { UpdateError } from '../core/error.ts'
import type { Delivery } from './delivery.ts'

/** The error for a protected branch whose pull requests the token does not show. */
const notShown = (refusal: UpdateError): UpdateError =>
  new UpdateError('no-permission', refusal.message, {
    hint: 'As "if-protected" says, it would become a pull request, but the token may not see any: it takes "pull-requests: write".',
    cause: refusal
  })

/**
 * Commits to the branch itself; where that is refused because the branch is protected, proposes the change instead, planned anew on
 * the ground of the proposal. Once refused, later attempts of the run propose at once.
 *
 * @param onRefused - told of the refusal, once
 */
export function commitOrPropose(
  commit: Delivery,
  propose: Delivery,
  onRefused: (refusal: UpdateError) => void
): Delivery {
  let isProtected = false
  return async (reading, planning) => {
    if (isProtected) return propose(reading, planning)
    const ground = await commit(reading, planning)
    return {
      files: ground.files,
      deliver: async (plan, provenance) => {
        try {
          return await ground.deliver(plan, provenance)
        } catch (error) {
          if (!(error instanceof UpdateError) || error.code !== 'protected') throw error
          if (reading.proposal === undefined) throw notShown(error)
          isProtected = true
          onRefused(error)
        }
        const other = await propose(reading, planning)
        return other.deliver(planning(other.files), provenance)
      }
    }
  }
}
