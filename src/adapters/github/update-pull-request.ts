import { UpdateError } from '../../core/error.ts'
import type { PullRequestReceipt, PullRequestUpdate } from '../../ports/pull-requests.ts'
import type { Commit, CommitRequest } from '../../ports/repository.ts'
import { commit as commitAlone } from './commit.ts'
import { commitStep, keepsModes } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { extraSteps, failedSteps, giveExtras, unknownNames } from './extras.ts'
import { outcomeOf, type Step } from './mutation.ts'
import { newLabelSteps, withNewLabels } from './new-labels.ts'
import { proposalSituation, proposedCommitSituation, whereGone } from './proposal-refusal.ts'
import { putBack } from './taking-back.ts'
import type { GraphqlAnswer } from './transport.ts'
import { lookStep, textStep, withdrawalStep, type SeenPullRequest } from './update-steps.ts'
import { sendSteps, writeRefusal } from './write-answer.ts'

/** The commit as a step of the document, where the document can write its files. */
async function commitSteps(
  connection: Connection,
  request: CommitRequest
): Promise<{ readonly steps: readonly Step[]; readonly written: Commit | undefined }> {
  if (request.files.length === 0) return { steps: [], written: undefined }
  if (keepsModes(request.files)) return { steps: [commitStep(request)], written: undefined }
  try {
    return { steps: [], written: await commitAlone(connection, request) }
  } catch (error) {
    throw whereGone(error, request.branch)
  }
}

/** Whether a pull request is none to go into any more. A commit that came just in time was merged with the rest. */
const isOver = ({ state, headRefOid }: SeenPullRequest, landed: Commit | undefined): boolean =>
  state !== 'OPEN' && !(state === 'MERGED' && headRefOid === landed?.oid)

/** The steps that put the text back that the pull request had before this document gave it another. */
function oldText({ pullRequest, text }: PullRequestUpdate, answer: GraphqlAnswer): readonly Step[] {
  if (text === undefined || outcomeOf(answer, textStep(pullRequest, text)).kind === 'failed') return []
  const seen = outcomeOf(answer, lookStep(pullRequest))
  return [textStep(pullRequest, seen.kind === 'done' ? (seen.result as SeenPullRequest) : pullRequest)]
}

/**
 * The commit that landed. No step of a document can depend on another: where the commit was refused, or the pull request was
 * merged or closed meanwhile, a further request puts back what must not stay.
 */
async function landedCommit(
  connection: Connection,
  update: PullRequestUpdate,
  { steps: [step], written }: Awaited<ReturnType<typeof commitSteps>>,
  answer: GraphqlAnswer
): Promise<Commit | undefined> {
  const { pullRequest, commit: request } = update
  const outcome = step && outcomeOf(answer, step)
  if (outcome?.kind === 'failed') {
    await putBack(connection, oldText(update, answer))
    const situation = proposedCommitSituation(connection, request)
    throw whereGone(writeRefusal(outcome.fault, situation), request.branch)
  }
  const landed = written ?? (outcome?.result as Commit | undefined)
  const look = outcomeOf(answer, lookStep(pullRequest))
  if (look.kind === 'failed' || !isOver(look.result as SeenPullRequest, landed)) return landed
  const withdrawal = landed === undefined ? [] : [withdrawalStep(request, landed)]
  await putBack(connection, [...withdrawal, ...oldText(update, answer)])
  throw new UpdateError('stale-head', `Pull request #${String(pullRequest.number)} is not open any more.`)
}

/**
 * Continues an open pull request: a commit on top of its branch, its text, and its labels and people, in one request. Only
 * labels that must be created first take another.
 */
export async function updatePullRequest(
  connection: Connection,
  update: PullRequestUpdate
): Promise<PullRequestReceipt> {
  const { pullRequest, annotations: extras, text: newText } = update
  const situation = proposalSituation(connection, update.commit)
  const committing = await commitSteps(connection, update.commit)
  const text = newText === undefined ? [] : [textStep(pullRequest, newText)]
  const labels = newLabelSteps(extras, update.commit.repository.id)
  const giving = labels.length > 0 ? [] : extraSteps(extras, pullRequest.id)
  const answer = await sendSteps(
    connection,
    [...committing.steps, lookStep(pullRequest), ...text, ...labels, ...giving],
    proposedCommitSituation(connection, update.commit)
  )
  const commit = await landedCommit(connection, update, committing, answer)
  const rewriting = text.map((step) => ({ ...step, purpose: 'rewrite the title and body' }))
  const warnings = failedSteps(answer, [...rewriting, ...giving])
  const { number, url } = pullRequest
  if (labels.length === 0) return { number, url, commit, warnings: [...unknownNames(extras), ...warnings] }
  const labelled = await withNewLabels(connection, extras, labels, answer)
  const given = await giveExtras(connection, labelled.extras, pullRequest.id, situation)
  return { number, url, commit, warnings: [...warnings, ...labelled.warnings, ...given] }
}
