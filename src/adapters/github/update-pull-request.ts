import { UpdateError } from '../../core/error.ts'
import type { PullRequestRebuild, PullRequestReceipt, PullRequestUpdate } from '../../ports/pull-requests.ts'
import type { Commit, CommitRequest } from '../../ports/repository.ts'
import { commit as commitAlone } from './commit.ts'
import { commitStep, fitsMutation } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { extraSteps, failedSteps, giveExtras, unassigned, unknownNames } from './extras.ts'
import type { Fault } from './fault.ts'
import { outcomeOf, type Step } from './mutation.ts'
import { newLabelSteps, withNewLabels } from './new-labels.ts'
import { moveStep } from './open-steps.ts'
import { branchRefusal, proposalSituation, proposedCommitSituation, whereGone } from './proposal-refusal.ts'
import { commitOnScratch } from './scratch-branch.ts'
import { putBack } from './taking-back.ts'
import type { GraphqlAnswer } from './transport.ts'
import { lookStep, textStep, withdrawalStep, type SeenPullRequest } from './update-steps.ts'
import { sendSteps, writeRefusal } from './write-answer.ts'

/** How the commit comes onto the branch. */
interface Committing {
  /** The step that puts it there; none where it is there already. */
  readonly steps: readonly Step[]
  /** The commit, where it was written before the document. */
  readonly written: Commit | undefined
  readonly refusal: (fault: Fault) => unknown
  /** Takes away what the step would have taken with it. */
  readonly afterRefusal: readonly Step[]
  /** Takes the commit off the branch again. */
  readonly withdrawal: (landed: Commit) => readonly Step[]
}

/** The commit on top of the branch: a step of the document, where the document can write its files. */
async function appending(connection: Connection, request: CommitRequest): Promise<Committing> {
  const situation = proposedCommitSituation(connection, request)
  const committing: Committing = {
    steps: [],
    written: undefined,
    refusal: (fault) => whereGone(writeRefusal(fault, situation), request.branch),
    afterRefusal: [],
    withdrawal: ({ oid }) => [withdrawalStep(request, oid, request.parent)]
  }
  if (request.files.length === 0) return committing
  if (fitsMutation(request.files)) return { ...committing, steps: [commitStep(request)] }
  try {
    return { ...committing, written: await commitAlone(connection, request) }
  } catch (error) {
    throw whereGone(error, request.branch)
  }
}

/** The commit in place of all that the branch has held: written elsewhere, and then the branch moved to it, if it is where it was. */
async function replacing(
  connection: Connection,
  { commit: request, replaced, scratch }: PullRequestRebuild
): Promise<Committing> {
  const { commit, removal } = await commitOnScratch(connection, { ...request, branch: scratch })
  const repositoryId = request.repository.id
  const name = `refs/heads/${request.branch}`
  const move = { name, beforeOid: replaced, afterOid: commit.oid, force: true }
  const step = moveStep({ repositoryId, refUpdates: [move, ...removal] })
  const situation = proposalSituation(connection, request)
  return {
    steps: [step],
    written: commit,
    refusal: (fault) => branchRefusal(fault, step, situation),
    afterRefusal: removal.length === 0 ? [] : [moveStep({ repositoryId, refUpdates: removal })],
    withdrawal: ({ oid }) => [withdrawalStep(request, oid, replaced)]
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
  { steps: [step], written, refusal, afterRefusal, withdrawal }: Committing,
  answer: GraphqlAnswer
): Promise<Commit | undefined> {
  const { pullRequest } = update
  const outcome = step && outcomeOf(answer, step)
  if (outcome?.kind === 'failed') {
    await putBack(connection, [...afterRefusal, ...oldText(update, answer)])
    throw refusal(outcome.fault)
  }
  const landed = written ?? (outcome?.result as Commit | undefined)
  const look = outcomeOf(answer, lookStep(pullRequest))
  if (look.kind === 'failed' || !isOver(look.result as SeenPullRequest, landed)) return landed
  await putBack(connection, [...(landed === undefined ? [] : withdrawal(landed)), ...oldText(update, answer)])
  throw new UpdateError('stale-head', `Pull request #${String(pullRequest.number)} is not open any more.`)
}

/** Sends the commit, the text and what the pull request is to be given, and judges what became of each. */
async function send(
  connection: Connection,
  update: PullRequestUpdate,
  committing: Committing
): Promise<PullRequestReceipt> {
  const { pullRequest, annotations: extras, text: newText } = update
  const situation = proposalSituation(connection, update.commit)
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
  const receipt = { number: pullRequest.number, url: pullRequest.url, commit, notices: [] }
  if (labels.length === 0) {
    return { ...receipt, warnings: [...unknownNames(extras), ...warnings, ...unassigned(answer, extras)] }
  }
  const labelled = await withNewLabels(connection, extras, labels, answer)
  const given = await giveExtras(connection, labelled.extras, pullRequest.id, situation)
  return { ...receipt, warnings: [...warnings, ...labelled.warnings, ...given] }
}

/**
 * Continues an open pull request: a commit on top of its branch, its text, and its labels and people, in one request. Only
 * labels that must be created first take another.
 */
export const updatePullRequest = async (
  connection: Connection,
  update: PullRequestUpdate
): Promise<PullRequestReceipt> => send(connection, update, await appending(connection, update.commit))

/**
 * Puts an open pull request on a new ground, in two requests: the commit on a branch of its own, and then all the rest with the move
 * of the branch. The branch is never at the base itself: GitHub would close the pull request for good.
 */
export const rebuildPullRequest = async (
  connection: Connection,
  rebuild: PullRequestRebuild
): Promise<PullRequestReceipt> => send(connection, rebuild, await replacing(connection, rebuild))
