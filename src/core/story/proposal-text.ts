import type { Change } from '../manifest/manifest.ts'
import { brief, code } from '../markdown/text.ts'
import { nothingRendered, templateValues, type Provenance } from '../plan/message.ts'
import { findMarked, markBody, proposedBy } from '../plan/proposal-marker.ts'
import { shorten } from '../plan/shorten.ts'
import { renderTemplate, type Template } from '../plan/template.ts'
import { cautionOf, changesShown, extentOf } from './changes-shown.ts'
import { originShown } from './origin.ts'
import type { ShowPlace } from './place-link.ts'
import { proposalNext, type ProposalCourseFacts } from './proposal-next.ts'

/** The title and body of a pull request. */
export interface ProposalText {
  readonly title: string
  readonly body: string
}

/** The user's templates for a pull request, where there are any. */
export interface ProposalTemplates {
  readonly title: Template | undefined
  readonly body: Template | undefined
}

/** How a pull request presents itself, beside the user's templates. */
export interface ProposalSetting extends Omit<ProposalCourseFacts, 'base'> {
  readonly templates: ProposalTemplates
  readonly showPlace: ShowPlace
  /** What its readers should know beside, as Markdown. */
  readonly note: string | undefined
}

const LONGEST_CHANGES = 34_000
const LONGEST_ORIGIN = 15_000
const LONGEST_TITLE = 250
/** GitHub takes 65,536 characters; people may add to it. */
const LONGEST_BODY = 63_000

function lead(changes: readonly Change[], provenance: Provenance): string {
  const verb = provenance.rollback === undefined ? 'Updates' : 'Rolls back'
  return `${verb} ${extentOf(changes)} on ${code(brief(provenance.branch))}. ${cautionOf(changes, provenance)}`.trimEnd()
}

const defaultBody = (
  changes: readonly Change[],
  provenance: Provenance,
  { showPlace, ...facts }: ProposalSetting
): string =>
  [
    lead(changes, provenance),
    changesShown(changes, showPlace, LONGEST_CHANGES),
    originShown(provenance, LONGEST_ORIGIN),
    ...proposalNext({ ...facts, base: provenance.branch })
  ].join('\n\n')

/** A title on one line, cut where GitHub would refuse it. */
const oneLine = (text: string): string => brief(text.trim().replaceAll(/\s*\n\s*/g, ' '), LONGEST_TITLE)

/**
 * The text of a pull request that proposes these changes.
 *
 * @throws UpdateError `input` when the template of the title leaves nothing
 */
export function proposalText(
  setting: ProposalSetting,
  changes: readonly Change[],
  provenance: Provenance
): ProposalText {
  const { templates, note } = setting
  const values = templateValues(changes, provenance)
  const rendered =
    templates.title === undefined
      ? `${provenance.rollback === undefined ? 'Update' : 'Roll back to'} ${values.images}`
      : renderTemplate(templates.title, values)
  const title = oneLine(rendered)
  if (title === '' && templates.title !== undefined)
    throw nothingRendered('pull-request-title', templates.title)
  const body =
    templates.body === undefined
      ? defaultBody(changes, provenance, setting)
      : renderTemplate(templates.body, values)
  const memory = { title, base: provenance.head, proposed: proposedBy(changes) }
  const noted = note === undefined ? '' : `\n\n${note}`
  const longest = LONGEST_BODY - markBody(noted, memory).length
  const text = shorten(body.trim(), ': see the files changed.', longest)
  return { title, body: markBody(`${text}${noted}`, memory) }
}

/**
 * The new text of an open pull request: our part of the body is replaced and what people wrote around it stays; a body
 * without our part is theirs and stays whole; a title that someone changed stays.
 */
export function revisedText(current: ProposalText, ours: ProposalText): ProposalText {
  const marked = findMarked(current.body)
  if (marked === undefined) return current
  return {
    title: current.title === marked.memory.title ? ours.title : current.title,
    body: `${marked.before}${ours.body}${marked.after}`
  }
}
