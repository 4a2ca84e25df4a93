import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseImagesLine } from '../src/core/image/images-line.ts'
import { isKustomizationPath } from '../src/core/manifest/kustomization-path.ts'
import { locateImages } from '../src/core/manifest/locate.ts'
import { updateManifest } from '../src/core/manifest/update.ts'
import { copyCorpus, type Corpus } from './corpus-files.ts'
import type { Answer, Kustomize } from './kustomize.ts'
import { outcome, type Outcome, type Part } from './outcome.ts'

const TAG = '12e4567'
const IMAGES_PER_OVERLAY = 2
/** For overlays without images: the entry has no effect, but the file must still be one that kustomize reads. */
const ABSENT = 'example.com/absent/app'

const outputOf = (answer: Answer): string | undefined => ('output' in answer ? answer.output : undefined)

/** The images to write: those of the kustomization's entries, else those of what it builds. */
function imagesFor(path: string, text: string, built: string): readonly string[] {
  const entries = locateImages({ path, text })
  const known = new Set(entries.flatMap(({ name, reference }) => [name, reference.name]))
  const others = locateImages({ path: 'built.yaml', text: built }).filter(({ name }) => !known.has(name))
  const names = new Set([...entries, ...others].map(({ name }) => name))
  const some = names.size === 0 ? [ABSENT] : [...names].slice(0, IMAGES_PER_OVERLAY)
  return some.map((name) => `${name}=*:${TAG}`)
}

/** Edits one file, builds its folder, and puts the file back. */
async function buildEdited(
  kustomize: Kustomize,
  path: string,
  edit: () => Promise<unknown>
): Promise<Answer> {
  const before = await readFile(path)
  const edited = await edit()
  if (typeof edited === 'object' && edited !== null && 'refusal' in edited) return edited as Answer
  const answer = await kustomize.build(dirname(path))
  await writeFile(path, before)
  return answer
}

interface Copies {
  readonly ours: string
  readonly theirs: string
}

/** An overlay compared, or why it was not. */
type Comparison = { readonly outcome: Outcome; readonly changed: boolean } | { readonly skipped: string }

async function compareBuilds(kustomize: Kustomize, copies: Copies, file: string): Promise<Comparison> {
  const [ours, theirs] = [join(copies.ours, file), join(copies.theirs, file)]
  await Promise.all([chmod(ours, 0o644), chmod(theirs, 0o644)])
  const built = outputOf(await kustomize.build(dirname(ours)))
  if (built === undefined) return { skipped: 'do not build offline' }
  const text = await readFile(ours, 'utf8')
  const images = imagesFor(file, text, built)
  const wanted = images.map((line) => parseImagesLine(line, undefined))
  const [our, their] = await Promise.all([
    buildEdited(kustomize, ours, () =>
      writeFile(ours, updateManifest({ path: file, text }, wanted, { addMissing: true }).text)
    ),
    buildEdited(kustomize, theirs, () => kustomize.setImage(dirname(theirs), images))
  ])
  if ('refusal' in their) return { skipped: 'are not edited by kustomize either' }
  const isSame = outputOf(our) === their.output
  return { outcome: outcome(file, isSame ? undefined : 'the builds differ'), changed: their.output !== built }
}

/** Builds every overlay of the corpus after our edit and after kustomize's own, and compares what comes out. */
export async function compareAllBuilds(corpus: Corpus, kustomize: Kustomize): Promise<Part> {
  const copies = { ours: await copyCorpus(corpus), theirs: await copyCorpus(corpus) }
  const comparisons: Comparison[] = []
  for (const file of corpus.files.filter(isKustomizationPath)) {
    comparisons.push(await compareBuilds(kustomize, copies, file))
  }
  await Promise.all(
    [copies.ours, copies.theirs].map((folder) => rm(folder, { recursive: true, force: true }))
  )
  const compared = comparisons.filter((comparison) => 'outcome' in comparison)
  const changed = compared.filter((comparison) => comparison.changed).length
  const reasons = comparisons.flatMap((comparison) => ('skipped' in comparison ? [comparison.skipped] : []))
  const skipped = [...new Set(reasons)].map(
    (reason) => `${reasons.filter((one) => one === reason).length} ${reason}`
  )
  const report = [
    `${compared.length} overlays compared; the edit changes what ${changed} of them build`,
    ...skipped
  ]
  return { title: 'kustomize build', outcomes: compared.map((comparison) => comparison.outcome), report }
}
