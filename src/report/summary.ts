import { fenced, folded, list } from '../core/markdown/block.ts'
import { code, escapeMarkdown, link } from '../core/markdown/text.ts'
import { cautionOf, changesShown } from '../core/story/changes-shown.ts'
import { count } from '../core/story/count.ts'
import { keptShown } from '../core/story/kept-shown.ts'
import { originShown } from '../core/story/origin.ts'
import { placeLink } from '../core/story/place-link.ts'
import { unifiedDiff } from '../core/plan/diff.ts'
import { hasChanged, type Receipt } from '../deliveries/delivery.ts'
import type { Word } from '../core/deployment/word.ts'
import type { Settings } from '../inputs/settings.ts'
import type { Outcome } from '../update.ts'
import { headline, whatHappened } from './headline.ts'
import { nextShown } from './next.ts'

/** GitHub takes a mebibyte for all summaries of a step. */
const LONGEST_TABLE = 250_000
const LONGEST_DIFF = 200_000
const MOST_REMARKS = 100
const OPEN_DIFF_LINES = 60

function diffShown({ plan }: Receipt): string {
  const whole = plan.files.map(unifiedDiff).join('\n')
  const shown = whole.length > LONGEST_DIFF ? `${whole.slice(0, LONGEST_DIFF)}\n…` : whole
  const block = fenced(shown, 'diff')
  return shown.split('\n').length > OPEN_DIFF_LINES
    ? folded(`The diff of ${count(plan.files.length, 'file')}`, block)
    : block
}

function remarksOf({ plan, warnings, notices = [] }: Receipt): readonly string[] {
  const placed = plan.notices.map(({ place, message }) => `${place.file}:${String(place.line)}: ${message}`)
  const all = [...warnings, ...notices, ...placed]
  const rest = all.length - MOST_REMARKS
  return [...all.slice(0, MOST_REMARKS), ...(rest > 0 ? [`and ${String(rest)} more, in the log`] : [])]
}

/** The job summary: what changed from what to what, where it came from, where to look, and what happens next. */
export function summaryOf(
  outcome: Outcome,
  settings: Pick<Settings, 'mode' | 'waitFor' | 'waitTimeout'>
): string {
  const { repository, base, receipt, provenance } = outcome
  const { plan, commit } = receipt
  const { kind: mode } = settings.mode
  const [revision, side] =
    commit === undefined ? ([base.head, 'before'] as const) : ([commit.oid, 'place'] as const)
  const showPlace = placeLink(repository.url, revision, side)
  const happened = `${whatHappened(outcome, mode)} ${cautionOf(plan.changes, provenance)}`.trimEnd()
  const parts = [headline(outcome, mode), happened]
  if (plan.changes.length > 0) parts.push(changesShown(plan.changes, showPlace, LONGEST_TABLE))
  if (plan.changes.length > 0 && plan.kept.length > 0)
    parts.push('These places name a newer version and stay:')
  if (plan.kept.length > 0) parts.push(keptShown(plan.kept, showPlace, LONGEST_TABLE))
  if (mode === 'dry-run' && plan.files.length > 0) parts.push(diffShown(receipt))
  if (hasChanged(receipt)) parts.push(...originShown(provenance, true))
  parts.push(...nextShown(outcome, settings))
  if (plan.missing.length > 0)
    parts.push(`No place names ${plan.missing.map(({ name }) => code(name)).join(', ')}.`)
  const remarks = remarksOf(receipt)
  if (remarks.length > 0) parts.push('**What else there is to know**', list(remarks.map(escapeMarkdown)))
  return `${parts.join('\n\n')}\n`
}

/** What the GitOps agent said of a commit that runs, for the end of the job summary. */
export const deployedSummary = (words: readonly Word[]): string =>
  `### Deployed\n\n${list(
    words.map(({ context, description, url }) =>
      [link(code(context), url), escapeMarkdown(description)].filter((part) => part !== '').join(': ')
    )
  )}\n`
