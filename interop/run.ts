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
import { findOracle } from './go-program.ts'
import { compareHelm } from './helm.ts'
import { findKustomize, KUSTOMIZE_VERSION } from './kustomize.ts'
import { compareChances, compareMessages } from './messages.ts'
import { print, type Part } from './outcome.ts'
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

/** Meets the linters and a runner of workflows, the server of OpenSSH, and the code of other tools, whose programs are built: one after the other. */
async function runOracles(cache: string): Promise<readonly Part[]> {
  const setters = await findOracle<SetterQuestion, SetterAnswer>(cache, 'setters')
  const parts = [
    await lintWorkflows(cache),
    await runExamples(cache),
    await checkSsh(),
    await compareSetters(setters),
    await compareMessages(setters),
    await compareChances(setters),
    await compareArgocd(await findOracle(cache, 'argocd')),
    await compareHelm(await findOracle(cache, 'helm')),
    await compareConstraints(await findOracle(cache, 'semver')),
    await comparePolicies(await findOracle(cache, 'policies')),
    await compareUpdater(await findOracle(cache, 'updater')),
    compareLists()
  ]
  parts.forEach(print)
  return parts
}

async function runParts(): Promise<readonly Part[]> {
  const cache = pathTo('../.cache/')
  const kustomize = await findKustomize(cache)
  const folder = await mkdtemp(join(tmpdir(), 'interop-'))
  const edits = await compareEdits(folder, kustomize)
  await rm(folder, { recursive: true, force: true })
  print(edits)
  const registries = await compareRegistries(cache)
  print(registries)
  const others = [registries, ...(await runOracles(cache))]
  const corpus = await findCorpus(pathTo('../../shared/corpus/'))
  if (corpus === undefined) {
    console.log(
      '\nNo corpus of public manifests is beside the repository: the builds and the corpus were skipped.'
    )
    return [edits, ...others]
  }
  const builds = await compareAllBuilds(corpus, kustomize)
  print(builds)
  const checked = await checkCorpus(corpus)
  print(checked)
  return [edits, ...others, builds, checked]
}

try {
  console.log(`Compared with kustomize ${KUSTOMIZE_VERSION}`)
  const outcomes = (await runParts()).flatMap((part) => part.outcomes)
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length
  console.log(`\n${outcomes.length - failed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('\n0 passed, 1 failed')
  process.exitCode = 1
}
