import { fileURLToPath } from 'node:url'
import { startGitHub } from '../../__tests__/servers/github/index.ts'
import { markdownTable } from '../markdown-table.ts'
import { bytes, duration, times } from '../quantity.ts'
import type { Section } from '../section.ts'
import { median, spread } from '../statistics.ts'
import { cloneAndPush } from './clone-and-push.ts'
import { generatedRepository, updatedOverlay } from './generated-repository.ts'
import { measure, type Measurement } from './measurement.ts'
import { findKustomize } from '../../interop/kustomize.ts'
import { ourStep } from './our-step.ts'
import type { Target, Way } from './way.ts'

const SIZES = [20, 5_000, 20_000]
const ROUND_TRIPS = [0, 50]
const RUNS = 7

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url))

/** Ours first, which the others are compared with. */
async function allWays(): Promise<readonly Way[]> {
  const kustomize = await findKustomize(cache)
  return [
    ourStep('our step, a directory', updatedOverlay),
    ourStep('our step, a glob', updatedOverlay.replace('team-01', '*')),
    cloneAndPush('clone, kustomize, push', kustomize, { isSparse: false }),
    cloneAndPush('sparse clone, kustomize, push', kustomize, { isSparse: true })
  ]
}

/** Measures all ways in turn, several times; the first round warms up and does not count. */
async function rounds(ways: readonly Way[], target: Target): Promise<Measurement[][]> {
  const measured: Measurement[][] = ways.map(() => [])
  for (let round = 0; round <= RUNS; round += 1) {
    for (const [index, way] of ways.entries()) {
      const version = `v${Date.now()}-${round}-${index}`
      const measurement = await measure(way, target, version)
      if (round > 0) measured[index]?.push(measurement)
      target.github.forget()
    }
  }
  return measured
}

const milliseconds = (runs: readonly Measurement[]): number[] => runs.map((run) => run.milliseconds)

function rows(ways: readonly Way[], measured: readonly Measurement[][]): string[][] {
  const ours = milliseconds(measured[0] ?? [])
  return measured.map((runs, index) => {
    const ratios = milliseconds(runs).map((each, round) => each / (ours[round] ?? NaN))
    return [
      ways[index]?.name ?? '',
      String(median(runs.map(({ requests }) => requests))),
      bytes(median(runs.map(({ sent }) => sent))),
      bytes(median(runs.map(({ received }) => received))),
      spread(milliseconds(runs), duration),
      times(median(ratios))
    ]
  })
}

async function measureSize(ways: readonly Way[], files: number): Promise<string[][]> {
  const github = await startGitHub()
  try {
    const repository = await github.createRepository('acme/gitops', { files: generatedRepository(files) })
    const shown: string[][] = []
    for (const roundTrip of ROUND_TRIPS) {
      github.latencyMs = roundTrip
      const where = [files.toLocaleString('en'), `${roundTrip} ms`]
      const measured = await rounds(ways, { github, repository })
      shown.push(...rows(ways, measured).map((cells) => [...where, ...cells]))
    }
    return shown
  } finally {
    await github.close()
  }
}

/** Our step against a clone and a push, on the same server. */
export const deliveries: Section = {
  name: 'deliveries',
  measure: async () => {
    const shown: string[][] = []
    const ways = await allWays()
    for (const files of SIZES) shown.push(...(await measureSize(ways, files)))
    const header = [
      'files',
      'round trip',
      'way',
      'requests',
      'sent',
      'received',
      'time, median (least–most)',
      'against our step'
    ]
    const text =
      `One image in one overlay, ${RUNS} runs of each way in turn, on a loopback GitHub with real git. The round trip is added to ` +
      `every HTTP request; connections cost nothing. Bytes include the heads of requests and answers. Not counted for the ` +
      `clone: installing kustomize and starting a step for each command.`
    return `## Our step against a clone\n\n${text}\n\n${markdownTable(header, shown, 3)}`
  }
}
