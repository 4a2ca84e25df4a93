import { requireRight } from '../../access.ts'
import { forbidden, unprocessable } from '../../refusal.ts'
import type { Session } from '../../session.ts'
import { accountNode } from '../account-node.ts'
import { LabelNode } from '../label-node.ts'
import { PullRequestNode } from '../pull-request-node.ts'
import { isCollaborator, requestReviews as askForReviews } from '../../review-requests.ts'
import { accountsByIds, labelsByIds, teamsByIds } from './annotation-ids.ts'
import {
  pullRequestById,
  pullRequestPayload,
  repositoryById,
  type Located,
  type Mutation
} from './mutation.ts'

function annotatable(session: Session, id: string, operation: string): Located {
  const located = pullRequestById(session, id)
  requireRight(session, located.repository, ['issues', 'pullRequests'], 'write', operation)
  return located
}

/** `addLabelsToLabelable`, on pull requests. */
export const addLabelsToLabelable: Mutation<{ labelableId: string; labelIds: readonly string[] }> = (
  session,
  { labelableId, labelIds }
) => {
  const { repository, pullRequest } = annotatable(session, labelableId, 'AddLabelsToLabelable')
  pullRequest.labels = [...new Set([...pullRequest.labels, ...labelsByIds(repository, labelIds)])]
  return { labelable: new PullRequestNode(session, repository, pullRequest) }
}

/** `addAssigneesToAssignable`, on pull requests; who cannot be assigned is left out. */
export const addAssigneesToAssignable: Mutation<{ assignableId: string; assigneeIds: readonly string[] }> = (
  session,
  { assignableId, assigneeIds }
) => {
  const { repository, pullRequest } = annotatable(session, assignableId, 'AddAssigneesToAssignable')
  const logins = accountsByIds(session, assigneeIds).filter((login) => isCollaborator(repository, login))
  pullRequest.assignees = [...new Set([...pullRequest.assignees, ...logins])]
  return { assignable: new PullRequestNode(session, repository, pullRequest) }
}

/** `addComment`, on pull requests. */
export const addComment: Mutation<{ subjectId: string; body: string }> = (session, { subjectId, body }) => {
  const { repository, pullRequest } = annotatable(session, subjectId, 'AddComment')
  if (pullRequest.isLocked) throw forbidden('Unable to create comment because issue is locked.')
  const author = session.viewer.login
  const comment = { id: pullRequest.number * 1000 + pullRequest.comments.length + 1, author, body }
  pullRequest.comments.push(comment)
  const node = { id: `IC_${comment.id}`, body, author: accountNode(session, author) }
  return { subject: new PullRequestNode(session, repository, pullRequest), commentEdge: { node, cursor: '' } }
}

interface RequestReviewsInput {
  readonly pullRequestId: string
  readonly userIds?: readonly string[] | null
  readonly teamIds?: readonly string[] | null
  readonly union?: boolean | null
}

/** `requestReviews`; without `union` those already asked are replaced. */
export const requestReviews: Mutation<RequestReviewsInput> = (session, input) => {
  const located = pullRequestById(session, input.pullRequestId)
  const { repository, pullRequest } = located
  const logins = accountsByIds(session, input.userIds ?? [])
  const teams = teamsByIds(session, input.teamIds ?? [])
  const before = { reviewers: pullRequest.reviewers, teamReviewers: pullRequest.teamReviewers }
  if (input.union !== true) Object.assign(pullRequest, { reviewers: [], teamReviewers: [] })
  try {
    askForReviews(session, repository, pullRequest, logins, teams)
  } catch (error) {
    Object.assign(pullRequest, before)
    throw error
  }
  return pullRequestPayload(session, located)
}

interface CreateLabelInput {
  readonly repositoryId: string
  readonly name: string
  readonly color: string
  readonly description?: string | null
}

/** `createLabel`. */
export const createLabel: Mutation<CreateLabelInput> = (session, input) => {
  const repository = repositoryById(session, input.repositoryId)
  requireRight(session, repository, ['issues', 'pullRequests'], 'write', 'CreateLabel')
  if (repository.label(input.name) !== undefined) throw unprocessable('Name has already been taken')
  if (!/^[0-9a-f]{6}$/i.test(input.color)) throw unprocessable('Color is invalid')
  const label = repository.addLabel(input.name, input.color, input.description ?? '')
  return { label: new LabelNode(session, repository, label) }
}
