import { randomFrom } from '../random.ts'
import type { WaitPolicy } from './wait-policy.ts'

const READ = 350
const COMMIT = 900
/** By how much a request may take longer or shorter. */
const VARIATION = 0.2

/** Who writes to one branch at once. */
export interface Race {
  readonly writers: number
  readonly policy: WaitPolicy
  /** After so many attempts a writer gives up. */
  readonly mostAttempts: number
  readonly seed: number
}

/** How a race ended. */
export interface RaceResult {
  /** Of each writer. */
  readonly attempts: readonly number[]
  readonly milliseconds: number
  readonly lost: number
  /** The most commits, landed or refused, in any 60 seconds. */
  readonly peak: number
}

interface Writer {
  next: number
  phase: 'read' | 'commit' | 'over'
  started: number
  head: number
  attempts: number
}

function peakPerMinute(moments: readonly number[]): number {
  const sorted = [...moments].sort((one, other) => one - other)
  let first = 0
  let peak = 0
  for (const [last, moment] of sorted.entries()) {
    while (moment - (sorted[first] ?? moment) > 60_000) first += 1
    peak = Math.max(peak, last - first + 1)
  }
  return peak
}

/** Whose turn is next; undefined when all are done. */
function soonest(writers: readonly Writer[]): Writer | undefined {
  const [first, ...others] = writers.filter((writer) => writer.phase !== 'over')
  return others.reduce((one, other) => (one !== undefined && one.next <= other.next ? one : other), first)
}

/**
 * Lets writers that start together commit to one branch: each reads the head, commits on it, and lands when the head is
 * still the same at the end of its commit; the others wait as the policy says and start again.
 */
export function runRace({ writers: count, policy, mostAttempts, seed }: Race): RaceResult {
  const random = randomFrom(seed)
  const taking = (typical: number): number => typical * (1 + VARIATION * (2 * random() - 1))
  const startingAt = (moment: number, attempts: number): Writer => ({
    phase: 'read',
    started: moment,
    next: moment + taking(READ),
    head: 0,
    attempts
  })
  const writers = Array.from({ length: count }, () => startingAt(0, 0))
  const commits: number[] = []
  let head = 0
  let lost = 0
  for (let writer = soonest(writers); writer !== undefined; writer = soonest(writers)) {
    const now = writer.next
    if (writer.phase === 'read') {
      Object.assign(writer, { head, phase: 'commit', next: now + taking(COMMIT) } satisfies Partial<Writer>)
      continue
    }
    commits.push(now)
    writer.attempts += 1
    const { attempts, started } = writer
    const landed = writer.head === head
    if (landed || attempts === mostAttempts) writer.phase = 'over'
    else Object.assign(writer, startingAt(now + policy.wait(attempts, now - started, random()), attempts))
    if (landed) head += 1
    else if (writer.phase === 'over') lost += 1
  }
  const attempts = writers.map((writer) => writer.attempts)
  return { attempts, milliseconds: Math.max(...commits), lost, peak: peakPerMinute(commits) }
}
