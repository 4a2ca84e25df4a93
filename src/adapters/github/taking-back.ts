import type { UpdateError } from '../../core/error.ts'
import type { OpenRequest } from '../../ports/pull-requests.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import type { Connection } from './connection.ts'
import { mutationOf, type Step } from './mutation.ts'
import { moveStep } from './open-steps.ts'

/** Where a branch is that is not there. */
export const NOWHERE = '0'.repeat(40)

/** Sends steps that put back what was there before. That they fail harms no one: what stays is only in the way. */
export async function putBack({ transport }: Connection, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return
  const { document, variables } = mutationOf(steps)
  await transport.mutate(document, variables).catch(() => undefined)
}

/**
 * The error of a proposal that GitHub refused for good, with the branch taken back that was made for it, unless somebody has
 * gone on from there.
 */
export async function takenBack(
  connection: Connection,
  { commit, start }: OpenRequest,
  head: ObjectId,
  refusal: UpdateError
): Promise<UpdateError> {
  const isLookedUp = refusal.code === 'stale-head' || refusal.code === 'outcome-unknown'
  if (start.kind !== 'create' || isLookedUp) return refusal
  const removal = { name: `refs/heads/${commit.branch}`, beforeOid: head, afterOid: NOWHERE }
  await putBack(connection, [moveStep({ repositoryId: commit.repository.id, refUpdates: [removal] })])
  return refusal
}
