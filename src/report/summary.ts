import { fenced, fitting, folded, list } from '../core/markdown/block.ts'
import { brief, code, escapeMarkdown, link } from '../core/markdown/text.ts'
import { cautionOf, changesShown } from '../core/story/changes-shown.ts'
import { count } from '../core/count.ts'
import { keptShown } from '../core/story/kept-shown.ts'
import { originShown } from '../core/story/origin.ts'
import { placeLink } from '../core/story/place-link.ts'
import { unifiedDiff } from '../core/plan/diff.ts'
import { shorten } from '../core/plan/shorten.ts'
import { hasChanged, type PullRequestReceipt, type Receipt } from '../deliveries/delivery.ts'
import type { Wanted } from '../core/image/wanted.ts'
import type { Word } from '../core/deployment/word.ts'
import type { Settings } from '../inputs/settings.ts'
import type { Commit } from '../ports/repository.ts'
import type { Outcome } from '../update.ts'
import { headline, whatHappened } from './headline.ts'
import { nextShown } from './next.ts'

/** GitHub takes a mebibyte for all summaries of a step: what was done, and what the GitOps agent said of it. */
const MOST_BYTES = 1_000_000
/** How long a table, the diff and the origin may each be, the first that fits. */
const LENGTHS = [250_000, 100_000, 50_000]
const MOST_REMARKS = 100
const LONGEST_REMARK = 500
const MOST_NAMES = 20
const OPEN_DIFF_LINES = 60

function diffShown({ plan }: Receipt, longest: number): string {
  const shown = shorten(plan.files.map(unifiedDiff).join('\n'), '', longest)
  const block = fenced(shown, 'diff')
  return shown.split('\n').length > OPEN_DIFF_LINES
    ? folded(`The diff of ${count(plan.files.length, 'file')}`, block)
    : block
}

function missingShown(missing: readonly Wanted[]): string {
  const names = missing.slice(0, MOST_NAMES).map(({ name }) => code(brief(name)))
  const rest = missing.length - names.length
  return `No place names ${names.join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}.`
}

function remarksOf({ plan, warnings, notices = [] }: Receipt): readonly string[] {
  const placed = plan.notices.map(({ place, message }) => `${place.file}:${String(place.line)}: ${message}`)
  const all = [...warnings, ...notices, ...placed]
  const rest = all.length - MOST_REMARKS
  return [...all.slice(0, MOST_REMARKS), ...(rest > 0 ? [`and ${String(rest)} more, in the log`] : [])]
}

type Reported = Pick<Settings, 'mode' | 'waitFor' | 'waitTimeout'>

const sizeOf = (text: string): number => new TextEncoder().encode(text).length

/** The job summary: what changed from what to what, where it came from, where to look, and what happens next. */
export const summaryOf = (outcome: Outcome, settings: Reported): string =>
  fitting((longest) => summaryWithin(longest, outcome, settings), MOST_BYTES, LENGTHS, sizeOf)

function summaryWithin(longest: number, outcome: Outcome, settings: Reported): string {
  const { repository, base, receipt, provenance } = outcome
  const { plan, commit } = receipt
  const { kind: mode } = settings.mode
  const [revision, side] =
    commit === undefined ? ([base.head, 'before'] as const) : ([commit.oid, 'place'] as const)
  const showPlace = placeLink(repository.url, revision, side)
  const happened = `${whatHappened(outcome, mode)} ${cautionOf(plan.changes, provenance)}`.trimEnd()
  const parts = [headline(outcome, mode), happened]
  if (plan.changes.length > 0) parts.push(changesShown(plan.changes, showPlace, longest))
  if (plan.changes.length > 0 && plan.kept.length > 0)
    parts.push('These places name a newer version and stay:')
  if (plan.kept.length > 0) parts.push(keptShown(plan.kept, showPlace, longest))
  if (mode === 'dry-run' && plan.files.length > 0) parts.push(diffShown(receipt, longest))
  if (hasChanged(receipt)) parts.push(originShown(provenance, longest, true))
  parts.push(...nextShown(outcome, settings))
  if (plan.missing.length > 0) parts.push(missingShown(plan.missing))
  const remarks = remarksOf(receipt)
  if (remarks.length > 0)
    parts.push(
      '**What else there is to know**',
      list(remarks.map((remark) => escapeMarkdown(brief(remark, LONGEST_REMARK))))
    )
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** What the GitOps agent said of a commit that runs, for the end of the job summary. */
export const deployedSummary = (words: readonly Word[]): string =>
  `### Deployed\n\n${list(
    words.map(({ context, description, url }) =>
      [link(code(brief(context)), url), escapeMarkdown(brief(description))]
        .filter((part) => part !== '')
        .join(': ')
    )
  )}\n`

/** That a proposal was merged while the step waited, and as what. */
export const mergedSummary = ({ number, url }: PullRequestReceipt, commit: Commit, branch: string): string =>
  `### Merged\n\nPull request ${link(`#${String(number)}`, url)} was merged into ${code(branch)} as ${link(code(commit.oid.slice(0, 7)), commit.url)}.\n`
