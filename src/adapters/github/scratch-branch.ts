import { UpdateError } from '../../core/error.ts'
import type { Commit, CommitRequest } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { writeCommitObject } from './commit-objects.ts'
import { commitStep, fitsMutation } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { causeOf } from './fault.ts'
import { outcomeOf, type Step } from './mutation.ts'
import { branchSteps, moveStep } from './open-steps.ts'
import { branchRefusal, proposedCommitSituation } from './proposal-refusal.ts'
import { NOWHERE, putBack } from './taking-back.ts'
import { whileInvisible } from './visibility.ts'
import { sendSteps, writeRefusal } from './write-answer.ts'

/** A commit that no pull request has yet, and the branch that holds it until one does. */
export interface ScratchCommit {
  readonly commit: Commit
  /** What takes the branch away: part of the same move that gives the commit its place. */
  readonly removal: readonly RefMove[]
}

/** A branch, where it must still be, and where it shall be. */
interface RefMove {
  readonly name: string
  readonly beforeOid?: ObjectId
  readonly afterOid: ObjectId
}

const removalOf = (branch: string, head?: ObjectId): RefMove => ({
  name: `refs/heads/${branch}`,
  ...(head === undefined ? {} : { beforeOid: head }),
  afterOid: NOWHERE
})

/** A commit that needs no branch: rules of the repository can forbid to make one, and only its objects know executable files. */
async function loose(connection: Connection, request: CommitRequest): Promise<ScratchCommit> {
  return { commit: await writeCommitObject(connection, request), removal: [] }
}

/** The step that takes a scratch branch away, wherever it stands. */
const cleanUp = ({ repository, branch }: CommitRequest): Step =>
  moveStep({ repositoryId: repository.id, refUpdates: [removalOf(branch)] })

/** Writes a commit on a branch of its own, made at the parent of the commit: one request. */
export async function commitOnScratch(
  connection: Connection,
  request: CommitRequest
): Promise<ScratchCommit> {
  if (!fitsMutation(request.files)) return loose(connection, request)
  const situation = proposedCommitSituation(connection, request)
  const [creation] = branchSteps({ commit: request, start: { kind: 'create' } }, undefined)
  const step = commitStep(request)
  const steps = [...(creation === undefined ? [] : [creation]), step]
  const answer = await sendSteps(connection, steps, situation).catch(async (error: unknown) => {
    if (!(error instanceof UpdateError) || error.code !== 'outcome-unknown') throw error
    // The pull request has nothing of it yet: all may be read and written anew.
    await putBack(connection, [cleanUp(request)])
    throw new UpdateError('stale-head', error.message, { cause: error })
  })
  const created = creation && outcomeOf(answer, creation)
  if (creation !== undefined && created?.kind === 'failed') {
    if (['protected', 'already-exists'].includes(causeOf(created.fault))) return loose(connection, request)
    throw branchRefusal(created.fault, creation, situation)
  }
  const outcome = await whileInvisible(connection, step, outcomeOf(answer, step), situation)
  if (outcome.kind === 'failed') {
    await putBack(connection, [cleanUp(request)])
    throw writeRefusal(outcome.fault, situation)
  }
  const commit = outcome.result as Commit
  return { commit, removal: [removalOf(request.branch, commit.oid)] }
}
