import { spentComment, spentNotice } from '../core/story/proposal-remarks.ts'
import { nothingWritten, type Receipt } from './delivery.ts'
import type { ProposalAttempt } from './proposal-attempt.ts'
import type { ProposalCourse } from './proposal-ground.ts'

/** Closes the open pull request, which has nothing left to propose, and deletes its branch. */
export async function closeProposal(
  { work, reading, plan, provenance }: ProposalAttempt,
  { pullRequest, head }: Extract<ProposalCourse, { kind: 'close' }>
): Promise<Receipt> {
  const { branch: name } = work.settings
  const { branch: base } = reading.base
  const closing = {
    pullRequest,
    comment: spentComment(base, provenance.run),
    branch: { name, head }
  }
  const warnings = await work.unfinished.sendClosing(pullRequest, () =>
    work.pullRequests.close(reading.repository, closing)
  )
  const { number, url } = pullRequest
  return {
    // What the plan would have written goes with the branch.
    ...nothingWritten(base, { ...plan, files: [], changes: [] }),
    pullRequest: { number, url, operation: 'closed' },
    warnings,
    notices: [spentNotice(number, base)]
  }
}
