import { actionInputs, actionsReporter, runContext } from './adapters/actions.ts'
import { runWith, secretsOf } from './wiring.ts'

/** Runs as a step of a workflow, as the runner starts it. Gives the exit status. */
export async function runAction(): Promise<number> {
  const inputs = actionInputs()
  const ending = await runWith(inputs, runContext(process.env), actionsReporter(secretsOf(inputs)))
  return Number(ending !== 'fulfilled')
}
