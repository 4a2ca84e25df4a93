import { isDeepStrictEqual } from 'node:util'
import { parseImagesLine } from '../src/core/image/images-line.ts'
import { ANYWHERE } from '../src/core/manifest/format.ts'
import { updateManifest } from '../src/core/manifest/update.ts'
import type { Oracle } from './go-program.ts'
import { helmCases, type HelmCase } from './helm-cases.ts'
import { compared, countOf, type Outcome, type Part } from './outcome.ts'

/** What the program `oracles/helm` is asked: values, and what is to be set in them. */
export interface HelmQuestion {
  readonly text: string
  readonly sets?: readonly string[]
  readonly unset?: readonly string[]
}

/** The values as Helm reads them, or why it does not. */
export interface HelmAnswer {
  readonly values: unknown
  readonly refusal?: string
}

const SURROUNDINGS = { ...ANYWHERE, formats: new Set(['helm-values'] as const) }

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function ours({ before, image }: HelmCase): HelmQuestion | { readonly refusal: string } {
  try {
    const wanted = [parseImagesLine(image, undefined)]
    const manifest = { path: 'values.yaml', text: before }
    return { text: updateManifest(manifest, wanted, { addMissing: false, surroundings: SURROUNDINGS }).text }
  } catch (error) {
    return { refusal: messageOf(error) }
  }
}

/** The values without what is null: with that, Helm takes a key away. */
function withoutNull(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(withoutNull)
  if (typeof values !== 'object' || values === null) return values
  const pairs = Object.entries(values).filter(([, value]) => value !== null)
  return Object.fromEntries(pairs.map(([key, value]) => [key, withoutNull(value)]))
}

const shown = ({ values, refusal }: HelmAnswer): string =>
  refusal === undefined ? JSON.stringify(values) : `refused: ${refusal}`

function compare(one: HelmCase, our: HelmAnswer, their: HelmAnswer): Outcome {
  const isRefused = our.refusal !== undefined || their.refusal !== undefined
  const isEqual = !isRefused && isDeepStrictEqual(withoutNull(our.values), withoutNull(their.values))
  return compared(one, isEqual, shown(our), shown(their))
}

/** Compares the values that Helm reads from our edits with those that it makes by setting keys. */
export async function compareHelm(helm: Oracle<HelmQuestion, HelmAnswer>): Promise<Part> {
  const edited = helmCases.map(ours)
  const readable = edited.filter((one) => 'text' in one)
  const asked = helmCases.map(({ before: text, sets, unset = [] }) => ({ text, sets, unset }))
  const [read, set] = await Promise.all([helm(readable), helm(asked)])
  const missing: HelmAnswer = { values: undefined, refusal: 'no answer' }
  const outcomes = helmCases.map((one, index) => {
    const our = edited[index]
    const answer =
      our !== undefined && 'text' in our ? read[readable.indexOf(our)] : { values: undefined, ...our }
    return compare(one, answer ?? missing, set[index] ?? missing)
  })
  const report = [countOf('files', helmCases)]
  return { title: 'Helm values, by helm --set-string', outcomes, report }
}
