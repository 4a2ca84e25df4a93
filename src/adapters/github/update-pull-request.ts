import type { PullRequestReceipt, PullRequestUpdate } from '../../ports/pull-requests.ts'
import type { Commit, CommitRequest } from '../../ports/repository.ts'
import {
  annotate,
  annotationSteps,
  failedSteps,
  newLabelSteps,
  unknownNames,
  withNewLabels
} from './annotate.ts'
import { commit, commitSituation } from './commit.ts'
import { commitStep, keepsModes } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { outcomeOf, type Step } from './mutation.ts'
import { sendSteps, writeRefusal } from './write-answer.ts'

/** The commit as a step of the document, where the document can write its files. */
async function commitSteps(
  connection: Connection,
  request: CommitRequest
): Promise<{ readonly steps: readonly Step[]; readonly written: Commit | undefined }> {
  if (keepsModes(request.files)) return { steps: [commitStep(request)], written: undefined }
  return { steps: [], written: await commit(connection, request) }
}

const textSteps = ({ pullRequest, text }: PullRequestUpdate): readonly Step[] =>
  text === undefined
    ? []
    : [
        {
          alias: 'text',
          field: 'updatePullRequest',
          inputType: 'UpdatePullRequestInput',
          input: { pullRequestId: pullRequest.id, title: text.title, body: text.body },
          selection: '{ pullRequest { number } }',
          result: 'pullRequest'
        }
      ]

/**
 * Continues an open pull request: a commit on top of its branch, its text, and its annotations, in one request. Only labels
 * that must be created first take another.
 */
export async function updatePullRequest(
  connection: Connection,
  update: PullRequestUpdate
): Promise<PullRequestReceipt> {
  const { pullRequest, annotations } = update
  const situation = {
    ...commitSituation(connection, update.commit),
    rights: ['contents: write', 'pull-requests: write']
  }
  const { steps, written } = await commitSteps(connection, update.commit)
  const text = textSteps(update)
  const labels = newLabelSteps(annotations, update.commit.repository.id)
  const annotating = labels.length > 0 ? [] : annotationSteps(annotations, pullRequest.id)
  const answer = await sendSteps(connection, [...steps, ...text, ...labels, ...annotating], situation)
  const [committing] = steps
  const outcome = committing && outcomeOf(answer, committing)
  if (outcome?.kind === 'failed') throw writeRefusal(outcome.fault, situation)
  const landed = written ?? (outcome?.result as Commit | undefined)
  const { number, url } = pullRequest
  const textWarnings = failedSteps(
    answer,
    text.map((step) => ({ ...step, purpose: 'rewrite the title and body' }))
  )
  const annotationWarnings =
    labels.length > 0
      ? await annotate(connection, withNewLabels(annotations, labels, answer), pullRequest.id, situation)
      : [...unknownNames(annotations), ...failedSteps(answer, annotating)]
  return { number, url, commit: landed, warnings: [...textWarnings, ...annotationWarnings] }
}
