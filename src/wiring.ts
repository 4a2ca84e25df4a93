import { randomBytes } from 'node:crypto'
import { systemClock } from './adapters/clock.ts'
import { connectRepository } from './adapters/gitops-repository.ts'
import { gitHubSource } from './adapters/github/source-repository.ts'
import { connectRegistry } from './adapters/registry/connect.ts'
import { registryPasswords } from './inputs/registry.ts'
import type { RawInputs } from './inputs/raw.ts'
import type { Reporter } from './ports/reporter.ts'
import type { RunContext } from './ports/run-context.ts'
import { run, type Ending } from './run.ts'

/** What of the inputs must be shown nowhere. */
export const secretsOf = (inputs: RawInputs): readonly string[] => [
  inputs.token,
  inputs['source-token'],
  ...registryPasswords(inputs['registry-auth'])
]

/** Runs with the world as it is: GitHub, git, registries, the clock. */
export const runWith = (inputs: RawInputs, context: RunContext, reporter: Reporter): Promise<Ending> =>
  run({
    inputs: () => inputs,
    context,
    updateId: [context.runId, context.runAttempt, randomBytes(6).toString('hex')]
      .filter((part) => part !== '')
      .join('-'),
    reporter,
    connect: async (settings) => ({
      ...(await connectRepository(settings, context, systemClock, reporter.log)),
      registry: connectRegistry(process.env, settings.registry.accounts, systemClock, reporter),
      sourceRepository: gitHubSource(context, settings.sourceToken, systemClock, reporter.log),
      reporter,
      clock: systemClock
    })
  })
