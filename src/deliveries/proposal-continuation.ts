import type { Change } from '../core/manifest/manifest.ts'
import { UPDATE_TRAILER } from '../core/plan/message.ts'
import type { ChangedFile, Plan } from '../core/plan/plan.ts'
import {
  conflictWarning,
  isJobToken,
  jobTokenNotice,
  leftOutWarning,
  spentButTheirs
} from '../core/story/proposal-remarks.ts'
import type { OpenPullRequest } from '../ports/proposal.ts'
import type { PullRequestReceipt, PullRequestUpdate } from '../ports/pull-requests.ts'
import type { Commit } from '../ports/repository.ts'
import type { ObjectId } from '../ports/snapshot.ts'
import { nothingWritten, type Planning, type Receipt } from './delivery.ts'
import {
  annotationsFor,
  baseOf,
  commitOf,
  newText,
  squashMessage,
  type ProposalAttempt
} from './proposal-attempt.ts'
import { proposalOf, type ProposalCourse } from './proposal-ground.ts'
import { proposedChanges } from './proposed-changes.ts'
import { closeReplacedProposals } from './replaced-proposals.ts'
import { orReadAgain } from './unfinished-proposal.ts'

/** A plan without the files that the branch cannot have yet. */
function withoutGained(plan: Plan, gained: readonly string[]): Plan {
  if (!plan.files.some(({ path }) => gained.includes(path))) return plan
  return {
    ...plan,
    files: plan.files.filter(({ path }) => !gained.includes(path)),
    changes: plan.changes.filter(({ place }) => !gained.includes(place.file))
  }
}

/** Goes on with the open pull request by a commit on top of its branch, if there is anything to write. */
export async function appendToProposal(
  attempt: ProposalAttempt,
  { pullRequest, isSpent }: Extract<ProposalCourse, { kind: 'append' }>,
  remarks: readonly string[] = []
): Promise<Receipt> {
  const { reading, ground } = attempt
  const plan = withoutGained(attempt.plan, ground.gained)
  const leftOut = attempt.plan.files
    .filter((file) => !plan.files.includes(file))
    .map(({ path }) => leftOutWarning(path, reading.base.branch))
  const spent = isSpent ? [spentButTheirs(pullRequest.number, reading.base.branch)] : []
  const changes = proposedChanges(
    { ...baseOf(reading), forked: reading.forkedFiles },
    ground.files,
    plan,
    pullRequest.body
  )
  const { update } = attempt.work.pullRequests
  const receipt = await write({ ...attempt, plan }, pullRequest, { files: plan.files, changes, send: update })
  return { ...receipt, warnings: [...receipt.warnings, ...remarks, ...spent, ...leftOut] }
}

/** Puts the open pull request on the base as it is now: all that it proposes, in one commit. */
export async function rebuildProposal(
  attempt: ProposalAttempt,
  { pullRequest, replaced }: Extract<ProposalCourse, { kind: 'rebuild' }>
): Promise<Receipt> {
  const { work, reading, ground, plan, provenance } = attempt
  const planned = new Map(plan.files.map((file) => [file.path, file.text]))
  const after = new Map(ground.files.map(({ path, text }) => [path, planned.get(path) ?? text]))
  const files = reading.files.flatMap(({ path, text: before, executable }): ChangedFile[] => {
    const text = after.get(path)
    if (before === undefined || text === undefined || text === before) return []
    return [{ path, before, text, executable }]
  })
  const changes = proposedChanges(baseOf(reading), ground.files, plan)
  const scratch = `${work.settings.branch}--tmp-${provenance.id}`
  return write(attempt, pullRequest, {
    files,
    changes,
    describes: changes,
    send: (update) => work.pullRequests.rebuild({ ...update, replaced, scratch })
  })
}

/**
 * Merges the base into the branch, which holds what must not be replaced, and goes on from there. Where that is a conflict, the
 * commit goes on top all the same, and a person is told what to do.
 */
export async function mergeIntoProposal(
  attempt: ProposalAttempt,
  { pullRequest, conflicts }: Extract<ProposalCourse, { kind: 'merge' }>,
  planning: Planning
): Promise<Receipt> {
  const { work, reading, ground } = attempt
  const { branch } = work.settings
  const { base, repository } = reading
  const course = { kind: 'append', pullRequest, isSpent: false } as const
  const merged = await orReadAgain(() =>
    work.pullRequests.mergeBase({
      repository,
      branch,
      base: base.head,
      message: { headline: `Merge branch '${base.branch}' into ${branch}`, body: `${UPDATE_TRAILER}: merge` }
    })
  )
  if (merged === undefined) {
    const known = conflicts.filter((path) => !ground.gained.includes(path))
    const paths = known.length > 0 ? known : conflicts
    return appendToProposal(attempt, course, [
      conflictWarning(pullRequest.number, { branch, base: base.branch, paths })
    ])
  }
  const files = await filesAt(attempt, merged)
  const onMerged = {
    ...attempt,
    plan: planning(files),
    ground: { ...ground, files, parent: merged, gained: [] }
  }
  const receipt = await appendToProposal(onMerged, course)
  if (receipt.commit !== undefined) return receipt
  const { number, url } = pullRequest
  return {
    ...receipt,
    commit: { oid: merged, url: `${repository.url}/commit/${merged}` },
    pullRequest: { ...receipt.pullRequest, number, url, operation: 'updated' }
  }
}

async function filesAt({ work, reading }: ProposalAttempt, commit: ObjectId) {
  const paths = reading.files.map(({ path }) => path)
  const read = await work.repository.readFiles(commit, paths)
  return reading.files.flatMap((file) => {
    const found = read.get(file.path)
    return found === undefined ? [] : [{ ...file, text: found.text }]
  })
}

interface Writing {
  readonly files: readonly ChangedFile[]
  /** All that the pull request will propose. */
  readonly changes: readonly Change[]
  /** What the commit tells of, where that is more than the plan. */
  readonly describes?: readonly Change[]
  readonly send: (update: PullRequestUpdate) => Promise<PullRequestReceipt>
}

async function write(
  attempt: ProposalAttempt,
  pullRequest: OpenPullRequest,
  { files, changes, describes, send }: Writing
): Promise<Receipt> {
  const { work, reading, plan, landed } = attempt
  const { number, url } = pullRequest
  const { annotations, notices } = annotationsFor(attempt, pullRequest.author)
  const commit = commitOf(attempt, files, describes ?? plan.changes)
  const squash = await squashMessage(attempt, changes)
  const receipt = (
    written: Plan,
    oid: Commit | undefined,
    operation: 'created' | 'updated' | 'none',
    warnings: readonly string[]
  ): Receipt => ({
    ...nothingWritten(work.settings.branch, written),
    commit: oid,
    pullRequest: { number, url, operation, squash },
    warnings
  })
  const finish = async (result: Receipt, wrote: boolean): Promise<Receipt> => {
    const replaced = await closeReplacedProposals(attempt, pullRequest, changes)
    const tokenNotices = wrote && isJobToken(proposalOf(reading).viewer) ? [jobTokenNotice(number)] : []
    return {
      ...result,
      warnings: [...result.warnings, ...replaced.warnings],
      notices: [...(wrote ? notices : []), ...tokenNotices, ...replaced.notices]
    }
  }
  if (landed !== undefined) {
    const warnings = await work.pullRequests.annotate({ pullRequest, commit, annotations })
    const operation = landed.operation === 'created' ? 'created' : 'updated'
    return finish(receipt(landed.plan, landed.commit, operation, warnings), true)
  }
  if (files.length === 0) return finish(receipt(plan, undefined, 'none', []), false)
  const text = newText(attempt, pullRequest, changes)
  const sent = await work.unfinished.send({ plan, operation: 'updated' }, () =>
    send({ pullRequest, commit, text, annotations })
  )
  const result = await finish(receipt(plan, sent.commit, 'updated', sent.warnings), true)
  return { ...result, notices: [...sent.notices, ...(result.notices ?? [])] }
}
