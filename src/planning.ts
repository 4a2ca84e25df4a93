import { fulfilledImages, mayBeCommit, refuseOlder, trialOf, undecidedCommits } from './core/plan/kept.ts'
import { planUpdate, type Plan, type PlanOptions } from './core/plan/plan.ts'
import type { PlannedFile } from './core/plan/planned-file.ts'
import { pairKey } from './core/version/ancestry.ts'
import type { Planning } from './deliveries/delivery.ts'
import type { Settings } from './inputs/settings.ts'
import type { Lineage } from './lineage.ts'
import type { ManifestReading } from './reading.ts'
import type { Versions } from './sources/version-source.ts'

const NOBODY: ReadonlySet<string> = new Set()

type Plans = Map<readonly PlannedFile[], Plan>

/** Plans the same files once: a delivery plans on several to find its ground, and then on that. */
function once(plan: Planning, made: Plans = new Map()): Planning {
  return (files) => {
    const known = made.get(files) ?? plan(files)
    made.set(files, known)
    return known
  }
}

/**
 * Plans on trial by what is known of commits, and asks for what else decides which version is older.
 *
 * @returns the trials that hold: what was learnt makes nothing of them older than what is there
 */
async function tried(
  grounds: readonly (readonly PlannedFile[])[],
  { wanted }: Versions,
  options: PlanOptions,
  lineage: Lineage
): Promise<Plans> {
  const judging = { ...options, newerStays: { ancestries: lineage.known, exempt: NOBODY } }
  const trials = grounds.map((files) => [files, trialOf(files, wanted, judging)] as const)
  const pairs = trials.flatMap(([, trial]) =>
    trial === undefined ? [] : undecidedCommits(trial, lineage.known)
  )
  await lineage.learn(pairs)
  const isOlder = pairs.some((pair) => lineage.known.get(pairKey(pair)) === 'behind')
  const isFinal = ({ missing, kept }: Plan): boolean => !isOlder && missing.length + kept.length === 0
  return new Map(
    trials.flatMap(([files, trial]) => (trial !== undefined && isFinal(trial) ? [[files, trial]] : []))
  )
}

/**
 * How to plan the update of what was read: on whichever of its files, by the same wishes. Whether a version is older is judged
 * anew with every reading; the ancestry that this takes is asked for beforehand, so that a plan stays a pure value.
 */
export async function planningFor(
  reading: ManifestReading,
  versions: Versions,
  settings: Settings,
  lineage: Lineage
): Promise<Planning> {
  const { overrides, files, proposedFiles } = reading
  const { wanted, mayGoBack = false } = versions
  const options: PlanOptions = { ...settings, overrides }
  if (mayGoBack || settings.ifOlder === 'write') return once((some) => planUpdate(some, wanted, options))
  const grounds = wanted.some(mayBeCommit) ? [files, proposedFiles] : []
  const trials = await tried(grounds, versions, options, lineage)
  // What the base has already is wished for to take a proposal back, not to bring an older build.
  const exempt = proposedFiles.length === 0 ? NOBODY : fulfilledImages(files, wanted, options)
  const judging: PlanOptions = { ...options, newerStays: { ancestries: lineage.known, exempt } }
  const plan = once((some) => planUpdate(some, wanted, judging), trials)
  return settings.ifOlder === 'fail' ? (some) => refuseOlder(plan(some)) : plan
}
