import { formatPlace, type Place } from '../error.ts'
import { renderGoTemplate } from '../go-template/evaluate.ts'
import { parseGoTemplate, type GoTemplate } from '../go-template/parse.ts'
import { GoTemplateError } from '../go-template/template-error.ts'
import { fluxNamespace, fluxTitle } from './flux-object.ts'
import { templateData, type NamespacedName, type TemplateData } from './flux-template-data.ts'
import type { Resource } from './resource.ts'

/** How an `ImageUpdateAutomation` words its commits. */
export interface FluxMessage {
  /** The automation, for people. */
  readonly title: string
  readonly place: Place
  readonly automation: NamespacedName
  readonly source: string
  /** Or why it cannot be read. */
  readonly template: GoTemplate | GoTemplateError
  readonly values: ReadonlyMap<string, string>
}

function read(source: string): FluxMessage['template'] {
  try {
    return parseGoTemplate(source)
  } catch (error) {
    if (error instanceof GoTemplateError) return error
    throw error
  }
}

/** The message of an automation, where it has one of its own. */
export function fluxMessage(automation: Resource): FluxMessage | undefined {
  const commit = automation.spec.at('git', 'commit')
  const value = commit.at('messageTemplate')
  const source = value.text ?? ''
  const values = [...commit.at('messageTemplateValues').fields].map(
    ([key, { text }]) => [key, text ?? ''] as const
  )
  if (source === '') return undefined
  return {
    title: fluxTitle(automation),
    place: automation.placeOf(value),
    automation: { namespace: fluxNamespace(automation), name: automation.name },
    source,
    template: read(source),
    values: new Map(values)
  }
}

/** A sentence about a template that is not followed: why, and where in it. */
function notFollowed({ title, place, source }: FluxMessage, { message, offset }: GoTemplateError): string {
  const line = offset === undefined ? '' : ` (line ${source.slice(0, offset).split('\n').length} of it)`
  return `${formatPlace(place)}: the messageTemplate of ${title} is not followed: ${message}${line}. The commit has the default message; "commit-message" sets another.`
}

/** A template filled in, or a sentence that says why it is not. */
export type FilledIn = { readonly text: string } | { readonly notice: string }

function render(
  { automation, template, values }: FluxMessage,
  data: Pick<TemplateData, 'set' | 'images'>
): string {
  if (template instanceof GoTemplateError) throw template
  const text = renderGoTemplate(template, templateData({ ...data, automation, values })).trim()
  if (text !== '') return text
  throw new GoTemplateError('nothing is left of it')
}

/** Fills the template of an automation in. */
export function fillIn(message: FluxMessage, data: Pick<TemplateData, 'set' | 'images'>): FilledIn {
  try {
    return { text: render(message, data) }
  } catch (error) {
    if (error instanceof GoTemplateError) return { notice: notFollowed(message, error) }
    throw error
  }
}
