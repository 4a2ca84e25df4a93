import { isJobToken, jobTokenNotice, spentComment } from '../core/story/proposal-remarks.ts'
import type { BranchStart } from '../ports/pull-requests.ts'
import { nothingWritten, type Receipt } from './delivery.ts'
import {
  annotationsFor,
  baseOf,
  commitOf,
  squashMessage,
  textOf,
  type ProposalAttempt
} from './proposal-attempt.ts'
import { proposalOf } from './proposal-ground.ts'
import { proposedChanges } from './proposed-changes.ts'
import { closeReplacedProposals } from './replaced-proposals.ts'

/** Opens a pull request, where there is anything to propose. */
export async function openProposal(attempt: ProposalAttempt, start: BranchStart): Promise<Receipt> {
  const { work, reading, ground, plan, landed } = attempt
  const { settings, pullRequests, unfinished } = work
  const changes = proposedChanges(baseOf(reading), ground.files, plan)
  if (plan.files.length === 0 && changes.length === 0) return nothingToPropose(attempt)
  const { viewer } = proposalOf(reading)
  const { annotations, notices } = annotationsFor(attempt, viewer)
  const request = {
    ...textOf(attempt, changes),
    start,
    base: reading.base.branch,
    draft: settings.draft,
    annotations,
    commit: commitOf(attempt, plan.files, plan.changes)
  }
  const squash = await squashMessage(attempt, changes)
  const opened = await unfinished.send({ plan, operation: 'created' }, () => pullRequests.open(request))
  const { number, url } = opened
  const replaced = await closeReplacedProposals(attempt, { number, url }, changes)
  const tokenNotices = isJobToken(viewer) ? [jobTokenNotice(number)] : []
  const receipt: Receipt = {
    plan,
    commit: opened.commit,
    branch: settings.branch,
    pullRequest: { number, url, operation: 'created', squash },
    warnings: [...opened.warnings, ...replaced.warnings],
    notices: [...opened.notices, ...notices, ...tokenNotices, ...replaced.notices]
  }
  if (plan.files.length > 0) return receipt
  // What it proposes was committed before: by an attempt of this run, or by an earlier run.
  return { ...receipt, commit: landed?.commit, plan: landed?.plan ?? { ...plan, changes } }
}

/** Nothing is proposed. Where an earlier attempt closed the pull request and did not see it, the reason is still to be given. */
async function nothingToPropose({ work, reading, plan, provenance }: ProposalAttempt): Promise<Receipt> {
  const pullRequest = work.unfinished.closedBefore(reading)
  if (pullRequest === undefined) return nothingWritten(reading.base.branch, plan)
  const { number, url } = pullRequest
  const comment = spentComment(reading.base.branch, provenance.run)
  const warnings = await work.pullRequests.close(reading.repository, {
    pullRequest,
    comment,
    branch: undefined
  })
  return {
    ...nothingWritten(reading.base.branch, plan),
    pullRequest: { number, url, operation: 'closed' },
    warnings
  }
}
