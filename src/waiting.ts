import type { AgentFilter } from './core/deployment/agent.ts'
import { UpdateError } from './core/error.ts'
import { verdictOn, type Verdict } from './core/deployment/verdict.ts'
import type { Word } from './core/deployment/word.ts'
import { duration } from './core/story/duration.ts'
import type { Settings } from './inputs/settings.ts'
import type { Agent, DeploymentId } from './ports/agent.ts'
import type { Clock } from './ports/clock.ts'
import type { Merging } from './ports/merging.ts'
import type { Reporter } from './ports/reporter.ts'
import type { ObjectId } from './ports/snapshot.ts'

/** A commit that a GitOps agent is to deploy. */
export interface Awaited {
  readonly branch: string
  readonly commit: ObjectId
}

/** What waiting needs of the world. */
export interface WaitingPorts {
  readonly agent: Agent
  readonly clock: Clock
  readonly reporter: Reporter
}

const FIRST_WAIT = 1000
const LONGEST_WAIT = 30_000
const GROWTH = 1.5

const told = ({ context, state, description, url }: Word): string =>
  [`${context}: ${state}`, description, url].filter((each) => each !== '').join(', ')

const tellAll = (words: readonly Word[]): string => words.map(told).join('; ')

function narrate(reporter: Reporter, verdict: Verdict): void {
  if (verdict.kind === 'silent') reporter.log('Nothing is said of it yet.')
  else for (const word of verdict.words) reporter.log(told(word))
}

/**
 * Asks until the agent has said how it went. Success counts when the next look confirms it: several applications can be of one
 * commit, and the first of them to speak is not all of them.
 */
async function lastVerdict(
  { branch, commit }: Awaited,
  { waitFor, waitTimeout }: Pick<Settings, 'waitTimeout'> & { readonly waitFor: AgentFilter },
  { agent, clock, reporter }: WaitingPorts,
  own: DeploymentId | undefined
): Promise<Verdict> {
  const end = clock.now() + waitTimeout
  let earlier: Verdict['kind'] | undefined
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * GROWTH)) {
    const verdict = verdictOn(commit, await agent.words(branch, commit, own), waitFor)
    const left = end - clock.now()
    if (verdict.kind === 'failed' || left <= 0) return verdict
    if (verdict.kind === 'deployed' && earlier === 'deployed') return verdict
    if (verdict.kind !== earlier) narrate(reporter, verdict)
    earlier = verdict.kind
    reporter.log(`Looking again in ${duration(Math.min(wait, left))}; ${duration(left)} are left.`)
    await clock.sleep(Math.min(wait, left))
  }
}

function notDeployed(
  verdict: Verdict,
  { waitFor, waitTimeout }: Pick<Settings, 'waitFor' | 'waitTimeout'>
): UpdateError {
  const name = `"${waitFor?.name ?? ''}"`
  if (verdict.kind === 'failed') {
    return new UpdateError(
      'not-deployed',
      `The commit was written, but ${name} reports a failure: ${tellAll(verdict.words)}.`,
      {
        hint: 'Look there. "rollback" brings the version before back.'
      }
    )
  }
  const state =
    verdict.kind === 'silent'
      ? 'nothing was said of the commit'
      : `this was still open: ${tellAll(verdict.words)}`
  return new UpdateError(
    'not-deployed',
    `The commit was written, but after ${duration(waitTimeout)} of waiting for ${name} ${state}.`,
    {
      hint: 'Do the notifications of the GitOps agent reach this repository, and does "wait-for" match their contexts? Give it longer with "wait-timeout".'
    }
  )
}

/**
 * Waits until GitHub has merged a pull request by itself.
 *
 * @returns the commit that brought it to the base
 * @throws UpdateError `not-deployed` where it is closed, or not merged in time
 */
export async function awaitMerge(
  pullRequest: number,
  { waitTimeout }: Pick<Settings, 'waitTimeout'>,
  { merging, clock, reporter }: Omit<WaitingPorts, 'agent'> & { readonly merging: Merging }
): Promise<ObjectId> {
  const name = `pull request #${String(pullRequest)}`
  const end = clock.now() + waitTimeout
  return reporter.group(`Wait for the merge of ${name}`, async () => {
    for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * GROWTH)) {
      const { state, mergeCommit, status } = await merging.look(pullRequest)
      if (state === 'MERGED' && mergeCommit !== undefined) return mergeCommit.oid
      const left = end - clock.now()
      if (state === 'CLOSED' || left <= 0) throw notMerged(name, state === 'CLOSED', waitTimeout)
      reporter.log(
        `It is ${status}. Looking again in ${duration(Math.min(wait, left))}; ${duration(left)} are left.`
      )
      await clock.sleep(Math.min(wait, left))
    }
  })
}

const notMerged = (name: string, isClosed: boolean, waitTimeout: number): UpdateError =>
  new UpdateError(
    'not-deployed',
    isClosed
      ? `The change was proposed, but ${name} was closed.`
      : `The change was proposed, but ${name} was not merged within ${duration(waitTimeout)}.`,
    { hint: 'It is merged as soon as what is required is met. Give it longer with "wait-timeout".' }
  )

/** Whether a commit that was there already is deployed, by what is said of it now: nothing was written, so nothing is waited for. */
export async function isDeployed(
  { branch, commit }: Awaited,
  waitFor: AgentFilter,
  { agent }: Pick<WaitingPorts, 'agent'>
): Promise<boolean> {
  return verdictOn(commit, await agent.words(branch, commit, undefined), waitFor).kind === 'deployed'
}

/** Does what is not worth failing for: what went wrong is a warning. */
async function attempt<Result>(reporter: Reporter, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    reporter.warning([error.message, error.hint].filter(Boolean).join(' '))
    return undefined
  }
}

async function record(
  { commit }: Awaited,
  environment: string,
  { agent, reporter }: WaitingPorts
): Promise<DeploymentId | undefined> {
  return attempt(reporter, async () => {
    const deployment = await agent.record(commit, environment)
    reporter.log(`Recorded a deployment to "${environment}".`)
    return deployment
  })
}

/**
 * Waits for the GitOps agent's word on a commit where the settings ask for it, and records the deployment to the environment.
 *
 * @returns what the agent says of the commit; nothing where it is not waited for
 * @throws UpdateError `not-deployed`
 */
export async function awaitDeployment(
  awaited: Awaited,
  settings: Pick<Settings, 'waitFor' | 'waitTimeout' | 'environment'>,
  ports: WaitingPorts
): Promise<readonly Word[]> {
  const { waitFor, environment } = settings
  const { agent, reporter } = ports
  const own = environment === undefined ? undefined : await record(awaited, environment, ports)
  const conclude = async (
    state: 'in_progress' | 'success' | 'failure',
    description: string
  ): Promise<void> => {
    if (own !== undefined) await attempt(reporter, () => agent.conclude(own, state, description))
  }
  if (waitFor === undefined) {
    await conclude('success', 'The version is written; the GitOps agent deploys it.')
    return []
  }
  await conclude('in_progress', `Waiting for ${waitFor.name}.`)
  const verdict = await reporter.group(`Wait for ${waitFor.name}`, () =>
    lastVerdict(awaited, { ...settings, waitFor }, ports, own)
  )
  if (verdict.kind === 'deployed') {
    await conclude('success', 'Deployed.')
    return verdict.words
  }
  await conclude(
    'failure',
    verdict.kind === 'failed' ? 'The GitOps agent reports a failure.' : 'Not deployed in time.'
  )
  throw notDeployed(verdict, settings)
}
