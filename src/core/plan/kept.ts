import { UpdateError } from '../error.ts'
import { formatReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { KeptImage } from '../manifest/manifest.ts'
import type { Ancestries, CommitPair } from '../version/ancestry.ts'
import { maskCommits } from '../version/commit-tag.ts'
import { orderReferences } from '../version/order.ts'
import { planUpdate, type Plan, type PlanOptions } from './plan.ts'
import type { PlannedFile } from './planned-file.ts'

/** What is told on a line that names a newer version than the one wanted. */
export const describeKept = ({ stays, reason }: KeptImage): string =>
  `Stays at ${formatReference(stays)}: ${reason}. Set "if-older" to "write" to write it all the same.`

/**
 * Lets a plan pass that writes every version wanted.
 *
 * @throws UpdateError `older` where places stay as they are, for they name a newer one
 */
export function refuseOlder(plan: Plan): Plan {
  const [first, ...others] = plan.kept
  if (first === undefined) return plan
  const rest = others.length === 0 ? '' : ` So do ${String(others.length)} more.`
  throw new UpdateError(
    'older',
    `This place names a newer version than the one to be written (${formatReference(first.stays)}): ${first.reason}.${rest}`,
    {
      place: first.place,
      hint: 'Nothing was written. Set "if-older" to "skip" to leave such places as they are, or to "write" to go back.'
    }
  )
}

/** Whether a wanted version may be a commit, so that ancestry may tell which of two is newer. */
export const mayBeCommit = ({ tag }: Wanted): boolean =>
  typeof tag === 'object' && maskCommits(tag.set).commits.length > 0

/** A plan on trial: images that no place names are let pass. Where it fails, the one that counts will tell. */
export function trialOf(
  files: readonly PlannedFile[],
  wanted: readonly Wanted[],
  options: PlanOptions
): Plan | undefined {
  try {
    return planUpdate(files, wanted, { ...options, ifMissing: 'ignore' })
  } catch (error) {
    if (error instanceof UpdateError) return undefined
    throw error
  }
}

/** The names of the wanted images whose places hold what is wanted: there is nothing to write in these files. */
export function fulfilledImages(
  files: readonly PlannedFile[],
  wanted: readonly Wanted[],
  options: PlanOptions
): ReadonlySet<string> {
  const { settled = [], changes = [] } = trialOf(files, wanted, options) ?? {}
  const changed = new Set(changes.map(({ image }) => image))
  return new Set(settled.map((each) => each.wanted.name).filter((image) => !changed.has(image)))
}

/** The commits whose ancestry decides whether what a plan would write is older than what is there. */
export const undecidedCommits = ({ changes }: Plan, known: Ancestries): readonly CommitPair[] =>
  changes.flatMap(({ from, to }) => orderReferences(to, from, known).commits ?? [])
