import { renderGoTemplate } from '../src/core/go-template/evaluate.ts'
import { parseGoTemplate } from '../src/core/go-template/parse.ts'
import type { ImageReference } from '../src/core/image/reference.ts'
import type { Wanted } from '../src/core/image/wanted.ts'
import { updateManifest } from '../src/core/manifest/update.ts'
import type { ChangedFile } from '../src/core/plan/plan.ts'
import { templateData } from '../src/core/policy/flux-template-data.ts'
import { setValues } from '../src/core/policy/set-values.ts'
import { chanceTemplates } from './chance-templates.ts'
import type { Oracle } from './go-program.ts'
import { messageCases, ONE, POLICIES, type MessageCase } from './message-cases.ts'
import { compared, countOf, type Part } from './outcome.ts'
import type { SetterAnswer, SetterQuestion } from './setters.ts'

type Setters = Oracle<SetterQuestion, SetterAnswer>

const AUTOMATION = { namespace: 'flux-system', name: 'shop' }
const REFUSED = 'refused'
const CHANCES = 2000
const SEED = 20260101

const images = new Map<string, ImageReference>(
  POLICIES.map(({ name, image, tag, digest }) => [
    name,
    { name: image, tag, ...(digest === undefined ? {} : { digest }) }
  ])
)

const wanted = POLICIES.map(({ name, image, tag, digest }): Wanted => ({
  name,
  newName: image,
  tag: { set: tag },
  digest: digest === undefined ? 'unsaid' : { set: digest }
}))

/** The files of a case after our update. */
function changedFiles({ files }: MessageCase): readonly ChangedFile[] {
  const surroundings = { formats: new Set(['flux-marker' as const]), pointers: [], policies: new Map() }
  return Object.entries(files).map(([path, before]) => {
    const { text } = updateManifest({ path, text: before }, wanted, { addMissing: false, surroundings })
    return { path, before, text, executable: false }
  })
}

function ours(one: MessageCase): string {
  const set = setValues(changedFiles(one), '')
  const values = new Map(Object.entries(one.values ?? {}))
  try {
    const data = templateData({ automation: AUTOMATION, set, images, values })
    return renderGoTemplate(parseGoTemplate(one.template), data)
  } catch (error) {
    return `${REFUSED}: ${error instanceof Error ? error.message : String(error)}`
  }
}

const isRefused = (text: string): boolean => text.startsWith(REFUSED)

/** A case with what each of both makes of it. */
interface Pair {
  readonly one: MessageCase
  readonly our: string
  readonly their: string
}

async function pairsOf(cases: readonly MessageCase[], setters: Setters): Promise<readonly Pair[]> {
  const automation = `${AUTOMATION.namespace}/${AUTOMATION.name}`
  const answers = await setters(
    cases.map(({ template, files, values = {} }) => ({
      files,
      policies: POLICIES,
      message: { template, values, automation }
    }))
  )
  return cases.map((one, index) => {
    const { message = 'no answer', refusal } = answers[index] ?? {}
    return { one, our: ours(one), their: refusal === undefined ? message : `${REFUSED}: ${refusal}` }
  })
}

const outcomeOf = ({ one, our, their }: Pair) => {
  const isEqual = our === their || (isRefused(our) && isRefused(their))
  return compared(one, isEqual, JSON.stringify(our), JSON.stringify(their))
}

/**
 * Compares our messages for templates of Flux with what Go's `text/template` makes of them, of the result that the image
 * automation controller itself has.
 */
export async function compareMessages(setters: Setters): Promise<Part> {
  const pairs = await pairsOf(messageCases, setters)
  return {
    title: 'Messages of Flux, by text/template',
    outcomes: pairs.map(outcomeOf),
    report: [countOf('templates', messageCases)]
  }
}

/** Compares templates made by chance: what we fill in has to be what Go makes of it; what we do not is counted. */
export async function compareChances(setters: Setters): Promise<Part> {
  const values = { cluster: 'prod', tier: '9' }
  const cases = chanceTemplates(CHANCES, SEED).map((template) => ({
    name: template,
    template,
    files: ONE,
    values
  }))
  const pairs = await pairsOf(cases, setters)
  const filled = pairs.filter(({ our }) => !isRefused(our))
  const alone = pairs.filter(({ our, their }) => isRefused(our) && !isRefused(their)).length
  return {
    title: 'Templates made by chance, by text/template',
    outcomes: filled.map(outcomeOf),
    report: [
      `${CHANCES} templates: ${filled.length} filled in, ${CHANCES - filled.length - alone} by neither, ${alone} by Go alone`
    ]
  }
}
