import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments } from 'yaml'
import type { Wanted } from '../src/core/image/wanted.ts'
import type { Surroundings } from '../src/core/manifest/format.ts'
import { FORMAT_NAMES } from '../src/core/manifest/manifest.ts'
import { updateManifest } from '../src/core/manifest/update.ts'
import type { Oracle } from './go-program.ts'
import type { MessageCase } from './message-cases.ts'
import { compared, countOf, type Outcome, type Part } from './outcome.ts'
import { setterCases, type Policy, type SetterCase } from './setter-cases.ts'

/** What the program `oracles/setters` is asked, and what it answers. */
export interface SetterQuestion {
  readonly text?: string
  readonly policies: readonly Policy[]
  /** Instead of the one text, where a message is asked for. */
  readonly files?: Readonly<Record<string, string>>
  readonly message?: Readonly<Pick<MessageCase, 'template' | 'values'>> & { readonly automation: string }
}

export interface SetterAnswer {
  readonly text: string
  readonly message?: string
  readonly refusal?: string
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const PATH = 'app.yaml'

const wantedOf = ({ name, image, tag, digest }: Policy, followed: boolean): Wanted => ({
  name: followed ? name : image,
  newName: image,
  tag: { set: tag },
  digest: digest === undefined ? 'unsaid' : { set: digest },
  ...(followed ? { reach: { files: new Set([PATH]), ifMissing: 'ignore', onlyMarked: true } } : {})
})

function ours({ before, policies, followed = false }: SetterCase): SetterAnswer {
  const surroundings: Surroundings = {
    formats: new Set(followed ? FORMAT_NAMES : ['flux-marker']),
    pointers: [],
    policies: new Map(policies.map(({ name, image }) => [name, image]))
  }
  try {
    const wanted = policies.map((policy) => wantedOf(policy, followed))
    return updateManifest({ path: PATH, text: before }, wanted, { addMissing: false, surroundings })
  } catch (error) {
    return { text: '', refusal: messageOf(error) }
  }
}

/** What the text says, to readers of both versions of YAML. */
const readings = (text: string): unknown =>
  (['1.1', '1.2'] as const).map((version) =>
    parseAllDocuments(text, { version, merge: true }).map((document) => document.toJS() as unknown)
  )

const shown = ({ text, refusal }: SetterAnswer): string =>
  refusal === undefined ? JSON.stringify(text) : `refused: ${refusal}`

function compare(one: SetterCase, our: SetterAnswer, their: SetterAnswer): Outcome {
  const isRefused = our.refusal !== undefined || their.refusal !== undefined
  const isEqual = !isRefused && isDeepStrictEqual(readings(our.text), readings(their.text))
  return compared(one, isEqual, shown(our), shown(their))
}

/** Compares what we make of Flux's markers with what Flux's image automation controller makes of them. */
export async function compareSetters(setters: Oracle<SetterQuestion, SetterAnswer>): Promise<Part> {
  const answers = await setters(setterCases.map(({ before: text, policies }) => ({ text, policies })))
  const outcomes = setterCases.map((one, index) =>
    compare(one, ours(one), answers[index] ?? { text: '', refusal: 'no answer' })
  )
  const report = [countOf('manifests', setterCases)]
  return { title: 'Flux markers, by the image automation controller', outcomes, report }
}
