import { describeKept } from '../core/plan/kept.ts'
import type { Settings } from '../inputs/settings.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { Outcome } from '../update.ts'
import { describeChange } from './narrate.ts'
import { outputsOf } from './outputs.ts'
import { summaryOf } from './summary.ts'

/** Hands an outcome to people and to later steps: annotations on the changed lines, outputs and the job summary. */
export async function report(reporter: Reporter, outcome: Outcome, settings: Settings): Promise<void> {
  const { receipt, versions } = outcome
  const { plan } = receipt
  for (const change of plan.changes)
    for (const place of [change.place, ...(change.also ?? [])])
      reporter.notice(describeChange(change), place, change.image)
  for (const kept of plan.kept) reporter.warning(describeKept(kept), kept.place)
  for (const { place, message } of plan.notices) reporter.notice(message, place)
  for (const notice of versions.notices) reporter.notice(notice)
  for (const notice of receipt.notices ?? []) reporter.notice(notice)
  for (const warning of receipt.warnings) reporter.warning(warning)
  for (const [name, value] of Object.entries(outputsOf(outcome, settings))) reporter.output(name, value)
  await reporter.summary(summaryOf(outcome, settings))
}
