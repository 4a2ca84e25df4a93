import { jsonAnswer, type Answer } from '../answer.ts'
import { requireRight } from '../access.ts'
import { mergePullRequest } from '../merging.ts'
import { openPullRequest } from '../pull-request-opening.ts'
import { editPullRequest } from '../pull-request-editing.ts'
import type { MergeMethod, PullRequest } from '../pull-request.ts'
import { notFound, Refusal } from '../refusal.ts'
import { requestReviews } from '../review-requests.ts'
import type { Body } from './body.ts'
import { pageOf } from './page.ts'
import { pullRequestJson } from './pull-json.ts'
import { route, type RepositoryCall, type Wanted } from './route.ts'

const read: Wanted = ['pullRequests', 'read']
const write: Wanted = ['pullRequests', 'write']

/** The pull request that a path names, or the answer that there is none. */
export function pullRequestOf({ repository, path }: RepositoryCall): PullRequest {
  const pullRequest = repository.pullRequest(Number(path['number']))
  if (pullRequest === undefined) throw notFound('Not Found')
  return pullRequest
}

async function answer(call: RepositoryCall, status: number, pullRequest: PullRequest): Promise<Answer> {
  return jsonAnswer(status, await pullRequestJson(call.session, call.repository, pullRequest))
}

async function listPulls(call: RepositoryCall): Promise<Answer> {
  const { session, repository, query } = call
  const state = query.get('state') ?? 'open'
  const head = query.get('head') ?? ''
  const base = query.get('base')
  const chosen = repository.pullRequests.filter((one) => {
    const label = `${one.headOwner ?? repository.owner}:${one.head}`
    return (
      (state === 'all' || one.isOpen === (state === 'open')) &&
      (!head.includes(':') || label.toLowerCase() === head.toLowerCase()) &&
      (base === null || one.base === base)
    )
  })
  const sorted = query.get('direction') === 'asc' ? chosen : chosen.reverse()
  const page = pageOf(call, sorted)
  return jsonAnswer(
    200,
    await Promise.all(page.items.map((one) => pullRequestJson(session, repository, one))),
    page.headers
  )
}

async function createPull(call: RepositoryCall): Promise<Answer> {
  const { body } = call
  const pullRequest = await openPullRequest(call.session, call.repository, {
    title: body.text('title') ?? '',
    body: body.text('body') ?? '',
    base: body.needText('base'),
    head: body.needText('head'),
    draft: body.flag('draft') === true,
    maintainerCanModify: body.flag('maintainer_can_modify') !== false
  })
  return await answer(call, 201, pullRequest)
}

const stateOf = (body: Body): 'OPEN' | 'CLOSED' | undefined =>
  (({ open: 'OPEN', closed: 'CLOSED' }) as const)[body.text('state') ?? '']

async function patchPull(call: RepositoryCall): Promise<Answer> {
  const { body } = call
  const pullRequest = pullRequestOf(call)
  await editPullRequest(call.session, call.repository, pullRequest, {
    title: body.text('title'),
    body: body.text('body'),
    base: body.text('base'),
    state: stateOf(body),
    maintainerCanModify: body.flag('maintainer_can_modify')
  })
  return await answer(call, 200, pullRequest)
}

async function askReviewers(call: RepositoryCall): Promise<Answer> {
  const { session, repository, body } = call
  const pullRequest = pullRequestOf(call)
  const teams = body.texts('team_reviewers') ?? []
  if (teams.length > 0 && session.token?.mayReadMembers(repository.owner) !== true)
    throw new Refusal(`Could not resolve to a node with the global id of '${teams.join(', ')}'.`)
  requestReviews(session, repository, pullRequest, body.texts('reviewers') ?? [], teams)
  return await answer(call, 201, pullRequest)
}

async function mergePull(call: RepositoryCall): Promise<Answer> {
  const { session, repository, body } = call
  requireRight(session, repository, 'contents', 'write')
  const oid = await mergePullRequest(
    session.forge,
    repository,
    pullRequestOf(call),
    {
      method: (body.text('merge_method') ?? 'merge').toUpperCase() as MergeMethod,
      headline: body.text('commit_title'),
      body: body.text('commit_message'),
      expectedHeadOid: body.text('sha')
    },
    session.viewer.login
  )
  return jsonAnswer(200, { sha: oid, merged: true, message: 'Pull Request successfully merged' })
}

/** The endpoints of pull requests. */
export const pullRoutes = [
  route('GET', 'pulls', read, listPulls),
  route('POST', 'pulls', write, createPull),
  route('GET', 'pulls/{number}', read, (call) => answer(call, 200, pullRequestOf(call))),
  route('PATCH', 'pulls/{number}', write, patchPull),
  route('POST', 'pulls/{number}/requested_reviewers', write, askReviewers),
  route('PUT', 'pulls/{number}/merge', ['contents', 'write'], mergePull)
]
