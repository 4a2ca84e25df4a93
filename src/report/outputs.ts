import { formatReference } from '../core/image/reference.ts'
import type { Change } from '../core/manifest/manifest.ts'
import { wantedReferences } from '../core/plan/wanted-references.ts'
import { hasChanged } from '../deliveries/delivery.ts'
import type { Settings } from '../inputs/settings.ts'
import type { Outcome } from '../update.ts'

/** The names of the outputs, as action.yml lists them. */
export const OUTPUT_NAMES = [
  'changed',
  'changes',
  'images',
  'commit-sha',
  'branch',
  'pull-request-number',
  'pull-request-url',
  'pull-request-operation',
  'deployed'
] as const

/** The outputs of a run by name; every one a string, `''` where there is nothing to tell. */
export type Outputs = Readonly<Record<(typeof OUTPUT_NAMES)[number], string>>

const outputChange = ({ place, format, image, from, to }: Change) => ({
  file: place.file,
  line: place.line,
  format,
  image,
  from: formatReference(from),
  to: formatReference(to)
})

/** The outputs for an outcome. */
export function outputsOf({ receipt, versions }: Outcome, { waitFor }: Pick<Settings, 'waitFor'>): Outputs {
  const { plan, commit, branch, pullRequest } = receipt
  return {
    changed: String(hasChanged(receipt)),
    changes: JSON.stringify(plan.changes.map(outputChange)),
    images: JSON.stringify(wantedReferences(versions.wanted, plan)),
    'commit-sha': commit?.oid ?? '',
    branch,
    'pull-request-number': pullRequest === undefined ? '' : String(pullRequest.number),
    'pull-request-url': pullRequest?.url ?? '',
    'pull-request-operation': pullRequest?.operation ?? 'none',
    // Until the agent has spoken.
    deployed: waitFor === undefined ? '' : 'false'
  }
}
