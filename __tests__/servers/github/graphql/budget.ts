import { Refusal } from '../refusal.ts'
import type { Session } from '../session.ts'

/** Takes one from what a request may still touch; throws when nothing is left. */
export function spendBudget(session: Session): void {
  session.budget -= 1
  if (session.budget >= 0) return
  if (session.shortage !== undefined) throw new Refusal(session.shortage, { type: 'UNPROCESSABLE' })
  throw new Refusal('Resource limits for this query exceeded.', { type: 'RESOURCE_LIMITS_EXCEEDED' })
}
