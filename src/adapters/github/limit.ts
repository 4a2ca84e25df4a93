import { HttpFailure } from './fault.ts'

/** A rate limit that GitHub says is reached, and how long to keep away. */
export interface Limit {
  readonly name: 'primary' | 'secondary'
  /** Milliseconds. */
  readonly wait: number
  /** Whether it struck in the middle: a part of the document was carried out before it. */
  readonly isPartial: boolean
}

/** The longest that all waits of one request for rate limits may take together, in milliseconds. */
export const LONGEST_LIMIT_WAIT = 5 * 60_000

const WITHOUT_ADVICE = 60_000
const MARGIN = 1000

const SECONDARY = /secondary rate limit|submitted too quickly|abuse detection/i
const PRIMARY = /API rate limit (?:already )?exceeded/i

type Headers = Readonly<Record<string, string | undefined>>

function headersOf(failure: HttpFailure): Headers {
  const cause = failure.cause as { readonly response?: { readonly headers?: Headers } } | undefined
  return cause?.response?.headers ?? {}
}

/** What the headers advise: `retry-after` in seconds, or the moment at which the primary limit is renewed. */
function advisedWait(headers: Headers, now: number): number {
  const retryAfter = Number(headers['retry-after'] ?? NaN)
  if (retryAfter >= 0) return retryAfter * 1000
  const reset = Number(headers['x-ratelimit-reset'] ?? NaN) * 1000
  if (headers['x-ratelimit-remaining'] === '0' && reset >= 0) return Math.max(reset - now, 0) + MARGIN
  return WITHOUT_ADVICE
}

interface MaybeFaulty {
  readonly faults?: readonly { readonly type?: string | undefined; readonly message: string }[]
  readonly data?: unknown
  readonly headers?: Headers | undefined
}

/**
 * The rate limit behind an outcome, if there is one: an HTTP 403 or 429, or a fault in a GraphQL answer.
 *
 * @param now - milliseconds since the epoch
 */
export function limitOf(outcome: unknown, now: number): Limit | undefined {
  if (outcome instanceof HttpFailure) {
    const { status, message } = outcome.fault
    const headers = headersOf(outcome)
    if (status !== 403 && status !== 429) return undefined
    const secondary = SECONDARY.test(message) || headers['retry-after'] !== undefined
    const primary = PRIMARY.test(message) || headers['x-ratelimit-remaining'] === '0'
    if (!secondary && !primary && status !== 429) return undefined
    return { name: secondary ? 'secondary' : 'primary', wait: advisedWait(headers, now), isPartial: false }
  }
  const { faults = [], data, headers = {} } = (outcome ?? {}) as MaybeFaulty
  const limited = faults.find(({ type, message }) => type === 'RATE_LIMITED' || SECONDARY.test(message))
  if (limited === undefined) return undefined
  return {
    name: SECONDARY.test(limited.message) ? 'secondary' : 'primary',
    wait: advisedWait(headers, now),
    isPartial: data !== undefined && Object.values(data as object).some((value) => value !== null)
  }
}
