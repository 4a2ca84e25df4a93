import { requireRight } from '../../access.ts'
import { editPullRequest } from '../../pull-request-editing.ts'
import { openPullRequest } from '../../pull-request-opening.ts'
import { invalid, Refusal } from '../../refusal.ts'
import { accountsByIds, labelsByIds, milestoneById } from './annotation-ids.ts'
import { pullRequestById, pullRequestPayload, repositoryById, type Mutation } from './mutation.ts'

interface CreatePullRequestInput {
  readonly repositoryId: string
  readonly baseRefName: string
  readonly headRefName: string
  readonly title: string
  readonly body?: string | null
  readonly draft?: boolean | null
  readonly maintainerCanModify?: boolean | null
}

/** `createPullRequest`. For branches that it does not see, the payload is there with nothing in it. */
export const createPullRequest: Mutation<CreatePullRequestInput> = async (session, input) => {
  const repository = repositoryById(session, input.repositoryId)
  try {
    const pullRequest = await openPullRequest(session, repository, {
      title: input.title,
      body: input.body ?? '',
      base: input.baseRefName,
      head: input.headRefName,
      draft: input.draft === true,
      maintainerCanModify: input.maintainerCanModify !== false
    })
    return pullRequestPayload(session, { repository, pullRequest })
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'unresolved-branch') throw error
    return { pullRequest: null, notice: error }
  }
}

interface UpdatePullRequestInput {
  readonly pullRequestId: string
  readonly title?: string | null
  readonly body?: string | null
  readonly baseRefName?: string | null
  readonly state?: 'OPEN' | 'CLOSED' | null
  readonly maintainerCanModify?: boolean | null
  readonly labelIds?: readonly string[] | null
  readonly assigneeIds?: readonly string[] | null
  readonly milestoneId?: string | null
}

/** `updatePullRequest`; labels and assignees are replaced. */
export const updatePullRequest: Mutation<UpdatePullRequestInput> = async (session, input) => {
  const located = pullRequestById(session, input.pullRequestId)
  const { repository, pullRequest } = located
  await editPullRequest(session, repository, pullRequest, {
    title: input.title ?? undefined,
    body: input.body ?? undefined,
    base: input.baseRefName ?? undefined,
    state: input.state ?? undefined,
    maintainerCanModify: input.maintainerCanModify ?? undefined
  })
  if (input.labelIds != null) pullRequest.labels = labelsByIds(repository, input.labelIds)
  if (input.assigneeIds != null) pullRequest.assignees = accountsByIds(session, input.assigneeIds)
  if (input.milestoneId !== undefined) pullRequest.milestone = milestoneById(repository, input.milestoneId)
  return pullRequestPayload(session, located)
}

type OnePullRequest = Mutation<{ pullRequestId: string }>

/** `closePullRequest`. */
export const closePullRequest: OnePullRequest = async (session, { pullRequestId }) => {
  const located = pullRequestById(session, pullRequestId)
  await editPullRequest(session, located.repository, located.pullRequest, { state: 'CLOSED' })
  return pullRequestPayload(session, located)
}

/** `reopenPullRequest`. */
export const reopenPullRequest: OnePullRequest = async (session, { pullRequestId }) => {
  const located = pullRequestById(session, pullRequestId)
  await editPullRequest(session, located.repository, located.pullRequest, { state: 'OPEN' })
  return pullRequestPayload(session, located)
}

/** `convertPullRequestToDraft`. */
export const convertPullRequestToDraft: OnePullRequest = (session, { pullRequestId }) => {
  const located = pullRequestById(session, pullRequestId)
  requireRight(session, located.repository, 'pullRequests', 'write', 'ConvertPullRequestToDraft')
  if (!located.repository.settings.draftsAllowed)
    throw invalid('PullRequest', 'Draft pull requests are not supported in this repository.')
  located.pullRequest.isDraft = true
  return pullRequestPayload(session, located)
}

/** `markPullRequestReadyForReview`. */
export const markPullRequestReadyForReview: OnePullRequest = (session, { pullRequestId }) => {
  const located = pullRequestById(session, pullRequestId)
  requireRight(session, located.repository, 'pullRequests', 'write', 'MarkPullRequestReadyForReview')
  located.pullRequest.isDraft = false
  return pullRequestPayload(session, located)
}
