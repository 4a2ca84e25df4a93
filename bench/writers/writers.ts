import { markdownTable } from '../markdown-table.ts'
import type { Section } from '../section.ts'
import { mean, median } from '../statistics.ts'
import { runRace, type RaceResult } from './race.ts'
import { waitPolicies, type WaitPolicy } from './wait-policy.ts'

const SEEDS = 40
const WRITERS = [5, 20, 50]
/** The first attempt and as many retries as the action makes unless told. */
const DEFAULT_ATTEMPTS = 11

function races(writers: number, policy: WaitPolicy, mostAttempts: number, seeds: number): RaceResult[] {
  return Array.from({ length: seeds }, (_, seed) => runRace({ writers, policy, mostAttempts, seed }))
}

function row(writers: number, policy: WaitPolicy, seeds: number): string[] {
  const endless = races(writers, policy, Infinity, seeds)
  const limited = races(writers, policy, DEFAULT_ATTEMPTS, seeds)
  return [
    policy.name,
    String(median(endless.flatMap(({ attempts }) => attempts))),
    mean(endless.flatMap(({ attempts }) => attempts)).toFixed(1),
    mean(endless.map(({ attempts }) => Math.max(...attempts))).toFixed(0),
    String(Math.max(...endless.flatMap(({ attempts }) => attempts))),
    `${(mean(endless.map(({ milliseconds }) => milliseconds)) / 1000).toFixed(0)} s`,
    mean(endless.map(({ peak }) => peak)).toFixed(0),
    mean(limited.map(({ lost }) => lost)).toFixed(1)
  ]
}

const header = [
  'wait after the n-th lost race',
  'attempts, median',
  'mean',
  'worst of a race',
  'worst of all',
  'all done',
  'peak commits a minute',
  `jobs lost with ${DEFAULT_ATTEMPTS} attempts`
]

/** Many writers on one branch: a model, in which a race takes no real time. */
export const writers: Section = {
  name: 'writers',
  takesTools: false,
  measure: ({ isSmallest }) => {
    const [counts, seeds] = isSmallest ? [WRITERS.slice(0, 1), 1] : [WRITERS, SEEDS]
    const tables = counts.map(
      (count) =>
        `### ${count} writers\n\n${markdownTable(
          header,
          waitPolicies.map((policy) => row(count, policy, seeds))
        )}`
    )
    const text =
      `A model: a read takes 350 ms and a commit 900 ms (each ± 20 %), the head is compared and swapped at the end of the ` +
      `commit, all start together; means of ${seeds} seeds. Without a limit on attempts, except in the last column.`
    return Promise.resolve(`## Many writers on one branch\n\n${text}\n\n${tables.join('\n\n')}`)
  }
}
