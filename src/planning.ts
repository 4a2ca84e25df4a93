import { fulfilledImages, mayBeUndecided, refuseOlder, trialOf, undecidedOrders } from './core/plan/kept.ts'
import { planUpdate, type Plan, type PlanOptions } from './core/plan/plan.ts'
import type { PlannedFile } from './core/plan/planned-file.ts'
import { pairKey, type CommitPair } from './core/version/ancestry.ts'
import type { Judgement } from './core/manifest/newer.ts'
import type { Planning } from './deliveries/delivery.ts'
import type { Settings } from './inputs/settings.ts'
import type { KnownOrigins } from './known-origins.ts'
import type { Lineage } from './lineage.ts'
import type { ManifestReading } from './reading.ts'
import type { Versions } from './sources/version-source.ts'

/** What a run learns of commits, from one attempt to the next. */
export interface Knowledge {
  readonly lineage: Lineage
  /** Left out where the commit of the run does not say what its versions were built from. */
  readonly origins: KnownOrigins | undefined
}

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

const judgementBy = ({ lineage, origins }: Knowledge, exempt: ReadonlySet<string>): Judgement => ({
  ancestries: lineage.known,
  origins,
  exempt
})

/** Files that may be planned on, and the branch that they are of. */
interface TrialGround {
  readonly branch: string
  readonly files: readonly PlannedFile[]
}

/**
 * Plans on trial by what is known of commits, and asks for what else decides which version is older.
 *
 * @returns the trials that hold: what was learnt makes nothing of them older than what is there
 */
async function tried(
  grounds: readonly TrialGround[],
  { wanted }: Versions,
  options: PlanOptions,
  knowledge: Knowledge
): Promise<Plans> {
  const { lineage, origins } = knowledge
  const judging = { ...options, newerStays: judgementBy(knowledge, NOBODY) }
  const trials = grounds.map((ground) => ({ ...ground, trial: trialOf(ground.files, wanted, judging) }))
  const pairs: CommitPair[] = []
  for (const { branch, trial } of trials) {
    if (trial === undefined) continue
    const { commits, untold } = undecidedOrders(trial, lineage.known)
    pairs.push(...commits, ...((await origins?.learn(untold, branch)) ?? []))
  }
  await lineage.learn(pairs)
  const isOlder = pairs.some((pair) => lineage.known.get(pairKey(pair)) === 'behind')
  const isFinal = ({ missing, kept }: Plan): boolean => !isOlder && missing.length + kept.length === 0
  return new Map(
    trials.flatMap(({ files, trial }) => (trial !== undefined && isFinal(trial) ? [[files, trial]] : []))
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
  knowledge: Knowledge
): Promise<Planning> {
  const { base, overrides, files, proposal, proposedFiles } = reading
  const { wanted, mayGoBack = false } = versions
  const options: PlanOptions = { ...settings, overrides }
  if (mayGoBack || settings.ifOlder === 'write') return once((some) => planUpdate(some, wanted, options))
  const grounds = [
    { branch: base.branch, files },
    { branch: proposal?.branch?.branch ?? '', files: proposedFiles }
  ]
  const trials = await tried(wanted.some(mayBeUndecided) ? grounds : [], versions, options, knowledge)
  // What the base has already is wished for to take a proposal back, not to bring an older build.
  const exempt = proposedFiles.length === 0 ? NOBODY : fulfilledImages(files, wanted, options)
  const judging: PlanOptions = { ...options, newerStays: judgementBy(knowledge, exempt) }
  const plan = once((some) => planUpdate(some, wanted, judging), trials)
  return settings.ifOlder === 'fail' ? (some) => refuseOlder(plan(some)) : plan
}
