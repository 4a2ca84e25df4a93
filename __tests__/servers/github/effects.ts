import { setTimeout as sleep } from 'node:timers/promises'
import { jsonAnswer, restError, type Answer } from './answer.ts'
import type { Effect } from './faults.ts'
import type { Session } from './session.ts'

/** The connection is cut instead of an answer. */
export const dropped = Symbol('dropped')

const lateMessage =
  "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request and contact us if the problem persists."

const blockedMessage =
  'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.'

const secondaryMessage =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

const seconds = (fromNow: number): string => String(Math.floor(Date.now() / 1000) + fromNow)

function limitAnswer(effect: Extract<Effect, { kind: 'secondary-limit' }>): Answer {
  const message = effect.contentCreation === true ? blockedMessage : secondaryMessage
  const headers: Record<string, string> =
    effect.retryAfter === undefined ? {} : { 'retry-after': String(effect.retryAfter) }
  const status = effect.status ?? 403
  if (status !== 200) return restError(status, message, undefined, headers)
  return jsonAnswer(200, { errors: [{ message }] }, headers)
}

/** The answer when the hourly budget of a token is used up. */
export function primaryLimit(session: Session, resetIn = 3600, status = 403): Answer {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(resetIn) }
  const { viewer } = session
  if (session.api === 'rest')
    return restError(status, `API rate limit exceeded for user ID ${viewer.id}.`, undefined, headers)
  const message = `API rate limit already exceeded for user ID ${viewer.id}.`
  return jsonAnswer(200, { errors: [{ type: 'RATE_LIMITED', message }] }, headers)
}

function wentWrong(session: Session): Answer {
  const message =
    'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub ' +
    `bug. Please include \`${requestId(session.request.number)}\` when reporting this issue.`
  return session.api === 'graphql'
    ? jsonAnswer(200, { data: null, errors: [{ message }] })
    : restError(500, 'Server Error')
}

/** The id that a request is reported under. */
export const requestId = (number: number): string =>
  `LOOP:${number.toString(16).toUpperCase().padStart(8, '0')}`

/** Lets an effect happen: it waits, changes the session, or gives what replaces the answer. */
export async function applyEffect(
  session: Session,
  effect: Effect
): Promise<Answer | typeof dropped | undefined> {
  switch (effect.kind) {
    case 'status':
      return jsonAnswer(effect.status, { message: effect.status === 500 ? 'Server Error' : lateMessage })
    case 'response':
      return jsonAnswer(effect.status, effect.body, effect.headers)
    case 'drop':
      return dropped
    case 'delay':
      await sleep(effect.milliseconds)
      return undefined
    case 'secondary-limit':
      return limitAnswer(effect)
    case 'primary-limit':
      return primaryLimit(session, effect.resetIn, effect.status)
    case 'resource-limits':
      session.budget = effect.keep
      session.shortage = effect.message
      return undefined
    case 'something-went-wrong':
      return wentWrong(session)
    case 'expired-token':
      if (session.token !== undefined) session.token.expired = true
      return undefined
    case 'truncated-tree':
      session.treeLimit = effect.keep
      return undefined
  }
}
