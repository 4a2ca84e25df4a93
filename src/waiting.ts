import type { AgentFilter } from './core/deployment/agent.ts'
import { UpdateError } from './core/error.ts'
import { verdictOn, type Verdict } from './core/deployment/verdict.ts'
import type { Word } from './core/deployment/word.ts'
import { duration } from './core/story/duration.ts'
import type { Settings } from './inputs/settings.ts'
import { lookUntil } from './looking.ts'
import type { Agent, DeploymentId, DeploymentState } from './ports/agent.ts'
import type { Clock } from './ports/clock.ts'
import type { Merging } from './ports/merging.ts'
import type { Reporter } from './ports/reporter.ts'
import type { Commit } from './ports/repository.ts'
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

const WRITTEN = 'The commit was written and stays, but'

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
function lastVerdict(
  { branch, commit }: Awaited,
  waitFor: AgentFilter,
  waitTimeout: number,
  ports: WaitingPorts
): Promise<Verdict> {
  let containing: readonly ObjectId[] = []
  let earlier: Verdict['kind'] | undefined
  const look = async (): Promise<Verdict> => {
    const history = await ports.agent.words(branch, commit, containing)
    containing = history.map(({ oid }) => oid)
    return verdictOn(commit, history, waitFor)
  }
  return lookUntil(waitTimeout, ports, look, (verdict) => {
    const isConfirmed = verdict.kind === 'deployed' && earlier === 'deployed'
    if (verdict.kind !== earlier) narrate(ports.reporter, verdict)
    earlier = verdict.kind
    return isConfirmed || verdict.kind === 'failed'
  })
}

/** That nobody knows how it went, for whatever reason, where something was written. */
function notKnown(what: string, error: unknown): unknown {
  if (!(error instanceof UpdateError)) return error
  const { message, hint } = error
  const details = hint === undefined ? {} : { hint }
  return new UpdateError('not-deployed', `${what} is not known: ${message}`, { ...details, cause: error })
}

function notDeployed(
  verdict: Verdict,
  { waitFor, waitTimeout }: Pick<Settings, 'waitFor' | 'waitTimeout'>
): UpdateError {
  const name = `"${waitFor?.name ?? ''}"`
  if (verdict.kind === 'failed') {
    return new UpdateError(
      'not-deployed',
      `${WRITTEN} ${name} reports a failure: ${tellAll(verdict.words)}.`,
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
    `${WRITTEN} after ${duration(waitTimeout)} of waiting for ${name} ${state}.`,
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
  { merging, ...ports }: Omit<WaitingPorts, 'agent'> & { readonly merging: Merging }
): Promise<Commit> {
  const name = `pull request #${String(pullRequest)}`
  const look = () => merging.look(pullRequest)
  const { state, mergeCommit } = await ports.reporter
    .group(`Wait for the merge of ${name}`, () =>
      lookUntil(waitTimeout, ports, look, ({ state: now, status, mergeCommit: merge }) => {
        const isOver = now === 'CLOSED' || (now === 'MERGED' && merge !== undefined)
        if (!isOver) ports.reporter.log(`It is ${status}.`)
        return isOver
      })
    )
    .catch((error: unknown) => {
      throw notKnown(`The change was proposed, but whether ${name} was merged`, error)
    })
  if (state === 'MERGED' && mergeCommit !== undefined) return mergeCommit
  throw notMerged(name, state === 'CLOSED', waitTimeout)
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
  return verdictOn(commit, await agent.words(branch, commit, []), waitFor).kind === 'deployed'
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
 * @param logUrl - the page of the build, for those who look at the record
 * @returns what the agent says of the commit; nothing where it is not waited for
 * @throws UpdateError `not-deployed`
 */
export async function awaitDeployment(
  awaited: Awaited,
  settings: Pick<Settings, 'waitFor' | 'waitTimeout' | 'environment'>,
  ports: WaitingPorts,
  logUrl: string
): Promise<readonly Word[]> {
  const { waitFor, waitTimeout, environment } = settings
  const { agent, reporter } = ports
  const own = environment === undefined ? undefined : await record(awaited, environment, ports)
  const conclude = async (state: DeploymentState, description: string): Promise<void> => {
    if (own !== undefined) await attempt(reporter, () => agent.conclude(own, state, { description, logUrl }))
  }
  if (waitFor === undefined) {
    await conclude('success', 'The version is written; the GitOps agent deploys it.')
    return []
  }
  await conclude('in_progress', `Waiting for ${waitFor.name}.`)
  const verdict = await reporter
    .group(`Wait for ${waitFor.name}`, () => lastVerdict(awaited, waitFor, waitTimeout, ports))
    .catch(async (error: unknown) => {
      await conclude('error', 'How it went is not known.')
      throw notKnown(`${WRITTEN} whether "${waitFor.name}" deployed it`, error)
    })
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
