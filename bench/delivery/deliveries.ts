import { startGitHub } from '../../__tests__/servers/github/index.ts'
import { noMeter } from '../meter/meter.ts'
import type { Extent, Section } from '../section.ts'
import { cloneEditPush } from './clone.ts'
import { comparisonTable, type Comparison } from './comparison-table.ts'
import { kustomize } from './editors.ts'
import { generatedRepository, updatedImage, updatedOverlay } from './generated-repository.ts'
import { ourStep } from './our-step.ts'
import { measureInTurn } from './rounds.ts'
import type { Job, Way } from './way.ts'

const SIZES = [20, 5_000, 20_000]
const ROUND_TRIPS = [0, 50]
const ROUNDS = 7

const job: Job = {
  image: updatedImage,
  version: 'v2.0.0',
  paths: [`${updatedOverlay}/kustomization.yaml`],
  manifests: updatedOverlay,
  folder: updatedOverlay
}

/** Ours first, which the others are compared with. */
const waysOf = ({ tools }: Extent): readonly Way[] => [
  ourStep('our step, a directory'),
  ourStep('our step, a glob', updatedOverlay.replace('team-01', '*')),
  ...(tools === undefined
    ? []
    : [
        cloneEditPush('clone, kustomize, push', kustomize(tools.editors), { isSparse: false }),
        cloneEditPush('sparse clone, kustomize, push', kustomize(tools.editors), { isSparse: true })
      ])
]

async function compareAt(
  files: number,
  roundTrips: readonly number[],
  extent: Extent
): Promise<Comparison[]> {
  const github = await startGitHub()
  try {
    const repository = await github.createRepository('acme/gitops', { files: generatedRepository(files) })
    const comparisons: Comparison[] = []
    for (const roundTrip of roundTrips) {
      github.latencyMs = roundTrip
      const measuring = {
        rounds: extent.isSmallest ? 1 : ROUNDS,
        meter: extent.tools?.meter ?? noMeter
      }
      const ways = await measureInTurn(waysOf(extent), { github, repository }, job, measuring)
      comparisons.push({ labels: [files.toLocaleString('en'), `${roundTrip} ms`], ways })
    }
    return comparisons
  } finally {
    await github.close()
  }
}

/** Our step against a clone and a push, by the size of the repository and the way to the server. */
export const deliveries: Section = {
  name: 'deliveries',
  takesTools: true,
  measure: async (extent) => {
    const comparisons: Comparison[] = []
    const [sizes, roundTrips] = extent.isSmallest ? [SIZES.slice(0, 1), [0]] : [SIZES, ROUND_TRIPS]
    for (const files of sizes) comparisons.push(...(await compareAt(files, roundTrips, extent)))
    const text =
      `One image in one overlay of a repository of ten files a service, on a loopback GitHub with real git. The round trip is added to ` +
      `every HTTP request; connections cost nothing.`
    return `## By the size of the repository\n\n${text}\n\n${comparisonTable(['files', 'round trip'], comparisons)}`
  }
}
