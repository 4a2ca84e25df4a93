import { randomBytes } from 'node:crypto'
import { actionInputs, actionsReporter, runContext } from './adapters/actions.ts'
import { systemClock } from './adapters/clock.ts'
import { connectRepository } from './adapters/gitops-repository.ts'
import { connectRegistry } from './adapters/registry/connect.ts'
import { registryPasswords } from './inputs/registry.ts'
import { run } from './run.ts'

const context = runContext(process.env)
const inputs = actionInputs()
const reporter = actionsReporter([inputs.token, ...registryPasswords(inputs['registry-auth'])])

const fulfilled = await run({
  inputs: () => inputs,
  context,
  updateId: `${context.runId}-${context.runAttempt}-${randomBytes(6).toString('hex')}`,
  reporter,
  connect: async (settings) => ({
    ...(await connectRepository(settings, context, systemClock, reporter.log)),
    registry: connectRegistry(process.env, settings.registry.accounts, systemClock, reporter.log),
    reporter,
    clock: systemClock
  })
})

process.exitCode = Number(!fulfilled)
