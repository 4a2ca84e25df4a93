import type { Change } from '../manifest/manifest.ts'
import { changesTable, code, escapeMarkdown } from './markdown.ts'
import { nothingRendered, templateValues, type Provenance } from './message.ts'
import { renderTemplate, type Template } from './template.ts'

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

const BEGIN = /<!-- gitops-image-update: begin title="([^"]*)" -->/
const END = '<!-- gitops-image-update: end -->'
const LONGEST_BODY = 60_000
const LONGEST_TITLE = 250

const encodeTitle = (title: string): string => encodeURIComponent(title).replaceAll('-', '%2D')

/** Our part of a body, between comments that GitHub does not show; they also keep the title that we gave. */
const marked = (title: string, body: string): string =>
  `<!-- gitops-image-update: begin title="${encodeTitle(title)}" -->\n${body}\n${END}`

const defaultBody = (changes: readonly Change[], provenance: Provenance): string =>
  [
    `Updates container images on ${code(provenance.branch)}.`,
    changesTable(changes),
    `Proposed by [a workflow run](${provenance.run}) of ${escapeMarkdown(provenance.repository)}` +
      ` for commit ${code(provenance.commit.slice(0, 7))}.`
  ].join('\n\n')

function shorten(body: string): string {
  if (body.length <= LONGEST_BODY) return body
  const end = body.lastIndexOf('\n', LONGEST_BODY)
  return `${body.slice(0, end)}\n\n… and more: see the files changed.`
}

/**
 * The text of a pull request that proposes these changes.
 *
 * @throws UpdateError `input` when the template of the title leaves nothing
 */
export function proposalText(
  templates: ProposalTemplates,
  changes: readonly Change[],
  provenance: Provenance
): ProposalText {
  const values = templateValues(changes, provenance)
  const rendered =
    templates.title === undefined ? `Update ${values.images}` : renderTemplate(templates.title, values)
  const title = rendered
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(0, LONGEST_TITLE)
  if (title === '' && templates.title !== undefined)
    throw nothingRendered('pull-request-title', templates.title)
  const body =
    templates.body === undefined ? defaultBody(changes, provenance) : renderTemplate(templates.body, values)
  return { title, body: marked(title, shorten(body.trim())) }
}

/**
 * The new text of an open pull request: our part of the body is replaced and what people wrote around it stays; a body
 * without our part is theirs and stays whole; a title that someone changed stays.
 */
export function revisedText(current: ProposalText, ours: ProposalText): ProposalText {
  const begin = BEGIN.exec(current.body)
  const end = current.body.indexOf(END, begin?.index)
  if (begin === null || end < 0) return { title: current.title, body: current.body }
  const before = current.body.slice(0, begin.index)
  const after = current.body.slice(end + END.length)
  const titleIsOurs = begin[1] === encodeTitle(current.title)
  return {
    title: titleIsOurs ? ours.title : current.title,
    body: `${before}${ours.body}${after}`
  }
}
