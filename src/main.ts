import { randomBytes } from 'node:crypto'
import { actionInputs, actionsReporter, runContext } from './adapters/actions.ts'
import { systemClock } from './adapters/clock.ts'
import { connectRepository } from './adapters/gitops-repository.ts'
import { run } from './run.ts'

const context = runContext(process.env)
const reporter = actionsReporter([actionInputs().token])

const fulfilled = await run({
  inputs: actionInputs,
  context,
  updateId: `${context.runId}-${context.runAttempt}-${randomBytes(6).toString('hex')}`,
  reporter,
  connect: async (settings) => ({
    ...(await connectRepository(settings, context, systemClock, reporter.log)),
    reporter,
    clock: systemClock
  })
})

process.exitCode = Number(!fulfilled)
