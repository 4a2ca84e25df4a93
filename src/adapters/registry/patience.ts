import type { Clock } from '../../ports/clock.ts'
import { NoAnswer, type Http, type HttpAnswer } from './http.ts'

const WAITS = [500, 1000, 2000]
const LONGEST_LIMIT_WAIT = 60_000
const TRANSIENT = new Set([408, 500, 502, 503, 504])
const LASTING = /^(?:ENOTFOUND|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO|ERR_INVALID)/

/** `retry-after` in milliseconds: seconds, or a moment. */
function advisedWait(headers: Headers): number {
  const text = headers.get('retry-after') ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(wait) ? 0 : Math.max(wait, 0)
}

/** Milliseconds until another try makes sense after that many; `undefined` when none does. */
function waitAfter(outcome: HttpAnswer | NoAnswer, tries: number): number | undefined {
  if (outcome instanceof NoAnswer) {
    const isLasting = outcome.code === undefined || LASTING.test(outcome.code)
    return isLasting ? undefined : WAITS[tries]
  }
  if (outcome.status === 429) return Math.max(advisedWait(outcome.headers), 1000 * 2 ** tries)
  const wait = TRANSIENT.has(outcome.status) ? WAITS[tries] : undefined
  return wait && Math.max(advisedWait(outcome.headers), wait)
}

const told = (outcome: HttpAnswer | NoAnswer): string =>
  outcome instanceof NoAnswer ? `did not answer (${outcome.message})` : `answered ${outcome.status}`

/**
 * Asks again after faults and rate limits. The waits of one request for rate limits add up to a minute at most: a limit of hours is
 * an answer, too.
 */
export const patient =
  (http: Http, clock: Clock, log: (line: string) => void): Http =>
  async (request) => {
    let waited = 0
    for (let tries = 0; ; tries += 1) {
      const outcome = await http(request).catch((error: unknown) => {
        if (error instanceof NoAnswer) return error
        throw error
      })
      const wait = waitAfter(outcome, tries)
      if (wait === undefined || waited + wait > LONGEST_LIMIT_WAIT) {
        if (outcome instanceof NoAnswer) throw outcome
        return outcome
      }
      const jittered = Math.round(wait * (1 + clock.random() / 4))
      log(`${request.url.host} ${told(outcome)}; asking again in ${(jittered / 1000).toFixed(1)} s.`)
      await clock.sleep(jittered)
      waited += jittered
    }
  }
