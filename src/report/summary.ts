import { unifiedDiff } from '../core/plan/diff.ts'
import {
  changesTable,
  code,
  escapeMarkdown,
  fenced,
  keptTable,
  type ShowFile
} from '../core/plan/markdown.ts'
import { undoing } from '../core/plan/undoing.ts'
import { hasChanged, type Receipt } from '../deliveries/delivery.ts'
import type { Mode } from '../inputs/settings.ts'
import type { Outcome } from '../update.ts'
import { count, MERGES } from './narrate.ts'

const LONGEST_DIFF = 200_000

// encodeURIComponent leaves parentheses, which would end the link.
const percentEncoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** A link; the text alone where there is no page to link to. */
const link = (text: string, url: string): string =>
  url === '' ? text : `[${text}](${url.replaceAll(/[()\s]/g, percentEncoded)})`

/** A file of a change as a link to its line in the commit, where there is one to link to. */
function fileLink({ repository, receipt }: Outcome): ShowFile {
  const { commit } = receipt
  return ({ place }) => {
    const shown = code(`${place.file}:${String(place.line)}`)
    if (commit === undefined || repository.url === '') return shown
    const path = place.file.split('/').map(encodeURIComponent).join('/')
    return link(shown, `${repository.url}/blob/${commit.oid}/${path}#L${String(place.line)}`)
  }
}

function headline({ repository, receipt }: Outcome, mode: Mode['kind']): string {
  const name = escapeMarkdown(repository.nameWithOwner)
  const { plan } = receipt
  if (!hasChanged(receipt)) return `### ${name} is ${plan.kept.length > 0 ? 'newer' : 'up to date'}`
  const changes = count(new Set(plan.changes.map(({ image }) => image)).size, 'image')
  if (mode === 'dry-run') return `### Would update ${changes} in ${name}`
  if (receipt.pullRequest !== undefined && receipt.pullRequest.merge !== 'merged')
    return `### Proposed ${changes} for ${name}`
  return `### Updated ${changes} in ${name}`
}

function whatHappened({ repository, receipt }: Outcome, mode: Mode['kind']): string {
  const { plan, commit, pullRequest } = receipt
  const on = `branch ${code(receipt.branch)} of ${link(escapeMarkdown(repository.nameWithOwner), repository.url)}`
  if (pullRequest !== undefined) {
    const verb = pullRequest.operation === 'none' ? 'is open' : pullRequest.operation
    const merge = pullRequest.merge === undefined ? '' : ` It ${MERGES[pullRequest.merge]}.`
    return `Pull request ${link(`#${String(pullRequest.number)}`, pullRequest.url)} ${verb}.${merge}`
  }
  if (commit !== undefined) return `Commit ${link(code(commit.oid.slice(0, 7)), commit.url)} on ${on}.`
  if (mode === 'dry-run' && plan.files.length > 0) return `A dry run for ${on}: nothing was written.`
  if (plan.kept.length > 0) return `What is newer on ${on} stays: nothing was written.`
  return `Every image on ${on} is as wanted: nothing was written.`
}

function diffs({ plan }: Receipt): string {
  const whole = plan.files.map(unifiedDiff).join('\n')
  const shown = whole.length > LONGEST_DIFF ? `${whole.slice(0, LONGEST_DIFF)}\n…` : whole
  return fenced(shown, 'diff')
}

/** The job summary: what changed from what to what, where, and where to look. */
export function summaryOf(outcome: Outcome, mode: Mode['kind']): string {
  const { receipt, versions } = outcome
  const { plan } = receipt
  const parts = [headline(outcome, mode), whatHappened(outcome, mode)]
  if (plan.changes.length > 0) parts.push(changesTable(plan.changes, fileLink(outcome)))
  if (plan.kept.length > 0)
    parts.push('These places name a newer version and stay:', keptTable(plan.kept, fileLink(outcome)))
  if (versions.rollback !== undefined) parts.push(...undoing(versions.rollback))
  if (mode === 'dry-run' && plan.files.length > 0) parts.push(diffs(receipt))
  if (plan.missing.length > 0) {
    parts.push(`No place names ${plan.missing.map(({ name }) => code(name)).join(', ')}.`)
  }
  const remarks = [
    ...receipt.warnings,
    ...(receipt.notices ?? []),
    ...plan.notices.map(({ place, message }) => `${place.file}:${String(place.line)}: ${message}`)
  ]
  if (remarks.length > 0) parts.push(remarks.map((remark) => `- ${escapeMarkdown(remark)}`).join('\n'))
  return `${parts.join('\n\n')}\n`
}

/** The job summary of a run that failed. */
export const failureSummary = (message: string): string =>
  `### No image was updated\n\n${fenced(message, 'text')}\n`
