import { UpdateError } from '../../core/error.ts'
import type { Connection } from './connection.ts'
import { causeOf, HttpFailure, type Fault } from './fault.ts'
import { mutationOf, type Step } from './mutation.ts'
import { refusalOf, type Situation } from './refusal.ts'
import type { GraphqlAnswer } from './transport.ts'

/** The error for a write whose answer was lost: it may have been applied, so it must be looked up and not sent again. */
export const unknownOutcome = (fault: Fault, cause?: unknown): UpdateError =>
  new UpdateError('outcome-unknown', `GitHub's answer to the write was lost (${fault.message}).`, { cause })

/** Whether a fault leaves open what was done: no proper answer came, or a rate limit struck in the middle. */
function isOpen(fault: Fault): boolean {
  const cause = causeOf(fault)
  return cause === 'unavailable' || (cause === 'rate-limit' && fault.wait === undefined)
}

/** What a fault in the answer to a write means. */
export function writeRefusal(fault: Fault, situation: Situation, cause?: unknown): UpdateError {
  return isOpen(fault) ? unknownOutcome(fault, cause) : refusalOf(fault, situation)
}

/** Sends steps in one document, once. */
export async function sendSteps(
  connection: Connection,
  steps: readonly Step[],
  situation: Situation
): Promise<GraphqlAnswer> {
  const { document, variables } = mutationOf(steps)
  try {
    return await connection.transport.mutate(document, variables)
  } catch (error) {
    if (error instanceof HttpFailure) throw writeRefusal(error.fault, situation, error)
    throw error
  }
}

/** Sends a write by REST, once. */
export async function sendWrite(
  connection: Connection,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  situation: Situation
): Promise<unknown> {
  const { transport, owner, name } = connection
  try {
    return await transport.write(route, { owner, repo: name, ...parameters })
  } catch (error) {
    if (error instanceof HttpFailure) throw writeRefusal(error.fault, situation, error)
    throw error
  }
}
