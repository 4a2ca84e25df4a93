import type { OpenPullRequest } from '../../ports/proposal.ts'
import type { ProposalText } from '../../core/story/proposal-text.ts'
import type { CommitRequest } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import type { Step } from './mutation.ts'
import { moveStep } from './open-steps.ts'

/** A pull request as a step of the document finds it. */
export interface SeenPullRequest extends ProposalText {
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
  readonly headRefOid: string
}

const changeOf = (
  { id }: OpenPullRequest,
  text: Partial<ProposalText>
): Omit<Step, 'alias' | 'selection'> => ({
  field: 'updatePullRequest',
  inputType: 'UpdatePullRequestInput',
  input: { pullRequestId: id, ...text },
  result: 'pullRequest'
})

/** The step that changes nothing and tells what the pull request has become since it was read: no query can be in the document. */
export const lookStep = (pullRequest: OpenPullRequest): Step => ({
  alias: 'look',
  selection: '{ pullRequest { state headRefOid title body } }',
  ...changeOf(pullRequest, {})
})

/** The step that gives a pull request this title and body. */
export const textStep = (pullRequest: OpenPullRequest, { title, body }: ProposalText): Step => ({
  alias: 'text',
  selection: '{ pullRequest { number } }',
  ...changeOf(pullRequest, { title, body })
})

/** The step that takes a commit off its branch again, back to where that was, unless somebody has gone on from there. */
export const withdrawalStep = (
  { repository, branch }: CommitRequest,
  landed: ObjectId,
  before: ObjectId
): Step =>
  moveStep({
    repositoryId: repository.id,
    refUpdates: [{ name: `refs/heads/${branch}`, beforeOid: landed, afterOid: before, force: true }]
  })
