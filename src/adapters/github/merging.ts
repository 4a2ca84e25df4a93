import { UpdateError } from '../../core/error.ts'
import type { MergeState, MergeStatus } from '../../core/merge/merge-state.ts'
import type { MergeAnswer, MergeRequest, Merging } from '../../ports/merging.ts'
import type { Commit } from '../../ports/repository.ts'
import { noteAbsentFields, presentFields } from './absent-fields.ts'
import { ask, refuse, repositoryOf, type Reader } from './ask.ts'
import type { Connection } from './connection.ts'
import { HttpFailure } from './fault.ts'
import { mergeAnswer } from './merge-refusal.ts'
import { automateStep, disableStep, enqueueStep, mergeStep } from './merge-steps.ts'
import { mutationOf, outcomeOf, type Step, type StepOutcome } from './mutation.ts'
import type { Situation } from './refusal.ts'

/** Asked for apart: releases of GitHub Enterprise Server that are still in use do not know them. */
const QUEUE_FIELDS = ['isMergeQueueEnabled', 'isInMergeQueue']

const stateQuery = ({ absentFields }: Connection): string =>
  `query MergeState($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      id state isDraft headRefOid mergeable mergeStateStatus
      autoMergeRequest { mergeMethod }
      mergeCommit { oid url }
    }
    queue: pullRequest(number: $number) { id ${presentFields(absentFields, 'PullRequest', QUEUE_FIELDS).join(' ')} }
  }
}`

interface StateAnswer {
  readonly pullRequest: {
    readonly id: string
    readonly state: MergeState['state']
    readonly isDraft: boolean
    readonly headRefOid: string
    readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN'
    readonly mergeStateStatus: MergeStatus
    readonly autoMergeRequest: object | null
    readonly mergeCommit: Commit | null
  } | null
  readonly queue: { readonly isMergeQueueEnabled?: boolean; readonly isInMergeQueue?: boolean } | null
}

const stateOf = (
  pullRequest: NonNullable<StateAnswer['pullRequest']>,
  queue: StateAnswer['queue']
): MergeState => ({
  id: pullRequest.id,
  state: pullRequest.state,
  isDraft: pullRequest.isDraft,
  head: pullRequest.headRefOid,
  status: pullRequest.mergeable === 'CONFLICTING' ? 'DIRTY' : pullRequest.mergeStateStatus,
  hasQueue: queue?.isMergeQueueEnabled ?? false,
  isQueued: queue?.isInMergeQueue ?? false,
  isAutomatic: pullRequest.autoMergeRequest !== null,
  mergeCommit: pullRequest.mergeCommit ?? undefined
})

const RIGHTS = ['contents: write', 'pull-requests: write']

async function look(connection: Connection, number: number): Promise<MergeState> {
  const { owner, name } = connection
  const reader: Reader = { ...connection, rights: RIGHTS }
  const answer = await ask(reader, { document: stateQuery(connection), variables: { owner, name, number } })
  if (answer.data === undefined && noteAbsentFields(connection.absentFields, answer.faults))
    return look(connection, number)
  const { pullRequest, queue } = repositoryOf(reader, answer) as unknown as StateAnswer
  if (pullRequest !== null) return stateOf(pullRequest, queue)
  const [fault] = answer.faults
  if (fault !== undefined) throw refuse(reader, fault)
  throw new UpdateError('unavailable', `GitHub does not show pull request #${String(number)}.`)
}

const situationOf = ({ owner, name, tokenKind }: Connection): Situation => ({
  action: 'the merge',
  repository: `${owner}/${name}`,
  branch: '',
  token: tokenKind,
  rights: RIGHTS
})

async function send({ transport }: Connection, step: Step, before: readonly Step[]): Promise<StepOutcome> {
  const { document, variables } = mutationOf([...before, step])
  try {
    return outcomeOf(await transport.mutate(document, variables), step)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { kind: 'failed', fault: error.fault }
  }
}

/** Sends a step; what it comes to when it is done is the caller's to say. */
async function answerTo(
  connection: Connection,
  step: Step,
  { method }: MergeRequest,
  done: (result: unknown) => MergeAnswer,
  before: readonly Step[] = []
): Promise<MergeAnswer> {
  const outcome = await send(connection, step, before)
  if (outcome.kind === 'done') return done(outcome.result)
  return mergeAnswer(outcome.fault, situationOf(connection), method)
}

const accepted = (): MergeAnswer => ({ kind: 'accepted' })

const mergedBy = (result: unknown): MergeAnswer => ({
  kind: 'merged',
  commit: (result as { readonly mergeCommit: Commit | null }).mergeCommit ?? undefined
})

/** The merging of pull requests at GitHub. */
export const gitHubMerging = (connection: Connection): Merging => ({
  look: (number) => look(connection, number),
  merge: (request) => answerTo(connection, mergeStep(request), request, mergedBy),
  automate: (request) => {
    // The words of a commit to come cannot be changed otherwise.
    const before = request.pullRequest.isAutomatic ? [disableStep(request)] : []
    return answerTo(connection, automateStep(request), request, accepted, before)
  },
  enqueue: (request) => answerTo(connection, enqueueStep(request), request, accepted)
})
