import { jsonAnswer, type Answer } from '../answer.ts'
import { editPullRequest } from '../pull-request-editing.ts'
import { invalid } from '../refusal.ts'
import { isCollaborator } from '../review-requests.ts'
import { loginJson } from './json.ts'
import { labelJson, pullRequestJson } from './pull-json.ts'
import { pullRequestOf } from './pulls.ts'
import { route, type RepositoryCall, type Wanted } from './route.ts'

const write: Wanted = [['issues', 'pullRequests'], 'write']

function addLabels(call: RepositoryCall): Answer {
  const { repository, body, session } = call
  const pullRequest = pullRequestOf(call)
  const listed = Array.isArray(session.request.body)
    ? (session.request.body as string[])
    : body.texts('labels')
  const names = (listed ?? []).map((name) => repository.addLabel(name).name)
  pullRequest.labels = [...new Set([...pullRequest.labels, ...names])]
  return jsonAnswer(
    200,
    pullRequest.labels.map((name) => labelJson(repository, name))
  )
}

async function addAssignees(call: RepositoryCall): Promise<Answer> {
  const { repository, body, session } = call
  const pullRequest = pullRequestOf(call)
  const logins = (body.texts('assignees') ?? []).filter((login) => isCollaborator(repository, login))
  pullRequest.assignees = [...new Set([...pullRequest.assignees, ...logins])]
  return jsonAnswer(201, await pullRequestJson(session, repository, pullRequest))
}

function addComment(call: RepositoryCall): Answer {
  const { body, session } = call
  const pullRequest = pullRequestOf(call)
  const id = pullRequest.number * 1000 + pullRequest.comments.length + 1
  const comment = { id, author: session.viewer.login, body: body.needText('body') }
  pullRequest.comments.push(comment)
  return jsonAnswer(201, { id, body: comment.body, user: loginJson(session, comment.author) })
}

const listComments = (call: RepositoryCall): Answer =>
  jsonAnswer(
    200,
    pullRequestOf(call).comments.map(({ id, body, author }) => ({
      id,
      body,
      user: loginJson(call.session, author)
    }))
  )

async function patchIssue(call: RepositoryCall): Promise<Answer> {
  const { repository, body, session } = call
  const pullRequest = pullRequestOf(call)
  const milestone = body.raw('milestone')
  if (typeof milestone === 'number' && !repository.milestones.some(({ number }) => number === milestone))
    throw invalid('Issue', 'milestone is invalid')
  if (milestone !== undefined) pullRequest.milestone = typeof milestone === 'number' ? milestone : undefined
  const labels = body.texts('labels')
  if (labels !== undefined) pullRequest.labels = labels.map((name) => repository.addLabel(name).name)
  const assignees = body.texts('assignees')
  if (assignees !== undefined)
    pullRequest.assignees = assignees.filter((login) => isCollaborator(repository, login))
  if (body.has('title') || body.has('body') || body.has('state'))
    await editPullRequest(session, repository, pullRequest, {
      title: body.text('title'),
      body: body.text('body'),
      state: ({ open: 'OPEN', closed: 'CLOSED' } as const)[body.text('state') ?? '']
    })
  return jsonAnswer(200, await pullRequestJson(session, repository, pullRequest))
}

const listMilestones = ({ repository, query }: RepositoryCall): Answer => {
  const state = query.get('state') ?? 'open'
  const milestones = repository.milestones.filter(
    (one) => state === 'all' || one.state.toLowerCase() === state
  )
  return jsonAnswer(
    200,
    milestones.map((one) => ({ ...one, state: one.state.toLowerCase() }))
  )
}

/** The endpoints of issues, as far as pull requests are issues. */
export const issueRoutes = [
  route('PATCH', 'issues/{number}', write, patchIssue),
  route('POST', 'issues/{number}/labels', write, addLabels),
  route('POST', 'issues/{number}/assignees', write, addAssignees),
  route('POST', 'issues/{number}/comments', write, addComment),
  route('GET', 'issues/{number}/comments', [['issues', 'pullRequests'], 'read'], listComments),
  route('GET', 'milestones', [['issues', 'pullRequests'], 'read'], listMilestones)
]
