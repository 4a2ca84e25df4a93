import { UpdateError } from '../core/error.ts'
import { commitMessage, updateTrailer, type Provenance } from '../core/plan/message.ts'
import type { Plan } from '../core/plan/plan.ts'
import { proposalText, revisedText } from '../core/plan/proposal-text.ts'
import type { Template } from '../core/plan/template.ts'
import type { ProposalSettings } from '../inputs/settings.ts'
import type { OpenPullRequest } from '../ports/proposal.ts'
import type { BranchStart, PullRequestReceipt, PullRequests } from '../ports/pull-requests.ts'
import type { Commit, CommitRequest, Repository } from '../ports/repository.ts'
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

/** Proposes the change: opens a pull request, or continues the open one of the same target. */
export function pullRequestDelivery(
  { repository, pullRequests }: { readonly repository: Repository; readonly pullRequests: PullRequests },
  settings: ProposalSettings,
  message: Template
): Delivery {
  // What an attempt did that did not come to its end: where its commit turns out to have landed, that is what happened.
  let unfinished: PullRequestOperation | undefined

  const textOf = ({ reading, ground, plan, provenance }: Attempt) =>
    proposalText(settings.templates, proposedChanges(reading.files, ground.files, plan), provenance)

  const commitOf = ({ reading, ground, plan, provenance }: Attempt): CommitRequest => ({
    repository: reading.repository,
    branch: settings.branch,
    parent: ground.parent,
    message: commitMessage(message, plan.changes, provenance),
    files: plan.files
  })

  async function send(
    operation: PullRequestOperation,
    request: () => Promise<PullRequestReceipt>
  ): Promise<Receipt> {
    try {
      const { commit, number, url, warnings } = await request()
      return { commit, branch: settings.branch, pullRequest: { number, url, operation }, warnings }
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error
      if (error.code === 'stale-head') unfinished = 'updated'
      if (error.code !== 'outcome-unknown') throw error
      unfinished = operation
      throw new UpdateError('stale-head', error.message, { cause: error })
    }
  }

  function open(attempt: Attempt, start: BranchStart): Promise<Receipt> {
    const { reading, ground, plan } = attempt
    if (plan.files.length === 0 && proposedChanges(reading.files, ground.files, plan).length === 0) {
      return Promise.resolve(nothingWritten(settings.branch))
    }
    const { annotations } = proposalOf(reading)
    const commit = commitOf(attempt)
    const { draft } = settings
    return send('created', () =>
      pullRequests.open({ ...textOf(attempt), commit, start, base: reading.base.branch, draft, annotations })
    )
  }

  /** The commit of an attempt that did not come to its end, where it landed all the same. */
  async function landed({ reading, provenance }: Attempt): Promise<Commit | undefined> {
    const { branch } = proposalOf(reading)
    const trailer = updateTrailer(provenance.id)
    if (unfinished === undefined || branch === undefined) return undefined
    if (!branch.headMessage.includes(trailer)) return repository.findCommit(settings.branch, trailer)
    return { oid: branch.head, url: `${reading.repository.url}/commit/${branch.head}` }
  }

  /** The open pull request needs no commit: it was so before, or an attempt of this run has made it so. */
  async function settled(attempt: Attempt, pullRequest: OpenPullRequest): Promise<Receipt> {
    const { number, url } = pullRequest
    const commit = await landed(attempt)
    if (commit === undefined) {
      return { ...nothingWritten(settings.branch), pullRequest: { number, url, operation: 'none' } }
    }
    const { annotations } = proposalOf(attempt.reading)
    const warnings = await pullRequests.annotate({ pullRequest, commit: commitOf(attempt), annotations })
    const operation = unfinished ?? 'updated'
    return { commit, branch: settings.branch, pullRequest: { number, url, operation }, warnings }
  }

  function update(attempt: Attempt, pullRequest: OpenPullRequest): Promise<Receipt> {
    if (attempt.plan.files.length === 0) return settled(attempt, pullRequest)
    const revised = revisedText(pullRequest, textOf(attempt))
    const isSame = revised.title === pullRequest.title && revised.body === pullRequest.body
    const { annotations } = proposalOf(attempt.reading)
    const commit = commitOf(attempt)
    return send('updated', () =>
      pullRequests.update({ pullRequest, commit, text: isSame ? undefined : revised, annotations })
    )
  }

  return async (reading) => {
    if (reading.base.branch === settings.branch) throw headIsBase(settings.branch)
    const ground = await proposalGround(pullRequests, reading)
    return {
      files: ground.files,
      deliver: (plan, provenance) => {
        const attempt = { reading, ground, plan, provenance }
        return 'start' in ground.into
          ? open(attempt, ground.into.start)
          : update(attempt, ground.into.pullRequest)
      }
    }
  }
}

const headIsBase = (branch: string): UpdateError =>
  new UpdateError(
    'input',
    `"pull-request-branch" is "${branch}", the very branch that the pull request is for.`,
    {
      hint: 'Choose another name, or leave it away.'
    }
  )
