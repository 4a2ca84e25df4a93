import { fulfilledImages, refuseOlder, undecidedCommits } from './core/plan/kept.ts'
import { planUpdate, type PlanOptions } from './core/plan/plan.ts'
import type { Planning } from './deliveries/delivery.ts'
import type { Settings } from './inputs/settings.ts'
import type { Lineage } from './lineage.ts'
import type { ManifestReading } from './reading.ts'
import type { Versions } from './sources/version-source.ts'

const NOBODY: ReadonlySet<string> = new Set()

/**
 * How to plan the update of what was read: on whichever of its files, by the same wishes. Whether a version is older is judged
 * anew with every reading; the ancestry that this takes is asked for beforehand, so that a plan stays a pure value.
 */
export async function planningFor(
  reading: ManifestReading,
  { wanted, mayGoBack = false }: Versions,
  settings: Settings,
  lineage: Lineage
): Promise<Planning> {
  const { overrides, files, proposedFiles } = reading
  const options: PlanOptions = { ...settings, overrides }
  if (mayGoBack || settings.ifOlder === 'write') return (some) => planUpdate(some, wanted, options)
  const pairs = [files, proposedFiles].flatMap((some) =>
    undecidedCommits(some, wanted, options, lineage.known)
  )
  await lineage.learn(pairs)
  // What the base has already is wished for to take a proposal back, not to bring an older build.
  const exempt = proposedFiles.length === 0 ? NOBODY : fulfilledImages(files, wanted, options)
  const judging: PlanOptions = { ...options, newerStays: { ancestries: lineage.known, exempt } }
  const plan: Planning = (some) => planUpdate(some, wanted, judging)
  return settings.ifOlder === 'fail' ? (some) => refuseOlder(plan(some)) : plan
}
