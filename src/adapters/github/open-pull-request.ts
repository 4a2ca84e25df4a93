import type { OpenRequest, PullRequestReceipt } from '../../ports/pull-requests.ts'
import type { Commit } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { writeCommitObject } from './commit-objects.ts'
import { commitStep, fitsMutation } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { giveExtras } from './extras.ts'
import { causeOf } from './fault.ts'
import { outcomeOf, type Step, type StepOutcome } from './mutation.ts'
import { newLabelSteps, withNewLabels } from './new-labels.ts'
import { branchSteps, openStep } from './open-steps.ts'
import {
  branchRefusal,
  openingRefusal,
  proposalSituation,
  proposedCommitSituation,
  whereGone
} from './proposal-refusal.ts'
import { takenBack } from './taking-back.ts'
import type { GraphqlAnswer } from './transport.ts'
import { whileInvisible } from './visibility.ts'
import { sendSteps, writeRefusal } from './write-answer.ts'

interface Opened {
  readonly id: string
  readonly number: number
  readonly url: string
}

/**
 * Opens a pull request: branch, commit and pull request in one request, and one more for labels, people and milestone. GitHub
 * rolls nothing back when a part fails, so that each partial outcome has its own repair.
 */
export async function openPullRequest(
  connection: Connection,
  request: OpenRequest
): Promise<PullRequestReceipt> {
  const situation = proposalSituation(connection, request.commit)
  const { files } = request.commit
  const written = fitsMutation(files) ? undefined : await writeCommitObject(connection, request.commit)
  const steps = {
    branch: branchSteps(request, written),
    commit: written === undefined && files.length > 0 ? [commitStep(request.commit)] : [],
    labels: newLabelSteps(request.annotations, request.commit.repository.id)
  }
  const opening = openStep(request, request.draft)
  const answer = await sendSteps(
    connection,
    [...steps.branch, ...steps.commit, opening, ...steps.labels],
    situation
  )
  for (const step of steps.branch) {
    const outcome = outcomeOf(answer, step)
    if (outcome.kind === 'failed') throw branchRefusal(outcome.fault, step, situation)
  }
  const commit = written ?? (await landedCommit(connection, request, steps.commit, answer))
  const opened = await landedPullRequest(
    connection,
    request,
    outcomeOf(answer, opening),
    commit?.oid ?? request.commit.parent
  )
  const labelled = await withNewLabels(connection, request.annotations, steps.labels, answer)
  const given = await giveExtras(connection, labelled.extras, opened.id, situation)
  const { number, url, notices } = opened
  return { number, url, commit, notices, warnings: [...labelled.warnings, ...given] }
}

async function landedCommit(
  connection: Connection,
  request: OpenRequest,
  [step]: readonly Step[],
  answer: GraphqlAnswer
): Promise<Commit | undefined> {
  if (step === undefined) return undefined
  const { commit, start } = request
  const situation = proposedCommitSituation(connection, commit)
  const first = outcomeOf(answer, step)
  const isNew = start.kind === 'create'
  const outcome = isNew ? await whileInvisible(connection, step, first, situation) : first
  if (outcome.kind === 'done') return outcome.result as Commit
  const refusal = writeRefusal(outcome.fault, situation)
  if (!isNew) throw whereGone(refusal, commit.branch)
  throw await takenBack(connection, request, commit.parent, refusal)
}

async function landedPullRequest(
  connection: Connection,
  request: OpenRequest,
  first: StepOutcome,
  head: ObjectId
): Promise<Opened & { readonly notices: readonly string[] }> {
  const situation = proposalSituation(connection, request.commit)
  let step = openStep(request, request.draft)
  let outcome = await whileInvisible(connection, step, first, situation)
  const notices: string[] = []
  if (outcome.kind === 'failed' && causeOf(outcome.fault) === 'draft-unsupported') {
    notices.push('Drafts are not supported in this repository: the pull request is open for review.')
    step = openStep(request, false)
    outcome = outcomeOf(await sendSteps(connection, [step], situation), step)
  }
  if (outcome.kind === 'done') return { ...(outcome.result as Opened), notices }
  const refusal = openingRefusal(outcome.fault, request, situation)
  // A person can open what the job may not: the branch is all that this takes.
  if (causeOf(outcome.fault) === 'opening-forbidden') throw refusal
  throw await takenBack(connection, request, head, refusal)
}
