import { isDeepStrictEqual } from 'node:util'
import { parseImagesLine } from '../src/core/image/images-line.ts'
import { ANYWHERE } from '../src/core/manifest/format.ts'
import { updateManifest } from '../src/core/manifest/update.ts'
import type { ArgocdCase } from './argocd-case.ts'
import { argocdCases } from './argocd-cases.ts'
import type { Oracle } from './go-program.ts'
import { compared, countOf, type Outcome, type Part } from './outcome.ts'

/** What the program `oracles/argocd` is asked: a file, and what is to be set in its sources. */
export interface ArgocdQuestion {
  readonly text: string
  readonly kind: string
  readonly images?: readonly string[]
  readonly values?: readonly string[]
  readonly strings?: readonly string[]
}

/** The sources as Argo CD reads them, or why it does not. */
export interface ArgocdAnswer {
  readonly sources: unknown
  readonly refusal?: string
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Our text after the update, or why there is none. */
function ours({ before, kind, images }: ArgocdCase): ArgocdQuestion | { readonly refusal: string } {
  const path = kind === 'source' ? 'apps/app/.argocd-source-app.yaml' : 'apps/app.yaml'
  const surroundings = { ...ANYWHERE, formats: new Set(['argocd-application', 'argocd-source'] as const) }
  try {
    const wanted = images.map((line) => parseImagesLine(line, undefined))
    const { text } = updateManifest({ path, text: before }, wanted, { addMissing: false, surroundings })
    return { text, kind }
  } catch (error) {
    return { refusal: messageOf(error) }
  }
}

const theirs = ({
  before,
  kind,
  images,
  kustomize,
  values = [],
  strings = []
}: ArgocdCase): ArgocdQuestion => ({
  text: before,
  kind,
  images: kustomize ?? images,
  values,
  strings
})

const shown = ({ sources, refusal }: ArgocdAnswer): string =>
  refusal === undefined ? JSON.stringify(sources) : `refused: ${refusal}`

function compare(one: ArgocdCase, our: ArgocdAnswer, their: ArgocdAnswer): Outcome {
  const isRefused = our.refusal !== undefined || their.refusal !== undefined
  const isEqual = !isRefused && isDeepStrictEqual(our.sources, their.sources)
  return compared(one, isEqual, shown(our), shown(their))
}

/** Compares the sources that Argo CD reads from our edits with those that its own code makes. */
export async function compareArgocd(argocd: Oracle<ArgocdQuestion, ArgocdAnswer>): Promise<Part> {
  const edited = argocdCases.map(ours)
  const readable = edited.filter((one) => 'text' in one)
  const [read, set] = await Promise.all([argocd(readable), argocd(argocdCases.map(theirs))])
  const missing: ArgocdAnswer = { sources: undefined, refusal: 'no answer' }
  const outcomes = argocdCases.map((one, index) => {
    const our = edited[index]
    const answer =
      our !== undefined && 'text' in our ? read[readable.indexOf(our)] : { sources: undefined, ...our }
    return compare(one, answer ?? missing, set[index] ?? missing)
  })
  const report = [countOf('files', argocdCases)]
  return { title: 'Argo CD overrides, by the types of Argo CD', outcomes, report }
}
