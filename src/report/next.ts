import { paragraphOrList } from '../core/markdown/block.ts'
import { code, link } from '../core/markdown/text.ts'
import { duration } from '../core/story/duration.ts'
import { hasChanged } from '../deliveries/delivery.ts'
import type { Settings } from '../inputs/settings.ts'
import type { Outcome } from '../update.ts'

type Expected = Pick<Settings, 'mode' | 'waitFor' | 'waitTimeout'>

const waiting = ({ waitFor, waitTimeout }: Expected): string =>
  waitFor === undefined
    ? ''
    : ` This step waits for ${code(waitFor.name)}, for ${duration(waitTimeout)} at most.`

function proposed({ base, receipt }: Outcome, settings: Expected): string {
  const { pullRequest } = receipt
  const then = `The GitOps agent that watches ${code(base.branch)} then deploys it.`
  if (pullRequest?.merge !== undefined) return `${then}${waiting(settings)}`
  return `Merge ${link(`#${String(pullRequest?.number)}`, pullRequest?.url ?? '')}. ${then}`
}

const goingBack = ({ provenance }: Outcome): string =>
  provenance.rollback === undefined
    ? `To go back, run the step with ${code('rollback: true')} instead of a version.`
    : 'Another run goes one version further back.'

/** What happens next to what a run wrote, and what people may do, as paragraphs of Markdown. */
export function nextShown(outcome: Outcome, settings: Expected): readonly string[] {
  const { receipt, base } = outcome
  const { pullRequest } = receipt
  if (!hasChanged(receipt) || pullRequest?.operation === 'closed') return []
  if (settings.mode.kind === 'dry-run')
    return [`Without ${code('mode: dry-run')} this becomes a commit on ${code(base.branch)}.`]
  const isProposed = pullRequest !== undefined && pullRequest.merge !== 'merged'
  const deploys = `The GitOps agent that watches ${code(base.branch)} deploys it.${waiting(settings)}`
  return [
    '**What happens next**',
    paragraphOrList(isProposed ? [proposed(outcome, settings)] : [deploys, goingBack(outcome)])
  ]
}
