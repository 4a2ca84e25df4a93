import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../ports/clock.ts'

/** The machine's own time and chance. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random()
}
