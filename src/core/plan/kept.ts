import { UpdateError } from '../error.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { KeptImage } from '../manifest/manifest.ts'
import type { Ancestries, CommitPair } from '../version/ancestry.ts'
import { maskCommits } from '../version/commit-tag.ts'
import { orderReferences, tellsOrder } from '../version/order.ts'
import { planUpdate, type Plan, type PlanOptions } from './plan.ts'
import type { PlannedFile } from './planned-file.ts'

/** What is told on a line that names a newer version than the one wanted. */
export const describeKept = ({ stays, reason }: KeptImage): string =>
  `Stays at ${formatReference(stays)}: ${reason}. Set "if-older" to "write" to write it anyway.`

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

/** Whether it may take more than the wish itself to tell whether it is for an older version. */
export function mayBeUndecided({ tag, digest }: Wanted): boolean {
  if (typeof tag !== 'object') return typeof digest === 'object'
  return maskCommits(tag.set).commits.length > 0 || !tellsOrder(tag.set)
}

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

/** What has to be known to tell whether a plan would write older versions. */
export interface Undecided {
  /** The commits whose ancestry tells. */
  readonly commits: readonly CommitPair[]
  /** The versions that say nothing themselves, of those that would give way. */
  readonly untold: readonly ImageReference[]
}

/** What is not decided yet of the versions that a plan would write. */
export function undecidedOrders({ changes }: Plan, known: Ancestries): Undecided {
  const orders = changes.map(({ from, to }) => ({ from, ...orderReferences(to, from, known) }))
  return {
    commits: orders.flatMap(({ commits }) => commits ?? []),
    untold: orders.flatMap(({ from, isUntold }) => (isUntold === true ? [from] : []))
  }
}
