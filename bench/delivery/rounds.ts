import type { Meter } from '../meter/meter.ts'
import { measure, type Measurement } from './measurement.ts'
import type { Job, Target, Way } from './way.ts'

/** The measurements of one way, in the order of the rounds. */
export interface MeasuredWay {
  readonly name: string
  readonly runs: readonly Measurement[]
}

/** What takes minutes is measured once, and not warmed up. */
const MANY = 1_000

const takesMinutes = ({ isSlow = false }: Way, { paths }: Job): boolean => isSlow && paths.length > MANY

/** Measures all ways in turn, in so many rounds; a round before them warms up and does not count. */
export async function measureInTurn(
  ways: readonly Way[],
  target: Target,
  job: Job,
  { rounds, meter }: { readonly rounds: number; readonly meter: Meter }
): Promise<readonly MeasuredWay[]> {
  const measured = ways.map(({ name }) => ({ name, runs: [] as Measurement[] }))
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, way] of ways.entries()) {
      if (takesMinutes(way, job) && round !== 1) continue
      const measurement = await measure(way, target, job, meter)
      if (round > 0) measured[index]?.runs.push(measurement)
    }
  }
  return measured
}
