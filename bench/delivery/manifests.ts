import { startGitHub } from '../../__tests__/servers/github/index.ts'
import { noMeter } from '../meter/meter.ts'
import type { Extent, Section } from '../section.ts'
import { toolVersions, type Editors } from '../tools.ts'
import { cloneEditPush } from './clone.ts'
import { comparisonTable, type Comparison } from './comparison-table.ts'
import { kustomize, setters, yq } from './editors.ts'
import { everyFolder, folderOf, generatedManifests, ownImage, sharedImage } from './generated-manifests.ts'
import { ourStep, ourStepInClone } from './our-step.ts'
import { measureInTurn } from './rounds.ts'
import type { Job, Target, Way } from './way.ts'

/** How many manifests there are, and how often each way is measured. */
const SIZES: readonly { readonly count: number; readonly rounds: number }[] = [
  { count: 1, rounds: 7 },
  { count: 100, rounds: 7 },
  { count: 10_000, rounds: 3 }
]

const VERSION = 'v2.0.0'
const GLOB = `${everyFolder}/*/*`
const whole = { isSparse: false }
const sparse = { isSparse: true }

const pathOf = (number: number): string => `${folderOf(number)}/kustomization.yaml`

/** A part of the manifests to edit, and the ways to do it. */
interface Scenario {
  readonly title: string
  readonly jobOf: (count: number) => Job
  readonly ours: Way
  readonly others: (editors: Editors) => readonly Way[]
}

/** One in the middle, so that neither end is favoured. */
const middleOf = (count: number): number => Math.ceil(count / 2)

const searched: Omit<Job, 'image' | 'paths'> = { version: VERSION, manifests: GLOB, folder: everyFolder }

/** The three edits of a clone, in which what is not told is searched for. */
const editedClones = (editors: Editors): readonly Way[] => [
  cloneEditPush('clone, `kustomize edit set image`, push', kustomize(editors), whole),
  cloneEditPush('clone, `yq -i`, push', yq(editors), whole),
  cloneEditPush("clone, Flux's setters, push", setters(editors), whole)
]

const SCENARIOS: readonly Scenario[] = [
  {
    title: 'One of them is edited, and each way is told which',
    jobOf: (count) => ({
      image: ownImage(middleOf(count)),
      version: VERSION,
      paths: [pathOf(middleOf(count))],
      manifests: folderOf(middleOf(count)),
      folder: folderOf(middleOf(count))
    }),
    ours: ourStep('**our step**'),
    others: (editors) => [
      ...editedClones(editors),
      cloneEditPush('sparse clone, `kustomize edit set image`, push', kustomize(editors), sparse)
    ]
  },
  {
    title: 'One of them is edited, and has to be found by its image',
    jobOf: (count) => ({
      ...searched,
      image: ownImage(middleOf(count)),
      paths: [pathOf(middleOf(count))]
    }),
    ours: ourStep('**our step**'),
    others: editedClones
  },
  {
    title: 'All of them are edited',
    jobOf: (count) => ({
      ...searched,
      image: sharedImage,
      paths: Array.from({ length: count }, (_, index) => pathOf(index + 1))
    }),
    ours: ourStep('**our step**'),
    others: (editors) => [ourStepInClone('clone, our step with `checkout`'), ...editedClones(editors)]
  }
]

async function compareAt(
  { count, rounds }: (typeof SIZES)[number],
  { isSmallest, tools }: Extent
): Promise<readonly Comparison[]> {
  const github = await startGitHub()
  try {
    const files = generatedManifests(count)
    const target: Target = { github, repository: await github.createRepository('acme/gitops', { files }) }
    const measuring = { rounds: isSmallest ? 1 : rounds, meter: tools?.meter ?? noMeter }
    const comparisons: Comparison[] = []
    for (const { ours, others, jobOf } of SCENARIOS) {
      const ways = [ours, ...(tools === undefined ? [] : others(tools.editors))]
      comparisons.push({
        labels: [count.toLocaleString('en')],
        ways: await measureInTurn(ways, target, jobOf(count), measuring)
      })
    }
    return comparisons
  } finally {
    await github.close()
  }
}

const TEXT = `\
A repository of N manifests and nothing else: kustomizations of 0.8 kB, each in a folder of its own, that name an image of their own and
one that all name, with comments and the markers of Flux. Compared with ${toolVersions}.

A loopback GitHub with real git, without latency. CPU is user and system time of the step or script with all its descendants, the server's not among
them; memory is that of the largest process; bytes include the heads of requests and answers. All ways in turn, medians, with the least and the
greatest where they vary, and in bold the ratio to our step, by the medians of what it was in the same rounds. A way that starts a program for each
of 10,000 manifests is measured once. A clone is shallow, and a script of one shell: not counted are installing the tools and starting a step for
each command. Scripts find manifests with \`grep\`, the setters look into all of the folder by themselves.`

/** Our step against a clone, an edit by others and a push, by the number of manifests. */
export const manifests: Section = {
  name: 'manifests',
  takesTools: true,
  measure: async (extent) => {
    const sizes = extent.isSmallest ? SIZES.slice(0, 1) : SIZES
    const measured: (readonly Comparison[])[] = []
    for (const size of sizes) measured.push(await compareAt(size, extent))
    const tables = SCENARIOS.map(({ title }, index) => {
      const comparisons = measured.flatMap((of) => of[index] ?? [])
      return `### ${title}\n\n${comparisonTable(['N'], comparisons)}`
    })
    return ['## One and all of N manifests', TEXT, ...tables].join('\n\n')
  }
}
