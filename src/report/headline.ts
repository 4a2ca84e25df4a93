import { count } from '../core/count.ts'
import { code, escapeMarkdown, link } from '../core/markdown/text.ts'
import { hasChanged } from '../deliveries/delivery.ts'
import type { Mode } from '../inputs/settings.ts'
import type { Versions } from '../sources/version-source.ts'
import type { Outcome } from '../update.ts'
import { MERGES } from './narrate.ts'

/** Whether there are versions that were not written for another reason than that they are there. */
const isIncomplete = ({ isHeld, failures = [] }: Versions): boolean => isHeld === true || failures.length > 0

/** What came of it, as the heading of the job summary. */
export function headline({ repository, receipt, versions }: Outcome, mode: Mode['kind']): string {
  const name = escapeMarkdown(repository.nameWithOwner)
  const { plan, pullRequest } = receipt
  if (!hasChanged(receipt) && isIncomplete(versions)) return `### Nothing was written to ${name}`
  if (!hasChanged(receipt)) return `### ${name} is ${plan.kept.length > 0 ? 'newer' : 'up to date'}`
  if (pullRequest?.operation === 'closed') return `### Nothing is left to propose for ${name}`
  const changes = count(new Set(plan.changes.map(({ image }) => image)).size, 'image')
  if (mode === 'dry-run') return `### Would update ${changes} in ${name}`
  if (pullRequest !== undefined && pullRequest.merge !== 'merged')
    return `### Proposed ${changes} for ${name}`
  return `### Updated ${changes} in ${name}`
}

/** What was written, and where to look at it. */
export function whatHappened({ repository, receipt, versions }: Outcome, mode: Mode['kind']): string {
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
  if (isIncomplete(versions)) return `What is said below was left out on ${on}; all else is as wanted.`
  return `Every image on ${on} is as wanted: nothing was written.`
}
