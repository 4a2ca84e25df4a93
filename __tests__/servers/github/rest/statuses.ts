import { jsonAnswer, type Answer } from '../answer.ts'
import { combinedState, currentStatuses, type CommitStatus, type StatusState } from '../commit-status.ts'
import { settleAutoMerges } from '../merging.ts'
import { Refusal } from '../refusal.ts'
import { loginJson } from './json.ts'
import { resolveCommit } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'

const states: readonly string[] = ['ERROR', 'FAILURE', 'PENDING', 'SUCCESS'] satisfies readonly StatusState[]

const statusJson = ({ session }: RepositoryCall, status: CommitStatus): object => ({
  id: status.id,
  context: status.context,
  state: status.state.toLowerCase(),
  description: status.description,
  target_url: status.targetUrl ?? null,
  creator: loginJson(session, status.creator),
  created_at: status.createdAt.toISOString(),
  updated_at: status.createdAt.toISOString()
})

async function combined(call: RepositoryCall): Promise<Answer> {
  const { session, repository, path } = call
  const { oid } = await resolveCommit(session, repository, path['ref'] ?? '')
  const statuses = currentStatuses(repository.statuses, oid)
  return jsonAnswer(200, {
    sha: oid,
    state: combinedState(statuses).toLowerCase(),
    total_count: statuses.length,
    statuses: statuses.map((status) => statusJson(call, status))
  })
}

async function list(call: RepositoryCall): Promise<Answer> {
  const { session, repository, path } = call
  const { oid } = await resolveCommit(session, repository, path['ref'] ?? '')
  const statuses = repository.statuses.filter((status) => status.oid === oid).reverse()
  return jsonAnswer(
    200,
    statuses.map((status) => statusJson(call, status))
  )
}

async function create(call: RepositoryCall): Promise<Answer> {
  const { session, repository, path, body } = call
  const { oid } = await resolveCommit(session, repository, path['sha'] ?? '')
  const state = body.needText('state').toUpperCase()
  if (!states.includes(state)) throw new Refusal('Validation Failed')
  const status: CommitStatus = {
    id: repository.statuses.length + 1,
    oid,
    context: body.text('context') ?? 'default',
    state: state as StatusState,
    description: body.text('description') ?? '',
    targetUrl: body.text('target_url'),
    creator: session.viewer.login,
    createdAt: new Date()
  }
  repository.statuses.push(status)
  await settleAutoMerges(session.forge, repository)
  return jsonAnswer(201, statusJson(call, status))
}

/** The endpoints of commit statuses. */
export const statusRoutes = [
  route('GET', 'commits/{ref}/status', ['statuses', 'read'], combined),
  route('GET', 'commits/{ref}/statuses', ['statuses', 'read'], list),
  route('POST', 'statuses/{sha}', ['statuses', 'write'], create)
]
