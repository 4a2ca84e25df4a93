import type { Clock } from '../ports/clock.ts'

/** People look at a log that stands still for longer than this, in milliseconds. */
const PATIENCE = 5000

/** How long work of many parts has gone on, for people who watch it. */
export interface Progress {
  /** How long it took so far, in seconds, as people say it. */
  readonly elapsed: () => string
  /** Tells how far it has come, where nothing was told for a while. */
  readonly at: (done: number) => void
}

/**
 * Follows work of many parts.
 *
 * @param log - told a line like `40 of 200 images looked at after 5.2 s.` every few seconds
 */
export function progressOf(
  { total, what }: { readonly total: number; readonly what: string },
  clock: Pick<Clock, 'now'>,
  log: (line: string) => void
): Progress {
  const start = clock.now()
  let told = start
  const elapsed = (): string => `${((clock.now() - start) / 1000).toFixed(1)} s`
  return {
    elapsed,
    at: (done) => {
      if (clock.now() - told < PATIENCE) return
      told = clock.now()
      log(`${String(done)} of ${String(total)} ${what} after ${elapsed()}.`)
    }
  }
}
