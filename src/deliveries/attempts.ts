import { UpdateError } from '../core/error.ts'
import type { Clock } from '../ports/clock.ts'

const LONGEST_WINDOW = 60_000
const SHORTEST_UNIT = 250
const ATTEMPTS_PER_UNIT = 4

/**
 * The wait before the next attempt, in milliseconds: full jitter over a window that doubles with every lost race, up to a
 * minute. The window's unit is a few times what an attempt takes here, so that a slow server gets longer waits and
 * a fast one short ones; without jitter, the losers of one race would meet again in the next.
 *
 * @param lost - how many races are lost so far, from 1
 * @param attemptTook - milliseconds of the last attempt
 * @param random - uniform in [0, 1)
 */
export function waitAfter(lost: number, attemptTook: number, random: number): number {
  const unit = Math.max(SHORTEST_UNIT, ATTEMPTS_PER_UNIT * attemptTook)
  return Math.round(random * Math.min(LONGEST_WINDOW, unit * 2 ** (lost - 1)))
}

const isStale = (error: unknown): error is UpdateError =>
  error instanceof UpdateError && error.code === 'stale-head'

function gaveUp(attempts: number, last: UpdateError): UpdateError {
  const advice =
    'Others write to it all the time. Raise "retries", or give the jobs that write to it one "concurrency" group with "queue: max".'
  const tried = attempts === 1 ? 'once' : `${String(attempts)} times`
  return new UpdateError(
    'stale-head',
    `The branch moved under the update; it was tried ${tried}. ${last.message}`,
    {
      hint: advice,
      cause: last
    }
  )
}

/**
 * Runs attempts until one lands: each reads, plans and writes anew, so that nothing of an older head is ever sent again.
 *
 * @param retries - how many attempts may follow the first
 * @param onLost - told of each lost race: which attempt it was, and how long the wait will be
 */
export async function untilLanded<Result>(
  retries: number,
  clock: Clock,
  attempt: (number: number) => Promise<Result>,
  onLost: (attempt: number, wait: number) => void
): Promise<Result> {
  for (let number = 1; ; number += 1) {
    const started = clock.now()
    try {
      return await attempt(number)
    } catch (error) {
      if (!isStale(error)) throw error
      if (number > retries) throw gaveUp(number, error)
      const wait = waitAfter(number, clock.now() - started, clock.random())
      onLost(number, wait)
      await clock.sleep(wait)
    }
  }
}
