import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runExamples } from './act/examples.ts'
import { compareArgocd } from './argocd.ts'
import { compareAllBuilds } from './builds.ts'
import { compareLists } from './comparisons.ts'
import { findCorpus } from './corpus-files.ts'
import { checkCorpus } from './corpus.ts'
import { compareConstraints } from './constraints.ts'
import { compareEdits } from './edits.ts'
import { findOracle, type Oracle } from './go-program.ts'
import { compareHelm } from './helm.ts'
import { findKustomize, KUSTOMIZE_VERSION } from './kustomize.ts'
import { compareChances, compareMessages } from './messages.ts'
import { outcome, print, type Outcome, type Part } from './outcome.ts'
import { comparePolicies } from './policies.ts'
import { compareRegistries } from './registry/registries.ts'
import { compareSetters, type SetterAnswer, type SetterQuestion } from './setters.ts'
import { checkSsh } from './ssh.ts'
import { compareUpdater } from './updater.ts'
import { lintWorkflows } from './workflows.ts'

/*
 * Compares this program with kustomize itself and with code of other tools, has a runner of others run the examples, and tries it on
 * public manifests: `npm run interop`. Needs Go, to build them once; Python, to install a linter; the server of OpenSSH; and Debian’s
 * packages of a registry, unpacked once.
 * Everything else is offline.
 */

const pathTo = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const cache = pathTo('../.cache/')

/** Parts are found when they are reached: each builds or fetches what it needs, and tells it. */
type Find = () => Promise<Part>

async function compareAllEdits(): Promise<Part> {
  const folder = await mkdtemp(join(tmpdir(), 'interop-'))
  try {
    return await compareEdits(folder, await findKustomize(cache))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The program that three parts ask: the first of them builds it. */
const findSetters = (): Promise<Oracle<SetterQuestion, SetterAnswer>> => findOracle(cache, 'setters')

const parts: readonly (readonly [string, Find])[] = [
  ['kustomize edit set image', compareAllEdits],
  ['registries', () => compareRegistries(cache)],
  ['linters of workflows', () => lintWorkflows(cache)],
  ['examples, run by act', () => runExamples(cache)],
  ['the server of OpenSSH', checkSsh],
  ['the setters of Flux', async () => compareSetters(await findSetters())],
  ['message templates', async () => compareMessages(await findSetters())],
  ['message templates by chance', async () => compareChances(await findSetters())],
  ['Argo CD', async () => compareArgocd(await findOracle(cache, 'argocd'))],
  ['Helm', async () => compareHelm(await findOracle(cache, 'helm'))],
  ['constraints', async () => compareConstraints(await findOracle(cache, 'semver'))],
  ['policies of Flux', async () => comparePolicies(await findOracle(cache, 'policies'))],
  ['Argo CD Image Updater', async () => compareUpdater(await findOracle(cache, 'updater'))],
  ['the lists of differences', () => Promise.resolve(compareLists())]
]

/** The parts that read public manifests; none where they are not beside the repository. */
async function corpusParts(): Promise<typeof parts> {
  const corpus = await findCorpus(pathTo('../../shared/corpus/'))
  if (corpus === undefined) return []
  return [
    ['builds', async () => compareAllBuilds(corpus, await findKustomize(cache))],
    ['the corpus', () => checkCorpus(corpus)]
  ]
}

/** A part that could not be run has failed, and takes no other part with it. */
async function runPart([title, find]: (typeof parts)[number]): Promise<Part> {
  try {
    return await find()
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    return { title, outcomes: [outcome(title, failure)], report: [] }
  }
}

async function runParts(all: typeof parts): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const each of all) {
    const part = await runPart(each)
    print(part)
    outcomes.push(...part.outcomes)
  }
  return outcomes
}

console.log(`Compared with kustomize ${KUSTOMIZE_VERSION}`)
const ofCorpus = await corpusParts()
const outcomes = await runParts([...parts, ...ofCorpus])
if (ofCorpus.length === 0)
  console.log(
    '\nNo corpus of public manifests is beside the repository: the builds and the corpus were skipped.'
  )
const failed = outcomes.filter(({ failure }) => failure !== undefined).length
console.log(`\n${outcomes.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
