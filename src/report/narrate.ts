import { formatPlace, type UpdateError } from '../core/error.ts'
import { formatReference } from '../core/image/reference.ts'
import type { Change } from '../core/manifest/manifest.ts'
import type { Merge } from '../core/merge/merge-state.ts'
import { unifiedDiff } from '../core/plan/diff.ts'
import { describeKept } from '../core/plan/kept.ts'
import type { Plan } from '../core/plan/plan.ts'
import { count } from '../core/count.ts'
import type { Receipt } from '../deliveries/delivery.ts'
import type { Mode } from '../inputs/settings.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { ManifestReading } from '../reading.ts'

/** A change in a line: what was, what is. */
export const describeChange = ({ from, to }: Change): string =>
  `${formatReference(from)} → ${formatReference(to)}`

/** Tells what was read. */
export function narrateReading(reporter: Reporter, { base, files, proposal }: ManifestReading): void {
  reporter.log(`${count(files.length, 'manifest')} of branch "${base.branch}" at ${base.head.slice(0, 7)}:`)
  for (const file of files) reporter.log(`  ${file.path}`)
  if (proposal?.pullRequest !== undefined) {
    reporter.log(`Pull request #${String(proposal.pullRequest.number)} of this target is open.`)
  }
}

/** Tells what is to be changed. */
export function narratePlan(reporter: Reporter, plan: Plan): void {
  if (plan.changes.length + plan.kept.length + plan.missing.length === 0)
    reporter.log(`${plan.wanted.length === 0 ? '' : 'Every image is as wanted: '}nothing to change.`)
  for (const change of plan.changes) reporter.log(`${formatPlace(change.place)}: ${describeChange(change)}`)
  for (const kept of plan.kept) reporter.log(`${formatPlace(kept.place)}: ${describeKept(kept)}`)
  for (const wanted of plan.missing) reporter.log(`No place names "${wanted.name}": ignored.`)
}

/** What became of a pull request that was to be merged, in words that go on after it. */
export const MERGES: Readonly<Record<Merge, string>> = {
  merged: 'is merged',
  automatic: 'is merged by GitHub as soon as what is required is met',
  queued: 'is in the merge queue'
}

/** Tells what was delivered; of a dry run, what would have been. */
export function narrateReceipt(reporter: Reporter, mode: Mode['kind'], receipt: Receipt): void {
  const { plan, commit, pullRequest, branch } = receipt
  if (mode === 'dry-run') {
    for (const file of plan.files) reporter.log(unifiedDiff(file))
    reporter.log('This is a dry run: nothing was written.')
  }
  if (commit !== undefined) {
    reporter.log(`Committed ${count(plan.files.length, 'file')} to "${branch}": ${commit.url || commit.oid}`)
  }
  if (pullRequest !== undefined && pullRequest.operation !== 'none') {
    reporter.log(`Pull request #${String(pullRequest.number)} ${pullRequest.operation}: ${pullRequest.url}`)
  }
  if (pullRequest?.merge !== undefined) reporter.log(`It ${MERGES[pullRequest.merge]}.`)
  if (mode !== 'dry-run' && commit === undefined) reporter.log('Nothing to deliver.')
}

/** Tells that the branch does not take the commit, so that it becomes a pull request. */
export function narrateProtected(reporter: Reporter, refusal: UpdateError): void {
  reporter.notice(`${refusal.message} It becomes a pull request instead, as "if-protected" says.`)
}

/** Tells that another writer was first, and how long the wait will be. */
export function narrateLostRace(reporter: Reporter, attempt: number, wait: number): void {
  const seconds = (wait / 1000).toFixed(1)
  reporter.log(
    `The branch moved during attempt ${String(attempt)}: reading and planning again on its new head in ${seconds} s.`
  )
}
