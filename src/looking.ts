import { UpdateError } from './core/error.ts'
import { duration } from './core/story/duration.ts'
import type { Clock } from './ports/clock.ts'
import type { Reporter } from './ports/reporter.ts'

const FIRST_WAIT = 1000
const LONGEST_WAIT = 30_000
const GROWTH = 1.5

/** What people would be told as no time at all. */
const NO_TIME = 500

/** A fault that may be over at the next look. */
function passing(error: unknown): UpdateError {
  if (error instanceof UpdateError && error.code === 'unavailable') return error
  throw error
}

/**
 * Looks at growing distances until what is seen is an end, or the time is over. A fault that passes costs looks, and not the wait.
 *
 * @returns what was seen at last
 * @throws UpdateError where the last look failed, or one by what does not pass
 */
export async function lookUntil<Seen>(
  time: number,
  { clock, reporter }: { readonly clock: Clock; readonly reporter: Pick<Reporter, 'log'> },
  look: () => Promise<Seen>,
  isEnd: (seen: Seen) => boolean
): Promise<Seen> {
  const end = clock.now() + time
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * GROWTH)) {
    const seen = await look().catch(passing)
    const left = end - clock.now()
    const isOver = left < NO_TIME
    if (seen instanceof UpdateError) {
      if (isOver) throw seen
      reporter.log(seen.message)
    } else if (isEnd(seen) || isOver) return seen
    const next = Math.min(wait, left)
    reporter.log(`Looking again in ${duration(next)}; ${duration(left)} are left.`)
    await clock.sleep(next)
  }
}
