import { rangesOf } from './core/plan/commits-between.ts'
import type { Plan } from './core/plan/plan.ts'
import type { Provenance } from './core/plan/message.ts'
import { untilLanded } from './deliveries/attempts.ts'
import { withAutoMerge } from './deliveries/auto-merge.ts'
import { commitDelivery } from './deliveries/commit.ts'
import type { Delivery, Ground, Receipt } from './deliveries/delivery.ts'
import { dryRunDelivery } from './deliveries/dry-run.ts'
import { commitOrPropose } from './deliveries/protected.ts'
import { pullRequestDelivery } from './deliveries/pull-request.ts'
import type { ProposalSettings, Settings } from './inputs/settings.ts'
import { KnownOrigins } from './known-origins.ts'
import { Lineage } from './lineage.ts'
import { planningFor } from './planning.ts'
import type { Agent } from './ports/agent.ts'
import type { Clock } from './ports/clock.ts'
import type { Merging } from './ports/merging.ts'
import type { PullRequests } from './ports/pull-requests.ts'
import type { ReadRequest, RepositoryFacts } from './ports/reading.ts'
import type { Snapshot } from './ports/snapshot.ts'
import type { Reporter } from './ports/reporter.ts'
import type { Registry } from './ports/registry.ts'
import type { Repository } from './ports/repository.ts'
import type { SourceRepository } from './ports/source-repository.ts'
import { readManifests, type ManifestReading } from './reading.ts'
import {
  narrateLostRace,
  narratePlan,
  narrateProtected,
  narrateReading,
  narrateReceipt
} from './report/narrate.ts'
import type { Versions } from './sources/version-source.ts'
import { selectionsFor, sourceFor } from './sourcing.ts'

/** The world as an update needs it. */
export interface Ports {
  readonly repository: Repository
  readonly pullRequests: PullRequests
  readonly merging: Merging
  readonly registry: Registry
  /** `undefined` where there is nothing to ask about commits. */
  readonly sourceRepository: SourceRepository | undefined
  readonly agent: Agent
  readonly reporter: Reporter
  readonly clock: Clock
}

/** What an update came to. */
export interface Outcome {
  readonly repository: RepositoryFacts
  /** The branch that is updated, and where it was when it was read for the last time. */
  readonly base: Pick<Snapshot, 'branch' | 'head'>
  readonly versions: Versions
  readonly provenance: Provenance
  readonly receipt: Receipt
}

/** What is known of the run before anything is read. */
export type RunOrigin = Omit<
  Provenance,
  'branch' | 'head' | 'chosenBy' | 'stories' | 'rollback' | 'between' | 'wording'
>

function proposing(proposal: ProposalSettings, { commitMessage }: Settings, ports: Ports): Delivery {
  const propose = pullRequestDelivery(ports, proposal, commitMessage)
  return proposal.autoMerge === undefined ? propose : withAutoMerge(propose, ports, proposal.autoMerge)
}

function deliveryFor(settings: Settings, ports: Ports): Delivery {
  const { mode, commitMessage } = settings
  if (mode.kind === 'dry-run') return dryRunDelivery()
  if (mode.kind === 'pull-request') return proposing(mode.proposal, settings, ports)
  const commit = commitDelivery(ports.repository, commitMessage)
  if (mode.proposal === undefined) return commit
  return commitOrPropose(commit, proposing(mode.proposal, settings, ports), (refusal) => {
    narrateProtected(ports.reporter, refusal)
  })
}

function readRequest({ branch, mode }: Settings): Omit<ReadRequest, 'paths'> {
  if (mode.kind === 'dry-run' || mode.proposal === undefined) return { branch }
  const { branch: head, annotations, supersede: siblings } = mode.proposal
  const isOptional = mode.kind === 'commit'
  return { branch, proposal: { branch: head, annotations, siblings, isOptional } }
}

/** The inputs that choose versions, for those who ask later. */
const CHOOSERS: Readonly<Record<Settings['source']['kind'], string>> = {
  given: '',
  registry: 'update-strategy',
  policies: 'policies',
  promotion: 'promote-from',
  rollback: 'rollback'
}

const titleOf = ({ repository, checkout = '' }: Settings): string =>
  repository === undefined ? `the checkout "${checkout}"` : `${repository.owner}/${repository.name}`

/** Whether a pull request for another environment is opened: its reviewers want to see what comes with it. */
const isPromotionProposed = ({ mode, source }: Settings): boolean =>
  mode.kind === 'pull-request' && source.kind === 'promotion'

/** Versions without their own wording, where the user has one. */
const wordedBy = ({ isMessageGiven }: Settings, { wording, ...versions }: Versions): Versions =>
  wording === undefined || isMessageGiven ? versions : { ...versions, wording }

/** What is known to be refused is not sent. Where nothing differs, and in a dry run, nothing would be. */
function requireWritable({ repository }: ManifestReading, { mode }: Settings, plan: Plan): void {
  if (repository.obstacle === undefined || mode.kind === 'dry-run' || plan.files.length === 0) return
  throw repository.obstacle
}

/**
 * Reads, plans and delivers until the change has landed, each attempt anew from the head that it finds. An attempt whose plan
 * is empty has nothing to deliver: the wish is fulfilled, by whomever.
 */
export async function update(settings: Settings, origin: RunOrigin, ports: Ports): Promise<Outcome> {
  const { repository, reporter, clock } = ports
  const delivery = deliveryFor(settings, ports)
  const source = sourceFor(settings, ports, origin.id)
  const selections = selectionsFor(settings)
  const lineage = new Lineage(ports.sourceRepository, origin.commit)
  const origins = settings.source.kind === 'given' ? new KnownOrigins(ports, origin) : undefined

  const read = async (): Promise<ManifestReading> => {
    const reading = await readManifests(repository, selections, readRequest(settings))
    narrateReading(reporter, reading)
    return reading
  }
  const planFor = async (
    reading: ManifestReading,
    versions: Versions
  ): Promise<{ readonly ground: Ground; readonly plan: Plan }> => {
    const planning = await planningFor(reading, versions, settings, { lineage, origins })
    const ground = await delivery(reading, planning)
    const plan = planning(ground.files)
    narratePlan(reporter, plan)
    return { ground, plan }
  }
  const provenanceOf = async (
    plan: Plan,
    { branch, head }: Snapshot,
    { rollback, wording, stories = [] }: Versions
  ): Promise<Provenance> => {
    const between = await lineage.between(rangesOf(plan.changes), isPromotionProposed(settings))
    const chosenBy = CHOOSERS[settings.source.kind]
    return { ...origin, branch, head, chosenBy, stories, rollback, between, wording }
  }
  const deliver = async (ground: Ground, plan: Plan, provenance: Provenance): Promise<Receipt> => {
    const receipt = await ground.deliver(plan, provenance)
    narrateReceipt(reporter, settings.mode.kind, receipt)
    return receipt
  }
  const attempt = async (): Promise<Outcome> => {
    const reading = await reporter.group(`Read ${titleOf(settings)}`, read)
    const versions = wordedBy(settings, await source(reading))
    const { ground, plan } = await reporter.group('Plan the update', () => planFor(reading, versions))
    requireWritable(reading, settings, plan)
    const provenance = await provenanceOf(plan, reading.base, versions)
    const receipt = await reporter.group(`Deliver (${settings.mode.kind})`, () =>
      deliver(ground, plan, provenance)
    )
    const unworded = versions.wording?.(receipt.plan.files).notices ?? []
    const told = { ...versions, notices: [...versions.notices, ...lineage.notices, ...unworded] }
    return { repository: reading.repository, base: reading.base, versions: told, provenance, receipt }
  }

  return untilLanded(settings.retries, clock, attempt, (number, wait) => {
    narrateLostRace(reporter, number, wait)
  })
}
