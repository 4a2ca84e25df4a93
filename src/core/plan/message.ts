import type { CommitsBetween } from './commits-between.ts'
import { UpdateError } from '../error.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Change } from '../manifest/manifest.ts'
import type { ChangedFile } from './plan.ts'
import { auditTrailers } from './audit.ts'
import { rollbackTrailers } from './rollback-trailers.ts'
import { shorten } from './shorten.ts'
import { CHANGE_VARIABLES, listVariables } from './template-variables.ts'
import { renderTemplate, type Template, type TemplateValues } from './template.ts'
import type { ToldCommit } from './told-commit.ts'
import { shortReference } from './version.ts'

/** The key of the trailer by which a commit is known to be of one run. */
export const UPDATE_TRAILER = 'Gitops-Image-Update'

/** The trailer that marks a commit as this program's, with what tells runs and attempts apart. */
export const updateTrailer = (id: string): string => `${UPDATE_TRAILER}: ${id}`

/** Whether this program wrote a commit. */
export const isOurs = (message: string): boolean => new RegExp(`^${UPDATE_TRAILER}: `, 'm').test(message)

/** What a rollback does: where it goes back to, which commits it undoes (newest first), and from which versions. */
export interface RollbackStory {
  readonly to: ToldCommit
  readonly undone: readonly ToldCommit[]
  /** Whole references, with the names that the images are asked for by. */
  readonly from: readonly ImageReference[]
}

/** How the objects that told the versions have a commit worded. */
export type Wording = (files: readonly ChangedFile[]) => {
  /** Left out where it is the default message. */
  readonly text?: string
  /** Why it is, where they have it otherwise. */
  readonly notices: readonly string[]
}

/** Where a change comes from: what templates and trailers say of it. */
export interface Provenance {
  readonly branch: string
  /** The commit of that branch that was read. */
  readonly head: string
  /** `owner/name` of the repository whose workflow runs, and its page; empty where it has none. */
  readonly repository: string
  readonly repositoryUrl: string
  readonly commit: string
  readonly run: string
  readonly actor: string
  /** The input that chose the versions; empty where the workflow gave them. */
  readonly chosenBy: string
  /** Unique to this run, and the same over its attempts. */
  readonly id: string
  /** How the versions were chosen, as sentences. */
  readonly stories: readonly string[]
  readonly rollback?: RollbackStory | undefined
  /** What was committed between the versions, where it was asked for. */
  readonly between?: readonly CommitsBetween[]
  /** Goes before the template of the commit message. */
  readonly wording?: Wording | undefined
}

const LONGEST_LIST = 60

/** The new versions in short, in the order of the changes; what does not fit in a headline is counted. */
export function summarizeImages(changes: readonly Change[]): string {
  const all = [...new Set(changes.map((change) => shortReference(change.to)))]
  const shown: string[] = []
  for (const each of all) {
    if (shown.length > 0 && [...shown, each].join(', ').length > LONGEST_LIST) break
    shown.push(each)
  }
  const rest = all.length - shown.length
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${String(rest)} more`
}

const LONGEST_STORY = 20

/** The commits that a rollback undoes, the latest few of them. */
const undoneCommits = ({ rollback }: Provenance): TemplateValues['undone'] =>
  (rollback?.undone ?? []).slice(0, LONGEST_STORY).map(({ oid, url, message }) => ({
    commit: oid,
    url,
    headline: message.split('\n', 1)[0] ?? ''
  }))

/** The values of all templates for these changes. */
export function templateValues(changes: readonly Change[], provenance: Provenance): TemplateValues {
  return {
    images: summarizeImages(changes),
    changes: changes.map(({ place, image, from, to }) => ({
      file: place.file,
      line: place.line,
      image,
      from: formatReference(from),
      to: formatReference(to)
    })),
    undone: undoneCommits(provenance),
    branch: provenance.branch,
    source: { repository: provenance.repository, commit: provenance.commit },
    run: provenance.run,
    actor: provenance.actor
  }
}

const trailers = (changes: readonly Change[], provenance: Provenance): string =>
  [
    ...(provenance.rollback === undefined
      ? []
      : rollbackTrailers(provenance.rollback.to.oid, provenance.rollback.from)),
    ...auditTrailers(changes, provenance),
    updateTrailer(provenance.id)
  ].join('\n')

const isTrailerBlock = (paragraph: string): boolean =>
  paragraph.split('\n').every((line) => /^[A-Za-z0-9-]+: \S/.test(line))

/**
 * Appends trailers to a body; to the trailers that it ends with, where it does. What stands before those is cut where it is too
 * long: it lists very many changes.
 */
function withTrailers(body: string, block: string): string {
  const start = body.lastIndexOf('\n\n')
  const last = start < 0 ? body : body.slice(start + 2)
  const [text, own] = isTrailerBlock(last) ? [body.slice(0, Math.max(start, 0)), `${last}\n`] : [body, '']
  return text === '' ? `${own}${block}` : `${shorten(text, '.')}\n\n${own}${block}`
}

/** The error for a template of which nothing is left, once its values are filled in. */
export const nothingRendered = (input: string, template: Template): UpdateError =>
  new UpdateError('input', `Nothing is left of "${input}" once its values are filled in.`, {
    hint: `Its template is ${JSON.stringify(template.source)}; it can name ${listVariables(CHANGE_VARIABLES)}.`
  })

function bodyAndHeadline(template: Template, { changes, files }: Committed, provenance: Provenance): string {
  const worded = provenance.wording?.(files).text
  if (worded !== undefined) return worded
  const text = renderTemplate(template, templateValues(changes, provenance)).trim()
  if (text === '') throw nothingRendered('commit-message', template)
  return text
}

/** What a commit holds. */
export interface Committed {
  readonly changes: readonly Change[]
  readonly files: readonly ChangedFile[]
}

/**
 * The commit message for these changes: the first line of the template is the headline, the rest the body, and the trailers
 * for audit stand at its end.
 *
 * @throws UpdateError `input` when the template leaves nothing
 */
export function commitMessage(
  template: Template,
  committed: Committed,
  provenance: Provenance
): { readonly headline: string; readonly body: string } {
  const text = bodyAndHeadline(template, committed, provenance)
  const lineEnd = text.indexOf('\n')
  const headline = lineEnd < 0 ? text : text.slice(0, lineEnd).trimEnd()
  const body = lineEnd < 0 ? '' : text.slice(lineEnd + 1).trim()
  return { headline, body: withTrailers(body, trailers(committed.changes, provenance)) }
}
