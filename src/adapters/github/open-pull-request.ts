import { UpdateError } from '../../core/error.ts'
import type { BranchStart, OpenRequest, PullRequestReceipt } from '../../ports/pull-requests.ts'
import type { Commit } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { annotate, newLabelSteps, withNewLabels } from './annotate.ts'
import { commitSituation, writeCommitObject } from './commit.ts'
import { commitStep, keepsModes } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { causeOf, type Fault } from './fault.ts'
import { mutationOf, outcomeOf, type Step, type StepOutcome } from './mutation.ts'
import { branchSteps, moveStep, openStep } from './open-steps.ts'
import type { Situation } from './refusal.ts'
import type { GraphqlAnswer } from './transport.ts'
import { sendSteps, writeRefusal } from './write-answer.ts'

interface Opened {
  readonly id: string
  readonly number: number
  readonly url: string
}

/** What a new branch takes a moment to be seen by: the waits before a step that missed it is sent again. */
const VISIBILITY_WAITS = [300, 800, 2000]

/** Where a branch is that is not there. */
const NOWHERE = '0'.repeat(40)

const situationOf = (connection: Connection, { commit }: OpenRequest): Situation => ({
  action: `the pull request from "${commit.branch}"`,
  repository: commit.repository.nameWithOwner,
  branch: commit.branch,
  token: connection.tokenKind,
  rights: ['contents: write', 'pull-requests: write']
})

/**
 * Opens a pull request: branch, commit and pull request in one request, and one more for labels, people and milestone. GitHub
 * rolls nothing back when a part fails, so that each partial outcome has its own repair.
 */
export async function openPullRequest(
  connection: Connection,
  request: OpenRequest
): Promise<PullRequestReceipt> {
  const situation = situationOf(connection, request)
  const { files } = request.commit
  const written = keepsModes(files) ? undefined : await writeCommitObject(connection, request.commit)
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
  for (const step of steps.branch) requireBranch(outcomeOf(answer, step), request.start, situation)
  const commit = written ?? (await landedCommit(connection, request, steps.commit, answer))
  const opened = await landedPullRequest(
    connection,
    request,
    outcomeOf(answer, opening),
    commit?.oid ?? request.commit.parent
  )
  const annotations = withNewLabels(request.annotations, steps.labels, answer)
  const warnings = await annotate(connection, annotations, opened.id, situation)
  const { number, url } = opened
  return { number, url, commit, warnings: [...opened.warnings, ...warnings] }
}

function requireBranch(outcome: StepOutcome, start: BranchStart, situation: Situation): void {
  if (outcome.kind === 'done') return
  const { fault } = outcome
  // Another run has made the branch, or moved it: what it put there must be read before anything is added to it.
  const lostRace =
    causeOf(fault) === 'already-exists' || (start.kind === 'move' && causeOf(fault) === 'other')
  if (lostRace)
    throw new UpdateError('stale-head', `"${situation.branch}" was changed meanwhile (${fault.message}).`)
  throw writeRefusal(fault, { ...situation, action: `the branch "${situation.branch}"` })
}

async function landedCommit(
  connection: Connection,
  request: OpenRequest,
  steps: readonly Step[],
  answer: GraphqlAnswer
): Promise<Commit | undefined> {
  const [step] = steps
  if (step === undefined) return undefined
  const situation = {
    ...commitSituation(connection, request.commit),
    rights: situationOf(connection, request).rights
  }
  const outcome = await whileInvisible(connection, step, outcomeOf(answer, step), situation)
  if (outcome.kind === 'done') return outcome.result as Commit
  throw await takenBack(connection, request, request.commit.parent, writeRefusal(outcome.fault, situation))
}

async function landedPullRequest(
  connection: Connection,
  request: OpenRequest,
  first: StepOutcome,
  head: ObjectId
): Promise<Opened & { readonly warnings: readonly string[] }> {
  const situation = situationOf(connection, request)
  let step = openStep(request, request.draft)
  let outcome = await whileInvisible(connection, step, first, situation)
  const warnings: string[] = []
  if (outcome.kind === 'failed' && causeOf(outcome.fault) === 'draft-unsupported') {
    warnings.push('Drafts are not supported in this repository: the pull request is open for review.')
    step = openStep(request, false)
    outcome = outcomeOf(await sendSteps(connection, [step], situation), step)
  }
  if (outcome.kind === 'done') return { ...(outcome.result as Opened), warnings }
  const refusal = pullRequestRefusal(outcome.fault, request, situation)
  // A person can open what the job may not: the branch is all that this takes.
  if (causeOf(outcome.fault) === 'opening-forbidden') throw refusal
  throw await takenBack(connection, request, head, refusal)
}

function pullRequestRefusal(fault: Fault, { commit, base }: OpenRequest, situation: Situation): UpdateError {
  if (causeOf(fault) === 'already-exists') {
    return new UpdateError('stale-head', `Another run opened the pull request meanwhile (${fault.message}).`)
  }
  const refusal = writeRefusal(fault, situation)
  if (causeOf(fault) !== 'opening-forbidden') return refusal
  const address = `${commit.repository.url}/compare/${encodeURI(base)}...${encodeURI(commit.branch)}?expand=1`
  return new UpdateError(refusal.code, refusal.message, {
    hint: `The branch is pushed: open the pull request by hand at ${address} . ${refusal.hint ?? ''}`.trim(),
    cause: refusal
  })
}

/** Sends a step again while it fails only because a branch that was just made is not visible everywhere yet. */
async function whileInvisible(
  connection: Connection,
  step: Step,
  first: StepOutcome,
  situation: Situation
): Promise<StepOutcome> {
  let outcome = first
  for (const wait of VISIBILITY_WAITS) {
    if (outcome.kind === 'done' || !['branch-missing', 'nothing-between'].includes(causeOf(outcome.fault)))
      break
    await connection.clock.sleep(wait)
    outcome = outcomeOf(await sendSteps(connection, [step], situation), step)
  }
  return outcome
}

/**
 * The error of a proposal that GitHub refused for good, with the branch taken back that was made for it, unless somebody has
 * gone on from there. That it stays harms no one.
 */
async function takenBack(
  { transport }: Connection,
  { commit, start }: OpenRequest,
  head: ObjectId,
  refusal: UpdateError
): Promise<UpdateError> {
  if (start.kind !== 'create' || refusal.code === 'stale-head' || refusal.code === 'outcome-unknown')
    return refusal
  const removal = { name: `refs/heads/${commit.branch}`, beforeOid: head, afterOid: NOWHERE }
  const { document, variables } = mutationOf([
    moveStep({ repositoryId: commit.repository.id, refUpdates: [removal] })
  ])
  await transport.mutate(document, variables).catch(() => undefined)
  return refusal
}
