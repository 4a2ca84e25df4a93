import type { Commit, CommitRequest } from '../../ports/repository.ts'
import { writeCommitObject } from './commit-objects.ts'
import { commitSituation } from './commit-situation.ts'
import { commitStep, fitsMutation } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { outcomeOf } from './mutation.ts'
import { sendSteps, sendWrite, writeRefusal } from './write-answer.ts'

/** Commits on a branch: one request, or three and more where a file is executable or the files are very many. */
export async function commit(connection: Connection, request: CommitRequest): Promise<Commit> {
  if (!fitsMutation(request.files)) return commitObjects(connection, request)
  const situation = commitSituation(connection, request)
  const step = commitStep(request)
  const outcome = outcomeOf(await sendSteps(connection, [step], situation), step)
  if (outcome.kind === 'failed') throw writeRefusal(outcome.fault, situation)
  return outcome.result as Commit
}

/** Writes a commit object and moves the branch forward to it, which GitHub refuses when the branch has moved. */
async function commitObjects(connection: Connection, request: CommitRequest): Promise<Commit> {
  const written = await writeCommitObject(connection, request)
  await sendWrite(
    connection,
    'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
    { ref: `heads/${request.branch}`, sha: written.oid, force: false },
    commitSituation(connection, request)
  )
  return written
}
