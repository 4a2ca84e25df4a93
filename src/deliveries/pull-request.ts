import { UpdateError } from '../core/error.ts'
import { commitMessage, updateTrailer, type Provenance } from '../core/plan/message.ts'
import type { Plan } from '../core/plan/plan.ts'
import { proposalText, revisedText, type ProposalText } from '../core/plan/proposal-text.ts'
import type { Template } from '../core/plan/template.ts'
import type { ProposalSettings } from '../inputs/settings.ts'
import type { OpenPullRequest } from '../ports/proposal.ts'
import type { BranchStart, PullRequestReceipt, PullRequests } from '../ports/pull-requests.ts'
import type { Commit, CommitMessage, CommitRequest, Repository } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'
import { nothingWritten, type Delivery, type PullRequestOperation, type Receipt } from './delivery.ts'
import { proposalGround, proposalOf, type ProposalGround } from './proposal-ground.ts'
import { proposedChanges } from './proposed-changes.ts'

/** One attempt to propose: what was read, where the commit goes, what is to be done, and where it comes from. */
interface Attempt {
  readonly reading: ManifestReading
  readonly ground: ProposalGround
  readonly plan: Plan
  readonly provenance: Provenance
}

/** What an attempt sent that did not come to its end. */
interface Unfinished {
  readonly plan: Plan
  /** What happened to the pull request, if the commit turns out to have landed. */
  readonly operation: PullRequestOperation
}

/** A commit that landed, and the plan that it holds. */
interface Landed {
  readonly commit: Commit
  readonly plan: Plan
  readonly operation: PullRequestOperation
}

/** Proposes the change: opens a pull request, or continues the open one of the same target. */
export function pullRequestDelivery(
  { repository, pullRequests }: { readonly repository: Repository; readonly pullRequests: PullRequests },
  settings: ProposalSettings,
  message: Template
): Delivery {
  const { branch } = settings
  let unfinished: Unfinished | undefined

  const commitOf = ({ reading, ground, plan, provenance }: Attempt): CommitRequest => ({
    repository: reading.repository,
    branch,
    parent: ground.parent,
    // Without files no commit is made, and none is to be described.
    message: plan.files.length === 0 ? NO_MESSAGE : commitMessage(message, plan.changes, provenance),
    files: plan.files
  })

  async function send(
    { plan }: Attempt,
    operation: PullRequestOperation,
    request: () => Promise<PullRequestReceipt>
  ): Promise<Receipt> {
    try {
      const { commit, number, url, warnings } = await request()
      return { plan, commit, branch, pullRequest: { number, url, operation }, warnings }
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error
      // Where the branch turned out to be another run's, the commit may be on it all the same.
      if (error.code === 'stale-head') unfinished = { plan, operation: 'updated' }
      if (error.code !== 'outcome-unknown') throw error
      unfinished = { plan, operation }
      throw new UpdateError('stale-head', error.message, { cause: error })
    }
  }

  /** The commit of an attempt that did not come to its end, where it landed all the same. */
  async function findLanded({ reading, provenance }: Attempt): Promise<Landed | undefined> {
    const head = proposalOf(reading).branch
    if (unfinished === undefined || head === undefined) return undefined
    const trailer = updateTrailer(provenance.id)
    const commit = head.headMessage.includes(trailer)
      ? { oid: head.head, url: `${reading.repository.url}/commit/${head.head}` }
      : await repository.findCommit(branch, trailer)
    return commit && { ...unfinished, commit }
  }

  async function open(attempt: Attempt, start: BranchStart, landed: Landed | undefined): Promise<Receipt> {
    const { reading, ground, plan, provenance } = attempt
    const changes = proposedChanges(baseOf(reading), ground.files, plan)
    if (plan.files.length === 0 && changes.length === 0) return nothingWritten(branch, plan)
    const { annotations } = proposalOf(reading)
    const text = proposalText(settings.templates, changes, provenance)
    const request = {
      start,
      base: reading.base.branch,
      draft: settings.draft,
      annotations,
      commit: commitOf(attempt)
    }
    const receipt = await send(attempt, 'created', () => pullRequests.open({ ...text, ...request }))
    if (plan.files.length > 0) return receipt
    // What it proposes was committed before: by an attempt of this run, or by an earlier run.
    return { ...receipt, commit: landed?.commit, plan: landed?.plan ?? { ...plan, changes } }
  }

  async function update(
    attempt: Attempt,
    pullRequest: OpenPullRequest,
    landed: Landed | undefined
  ): Promise<Receipt> {
    const { reading, ground, plan, provenance } = attempt
    const { number, url } = pullRequest
    const { annotations } = proposalOf(reading)
    const commit = commitOf(attempt)
    if (landed !== undefined) {
      const warnings = await pullRequests.annotate({ pullRequest, commit, annotations })
      const { operation } = landed
      return {
        plan: landed.plan,
        commit: landed.commit,
        branch,
        pullRequest: { number, url, operation },
        warnings
      }
    }
    if (plan.files.length === 0) {
      return { ...nothingWritten(branch, plan), pullRequest: { number, url, operation: 'none' } }
    }
    const changes = proposedChanges(baseOf(reading), ground.files, plan, pullRequest.body)
    const text =
      changes.length === 0
        ? undefined
        : newText(pullRequest, proposalText(settings.templates, changes, provenance))
    const receipt = await send(attempt, 'updated', () =>
      pullRequests.update({ pullRequest, commit, text, annotations })
    )
    return { ...receipt, warnings: [...receipt.warnings, ...missingFiles(attempt)] }
  }

  return async (reading) => {
    if (reading.base.branch === branch) throw headIsBase(branch)
    const ground = await proposalGround(pullRequests, reading)
    return {
      files: ground.files,
      deliver: async (plan, provenance) => {
        const attempt = { reading, ground, plan, provenance }
        const landed = await findLanded(attempt)
        return 'start' in ground.into
          ? open(attempt, ground.into.start, landed)
          : update(attempt, ground.into.pullRequest, landed)
      }
    }
  }
}

const baseOf = ({ files, base }: ManifestReading) => ({ files, head: base.head })

const NO_MESSAGE: CommitMessage = { headline: '', body: '' }

/** The revised text of a pull request, or `undefined` where it is as it should be. */
function newText(current: OpenPullRequest, ours: ProposalText): ProposalText | undefined {
  const revised = revisedText({ title: current.title, body: current.body }, ours)
  return revised.title === current.title && revised.body === current.body ? undefined : revised
}

/** Files that came to the base after the branch was made: an edit of them there would clash with their own beginning. */
const missingFiles = ({ reading, ground }: Attempt): readonly string[] =>
  reading.files
    .filter(({ path }) => !ground.files.some((file) => file.path === path))
    .map(
      ({ path }) =>
        `"${path}" is on "${reading.base.branch}", but not yet on the branch of the pull request: it is left out until that one is merged.`
    )

const headIsBase = (branch: string): UpdateError =>
  new UpdateError(
    'input',
    `"pull-request-branch" is "${branch}", the very branch that the pull request is for.`,
    {
      hint: 'Choose another name, or leave it away.'
    }
  )
