import type { Change } from '../manifest/manifest.ts'
import { changesTable, code, escapeMarkdown } from './markdown.ts'
import { nothingRendered, templateValues, type Provenance } from './message.ts'
import { findMarked, markBody, proposalKey } from './proposal-marker.ts'
import { renderTemplate, type Template } from './template.ts'
import { commitsTold } from './commits-between.ts'
import { undoing } from './undoing.ts'

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

const LONGEST_BODY = 60_000
const LONGEST_TITLE = 250

/** Which build proposes, as far as there is one. */
function origin({ run, repository, commit }: Provenance): string {
  const parts = [
    run === '' ? '' : `by [a workflow run](${run})`,
    repository === '' ? '' : `of ${escapeMarkdown(repository)}`,
    commit === '' ? '' : `for commit ${code(commit.slice(0, 7))}`
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Proposed by hand.' : `Proposed ${parts.join(' ')}.`
}

const defaultBody = (changes: readonly Change[], provenance: Provenance): string =>
  [
    `${provenance.rollback === undefined ? 'Updates' : 'Rolls back'} container images on ${code(provenance.branch)}.`,
    changesTable(changes),
    ...(provenance.rollback === undefined ? [] : undoing(provenance.rollback)),
    ...commitsTold(provenance.between ?? []),
    origin(provenance)
  ].join('\n\n')

/** A title on one line, cut where GitHub would refuse it; not within a character. */
const oneLine = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(0, LONGEST_TITLE)
    .replace(/[\uD800-\uDBFF]$/, '')

function shorten(body: string): string {
  if (body.length <= LONGEST_BODY) return body
  const end = body.lastIndexOf('\n', LONGEST_BODY)
  return `${body.slice(0, end)}\n\n… and more: see the files changed.`
}

/**
 * The text of a pull request that proposes these changes.
 *
 * @param note - what its readers should know beside, as Markdown
 * @throws UpdateError `input` when the template of the title leaves nothing
 */
export function proposalText(
  templates: ProposalTemplates,
  changes: readonly Change[],
  provenance: Provenance,
  note?: string
): ProposalText {
  const values = templateValues(changes, provenance)
  const rendered =
    templates.title === undefined
      ? `${provenance.rollback === undefined ? 'Update' : 'Roll back to'} ${values.images}`
      : renderTemplate(templates.title, values)
  const title = oneLine(rendered)
  if (title === '' && templates.title !== undefined)
    throw nothingRendered('pull-request-title', templates.title)
  const body =
    templates.body === undefined ? defaultBody(changes, provenance) : renderTemplate(templates.body, values)
  const memory = { title, base: provenance.head, proposed: new Set(changes.map(proposalKey)) }
  const noted = note === undefined ? '' : `\n\n${note}`
  return { title, body: markBody(`${shorten(body.trim())}${noted}`, memory) }
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
