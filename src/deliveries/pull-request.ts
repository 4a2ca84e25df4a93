import { UpdateError } from '../core/error.ts'
import type { Template } from '../core/plan/template.ts'
import type { ProposalSettings } from '../inputs/settings.ts'
import type { PullRequests } from '../ports/pull-requests.ts'
import type { Repository } from '../ports/repository.ts'
import type { Delivery, Planning, Receipt } from './delivery.ts'
import type { ProposalAttempt } from './proposal-attempt.ts'
import { closeProposal } from './proposal-closing.ts'
import { appendToProposal, mergeIntoProposal, rebuildProposal } from './proposal-continuation.ts'
import { proposalGround } from './proposal-ground.ts'
import { openProposal } from './proposal-opening.ts'
import { UnfinishedProposal } from './unfinished-proposal.ts'

/** Proposes the change: opens a pull request, or goes on with the open one of the same target. */
export function pullRequestDelivery(
  { repository, pullRequests }: { readonly repository: Repository; readonly pullRequests: PullRequests },
  settings: ProposalSettings,
  message: Template
): Delivery {
  const { branch } = settings
  const unfinished = new UnfinishedProposal()
  const work = { repository, pullRequests, settings, message, unfinished }

  return async (reading, planning) => {
    if (reading.base.branch === branch) throw headIsBase(branch)
    if (isBeneath(branch, reading.base.branch) || isBeneath(reading.base.branch, branch))
      throw headIsInTheWay(branch, reading.base.branch)
    const ground = await proposalGround(pullRequests, reading, planning)
    return {
      files: ground.files,
      deliver: async (plan, provenance) => {
        const landed = await unfinished.findLanded(repository, reading, branch, provenance.id)
        return propose({ work, reading, ground, plan, provenance, landed }, planning)
      }
    }
  }
}

function propose(attempt: ProposalAttempt, planning: Planning): Promise<Receipt> {
  const { course } = attempt.ground
  switch (course.kind) {
    case 'open':
      return openProposal(attempt, course.start)
    case 'append':
      return appendToProposal(attempt, course)
    case 'rebuild':
      return rebuildProposal(attempt, course)
    case 'merge':
      return mergeIntoProposal(attempt, course, planning)
    case 'close':
      return closeProposal(attempt, course)
  }
}

/** Git keeps branches as files: there is no "a/b" beside "a". */
const isBeneath = (one: string, other: string): boolean => one.startsWith(`${other}/`)

const headIsInTheWay = (branch: string, base: string): UpdateError =>
  new UpdateError(
    'input',
    `The branch of the pull request would be "${branch}", and Git has no such branch beside "${base}".`,
    {
      hint: 'Give "pull-request-branch" a name that neither of them begins with.'
    }
  )

const headIsBase = (branch: string): UpdateError =>
  new UpdateError(
    'input',
    `"pull-request-branch" is "${branch}", the very branch that the pull request is for.`,
    {
      hint: 'Choose another name, or leave it away.'
    }
  )
