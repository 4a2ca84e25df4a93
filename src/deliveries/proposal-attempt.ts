import type { Change } from '../core/manifest/manifest.ts'
import { commitMessage, isOurs, type Provenance } from '../core/plan/message.ts'
import type { ChangedFile, Plan } from '../core/plan/plan.ts'
import { authorNotice, isJobToken, JOB_TOKEN_NOTE } from '../core/story/proposal-remarks.ts'
import { placeLink } from '../core/story/place-link.ts'
import {
  proposalText,
  revisedText,
  type ProposalSetting,
  type ProposalText
} from '../core/story/proposal-text.ts'
import type { Template } from '../core/plan/template.ts'
import type { ProposalSettings } from '../inputs/settings.ts'
import type { Annotations, OpenPullRequest } from '../ports/proposal.ts'
import type { PullRequests } from '../ports/pull-requests.ts'
import type { Commit, CommitMessage, CommitRequest, Repository } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'
import type { PullRequestOperation } from './delivery.ts'
import { proposalOf, type ProposalGround } from './proposal-ground.ts'
import type { UnfinishedProposal } from './unfinished-proposal.ts'

/** What every attempt of a run has: the world, the wishes, and what earlier attempts sent. */
export interface ProposalWork {
  readonly repository: Repository
  readonly pullRequests: PullRequests
  readonly settings: ProposalSettings
  /** The template of the commit message. */
  readonly message: Template
  readonly unfinished: UnfinishedProposal
}

/** A commit that an earlier attempt sent and that landed, and the plan that it holds. */
export interface Landed {
  readonly commit: Commit
  readonly plan: Plan
  readonly operation: PullRequestOperation
}

/** One attempt to propose: what was read, where the commit goes, what is to be done, and where it comes from. */
export interface ProposalAttempt {
  readonly work: ProposalWork
  readonly reading: ManifestReading
  readonly ground: ProposalGround
  readonly plan: Plan
  readonly provenance: Provenance
  readonly landed: Landed | undefined
}

const NO_MESSAGE: CommitMessage = { headline: '', body: '' }

/** The commit of an attempt, that tells of these changes. Without files no commit is made, and none is described. */
export const commitOf = (
  { work, reading, ground, provenance }: ProposalAttempt,
  files: readonly ChangedFile[],
  changes: readonly Change[]
): CommitRequest => ({
  repository: reading.repository,
  branch: work.settings.branch,
  parent: ground.parent,
  message: files.length === 0 ? NO_MESSAGE : commitMessage(work.message, { changes, files }, provenance),
  files
})

/** What the one commit says that a squash makes of the whole proposal; of commits of people among it, GitHub tells. */
export async function squashMessage(
  { work, reading, ground, plan, provenance }: ProposalAttempt,
  changes: readonly Change[]
): Promise<CommitMessage | undefined> {
  if (work.settings.autoMerge !== 'squash' || changes.length === 0) return undefined
  const { head } = reading.base
  const { messages } =
    ground.parent === head ? { messages: [] } : await work.pullRequests.ahead(head, ground.parent)
  if (!messages.every(isOurs)) return undefined
  return commitMessage(work.message, { changes, files: plan.files }, provenance)
}

/**
 * How the pull request presents itself. Its places are shown in the commit of the base that was read: the one with the change is not known before it is
 * written, and its branch will be deleted.
 */
function settingOf(
  { branch, templates, autoMerge, draft }: ProposalSettings,
  reading: ManifestReading
): ProposalSetting {
  return {
    templates,
    head: branch,
    autoMerge,
    draft,
    showPlace: placeLink(reading.repository.url, reading.base.head, 'before'),
    note: isJobToken(proposalOf(reading).viewer) ? JOB_TOKEN_NOTE : undefined
  }
}

/** The text of a pull request for these changes. */
export const textOf = (
  { work, reading, provenance }: ProposalAttempt,
  changes: readonly Change[]
): ProposalText => proposalText(settingOf(work.settings, reading), changes, provenance)

/** The new text of an open pull request, or `undefined` where it is as it should be. */
export function newText(
  attempt: ProposalAttempt,
  current: OpenPullRequest,
  changes: readonly Change[]
): ProposalText | undefined {
  if (changes.length === 0) return undefined
  const revised = revisedText({ title: current.title, body: current.body }, textOf(attempt, changes))
  return revised.title === current.title && revised.body === current.body ? undefined : revised
}

/** What a pull request is to be given. Its author cannot review it: GitHub would refuse that. */
export function annotationsFor(
  { reading }: ProposalAttempt,
  author: string
): { readonly annotations: Annotations; readonly notices: readonly string[] } {
  const { annotations } = proposalOf(reading)
  const isAuthor = ({ name }: { readonly name: string }): boolean =>
    name.toLowerCase() === author.toLowerCase()
  return {
    annotations: { ...annotations, reviewers: annotations.reviewers.filter((each) => !isAuthor(each)) },
    notices: annotations.reviewers.filter(isAuthor).map(({ name }) => authorNotice(name))
  }
}

/** The base of a proposal, as what is proposed is compared with it. */
export const baseOf = ({ files, base }: ManifestReading) => ({ files, head: base.head })
