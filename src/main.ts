import { randomBytes } from 'node:crypto'
import { actionInputs, actionsReporter, runContext } from './adapters/actions.ts'
import { systemClock } from './adapters/clock.ts'
import { connect } from './adapters/github/connect.ts'
import { gitHubPullRequests } from './adapters/github/pull-requests.ts'
import { gitHubRepository } from './adapters/github/repository.ts'
import { run } from './run.ts'

const context = runContext(process.env)
const reporter = actionsReporter([actionInputs().token])

const fulfilled = await run({
  inputs: actionInputs,
  context,
  updateId: `${context.runId}-${context.runAttempt}-${randomBytes(6).toString('hex')}`,
  reporter,
  connect: (settings) => {
    const connection = connect(settings.repository, settings.token, systemClock, reporter.log)
    return {
      repository: gitHubRepository(connection),
      pullRequests: gitHubPullRequests(connection),
      reporter,
      clock: systemClock
    }
  }
})

process.exitCode = Number(!fulfilled)
