import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compareAllBuilds } from './builds.ts'
import { findCorpus } from './corpus-files.ts'
import { checkCorpus } from './corpus.ts'
import { compareEdits } from './edits.ts'
import { findKustomize, KUSTOMIZE_VERSION } from './kustomize.ts'
import type { Part } from './outcome.ts'

/*
 * Compares this program with kustomize itself, and tries it on public manifests: `npm run interop`. Needs Go, to build
 * kustomize once; everything else is offline.
 */

const pathTo = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

function print({ title, outcomes, report }: Part): void {
  console.log(`\n${title}`)
  for (const line of report) console.log(`  ${line}`)
  for (const { name, failure } of outcomes)
    if (failure !== undefined) console.log(`  FAILED ${name}: ${failure}`)
}

async function runParts(): Promise<readonly Part[]> {
  const kustomize = await findKustomize(pathTo('../.cache/'))
  const folder = await mkdtemp(join(tmpdir(), 'interop-'))
  const edits = await compareEdits(folder, kustomize)
  await rm(folder, { recursive: true, force: true })
  print(edits)
  const corpus = await findCorpus(pathTo('../../shared/corpus/'))
  if (corpus === undefined) {
    console.log(
      '\nNo corpus of public manifests is beside the repository: the builds and the corpus were skipped.'
    )
    return [edits]
  }
  const builds = await compareAllBuilds(corpus, kustomize)
  print(builds)
  const checked = await checkCorpus(corpus)
  print(checked)
  return [edits, builds, checked]
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
