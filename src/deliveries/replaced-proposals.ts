import { UpdateError } from '../core/error.ts'
import type { Change } from '../core/manifest/manifest.ts'
import { isOurs } from '../core/plan/message.ts'
import { proposedBy } from '../core/plan/proposal-marker.ts'
import { replacedComment, replacedNotice, type NamedPullRequest } from '../core/story/proposal-remarks.ts'
import { isReplaced } from '../core/plan/replaced-proposals.ts'
import type { SiblingPullRequest } from '../ports/proposal.ts'
import type { Closing, SiblingBranch } from '../ports/pull-requests.ts'
import type { Receipt } from './delivery.ts'
import type { ProposalAttempt } from './proposal-attempt.ts'
import { proposalOf } from './proposal-ground.ts'

type Remarks = Required<Pick<Receipt, 'warnings' | 'notices'>>

const NONE: Remarks = { warnings: [], notices: [] }

/** How many branches are asked for in one request. */
const BATCH = 20

/** The other open pull requests to the base, however many pages they fill. */
async function allSiblings({ work, reading }: ProposalAttempt): Promise<readonly SiblingPullRequest[]> {
  let page = proposalOf(reading).siblings
  const all = [...(page?.pullRequests ?? [])]
  while (page?.next !== undefined) {
    page = await work.pullRequests.moreSiblings(reading.base.branch, work.settings.branch, page.next)
    all.push(...page.pullRequests)
  }
  return all
}

/** A branch goes with its pull request, unless somebody else has something on it. */
function closingOf(
  pullRequest: SiblingPullRequest,
  { head, messages, isShared }: SiblingBranch,
  by: NamedPullRequest
): Closing {
  const isTaken = isShared || !messages.every(isOurs)
  const branch = isTaken ? undefined : { name: pullRequest.branch, head }
  return { pullRequest, comment: replacedComment(by), branch }
}

/**
 * Closes the older pull requests that this one replaces, with a link to it. What fails is told, and fails nothing else: the
 * pull request stands.
 */
export async function closeReplacedProposals(
  attempt: ProposalAttempt,
  by: NamedPullRequest,
  changes: readonly Change[]
): Promise<Remarks> {
  const { work, reading } = attempt
  const proposed = proposedBy(changes)
  if (proposed.size === 0) return NONE
  try {
    const siblings = await allSiblings(attempt)
    const replaced = siblings.filter((sibling) => isReplaced(sibling, { number: by.number, proposed }))
    const remarks = { warnings: [] as string[], notices: [] as string[] }
    for (let from = 0; from < replaced.length; from += BATCH) {
      const some = replaced.slice(from, from + BATCH)
      const branches = await work.pullRequests.siblingBranches(some)
      const closings = some.flatMap((sibling, position) => {
        const branch = branches[position]
        return branch === undefined ? [] : [closingOf(sibling, branch, by)]
      })
      if (closings.length === 0) continue
      remarks.warnings.push(...(await work.pullRequests.closeReplaced(reading.repository, closings)))
      remarks.notices.push(...closings.map(({ pullRequest }) => replacedNotice(pullRequest.number, by)))
    }
    return remarks
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    const warning = `Older pull requests that #${String(by.number)} replaces may still be open: ${error.message}`
    return { warnings: [warning], notices: [] }
  }
}
