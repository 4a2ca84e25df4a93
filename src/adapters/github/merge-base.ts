import type { BaseMerge } from '../../ports/pull-requests.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import type { Connection } from './connection.ts'
import { causeOf } from './fault.ts'
import { outcomeOf, type Step } from './mutation.ts'
import type { Situation } from './refusal.ts'
import { sendSteps, writeRefusal } from './write-answer.ts'

/** Merges a commit of the base into the branch of a pull request, as its button "Update branch" does. */
export async function mergeBase(
  connection: Connection,
  { repository, branch, base, message }: BaseMerge
): Promise<ObjectId | undefined> {
  const step: Step = {
    alias: 'merge',
    field: 'mergeBranch',
    inputType: 'MergeBranchInput',
    input: {
      repositoryId: repository.id,
      base: branch,
      head: base,
      commitMessage: `${message.headline}\n\n${message.body}`
    },
    selection: '{ mergeCommit { oid } }',
    result: 'mergeCommit'
  }
  const situation: Situation = {
    action: `the merge into "${branch}"`,
    repository: repository.nameWithOwner,
    branch,
    token: connection.tokenKind,
    rights: ['contents: write']
  }
  const outcome = outcomeOf(await sendSteps(connection, [step], situation), step)
  if (outcome.kind === 'done') return (outcome.result as { readonly oid: ObjectId }).oid
  const isLost = causeOf(outcome.fault) === 'unavailable'
  if (isLost) throw writeRefusal(outcome.fault, situation)
  return undefined
}
