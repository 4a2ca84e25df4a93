import type { Connection } from './connection.ts'
import { causeOf } from './fault.ts'
import { outcomeOf, type Step, type StepOutcome } from './mutation.ts'
import type { Situation } from './refusal.ts'
import { sendSteps } from './write-answer.ts'

/** What is new takes a moment to be seen everywhere: the waits before a request that missed it is sent again. */
export const VISIBILITY_WAITS = [300, 800, 2000]

const isInvisible = (outcome: StepOutcome): boolean =>
  outcome.kind === 'failed' && ['branch-missing', 'nothing-between'].includes(causeOf(outcome.fault))

/** Sends a step again while it fails only because a branch that was just written is not visible everywhere yet. */
export async function whileInvisible(
  connection: Connection,
  step: Step,
  first: StepOutcome,
  situation: Situation
): Promise<StepOutcome> {
  let outcome = first
  for (const wait of VISIBILITY_WAITS) {
    if (!isInvisible(outcome)) break
    await connection.clock.sleep(wait)
    outcome = outcomeOf(await sendSteps(connection, [step], situation), step)
  }
  return outcome
}
