import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../src/ports/clock.ts'
import type { Reporter } from '../../src/ports/reporter.ts'
import { INPUT_NAMES, type RawInputs } from '../../src/inputs/raw.ts'
import { actionMetadata } from '../runner/action-metadata.ts'
import type { GitHub } from '../servers/github/index.ts'
import type { Chance } from './chance.ts'

/** By how much waits are shorter than they say: an hour of rate limits would be an hour. */
const HASTE = 200

/** What a step said and gave. */
export interface StepReport {
  readonly fulfilled: boolean
  readonly outputs: Readonly<Record<string, string>>
  readonly log: readonly string[]
}

/** Runs the step with these inputs; the identifier marks its commits. */
export type RunStep = (inputs: Partial<RawInputs>, updateId: string) => Promise<StepReport>

const hastyClock = (chance: Chance): Clock => ({
  now: () => performance.now(),
  sleep: (milliseconds) => sleep(milliseconds / HASTE),
  random: chance.random
})

function recorder(): {
  readonly reporter: Reporter
  readonly log: string[]
  readonly outputs: Record<string, string>
} {
  const log: string[] = []
  const outputs: Record<string, string> = {}
  const telling =
    (level: string) =>
    (message: string): void => {
      log.push(`${level}${message}`)
    }
  const reporter: Reporter = {
    group: (_, work) => work(),
    log: telling(''),
    conceal: () => undefined,
    notice: telling('notice: '),
    warning: telling('warning: '),
    error: telling('error: '),
    output: (name, value) => {
      outputs[name] = value
    },
    summary: () => Promise.resolve()
  }
  return { reporter, log, outputs }
}

function withDefaults(inputs: Partial<RawInputs>, token: string): RawInputs {
  const { inputs: declared } = actionMetadata()
  const defaults = INPUT_NAMES.map((name) => [name, declared[name]?.default ?? ''])
  return { ...Object.fromEntries(defaults), repository: 'acme/gitops', ...inputs, token } as RawInputs
}

const context = {
  repository: 'acme/app',
  repositoryUrl: '',
  commit: '8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a',
  serverUrl: 'https://github.example',
  workspace: process.cwd(),
  isCommand: false,
  runId: '4242',
  runAttempt: '1',
  runUrl: '',
  actor: 'octocat'
}

/**
 * The step in this process, with the real adapters: a process for each of hundreds of runs would take minutes. Once in a
 * process only: the library that connects reads the address of GitHub when it is loaded.
 */
export async function stepInProcess(github: GitHub, chance: Chance): Promise<RunStep> {
  process.env['GITHUB_API_URL'] = github.apiUrl
  process.env['GITHUB_GRAPHQL_URL'] = github.graphqlUrl
  const { run } = await import('../../src/run.ts')
  const { connectRepository } = await import('../../src/adapters/gitops-repository.ts')
  const { connectRegistry } = await import('../../src/adapters/registry/connect.ts')
  const clock = hastyClock(chance)
  return async (inputs, updateId) => {
    const { reporter, log, outputs } = recorder()
    const ending = await run({
      inputs: () => withDefaults(inputs, github.token),
      context,
      updateId,
      reporter,
      connect: async (settings) => ({
        ...(await connectRepository(settings, context, clock, reporter.log)),
        registry: connectRegistry({}, [], clock, reporter),
        sourceRepository: undefined,
        reporter,
        clock
      })
    })
    return { fulfilled: ending === 'fulfilled', outputs, log }
  }
}
