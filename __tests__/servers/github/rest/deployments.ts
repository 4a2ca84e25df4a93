import { jsonAnswer, type Answer } from '../answer.ts'
import type { Deployment, DeploymentStatus } from '../deployment.ts'
import { nodeId } from '../node-id.ts'
import { notFound } from '../refusal.ts'
import { apiUrl, loginJson } from './json.ts'
import { resolveCommit } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'

const deploymentJson = ({ session, repository }: RepositoryCall, deployment: Deployment): object => ({
  id: deployment.id,
  node_id: nodeId('Deployment', repository.id, deployment.id),
  url: apiUrl(session, repository, 'deployments', String(deployment.id)),
  sha: deployment.oid,
  ref: deployment.ref,
  task: deployment.task,
  payload: deployment.payload,
  environment: deployment.environment,
  description: deployment.description,
  creator: loginJson(session, deployment.creator),
  created_at: deployment.createdAt.toISOString()
})

const statusJson = ({ session }: RepositoryCall, status: DeploymentStatus): object => ({
  id: status.id,
  state: status.state,
  description: status.description,
  environment_url: status.environmentUrl,
  log_url: status.logUrl,
  creator: loginJson(session, status.creator),
  created_at: status.createdAt.toISOString()
})

function deploymentOf({ repository, path }: RepositoryCall): Deployment {
  const deployment = repository.deployments.find(({ id }) => id === Number(path['id']))
  if (deployment === undefined) throw notFound('Not Found')
  return deployment
}

function list(call: RepositoryCall): Answer {
  const { query, repository } = call
  const isAsked = (value: string, key: string): boolean => (query.get(key) ?? value) === value
  const chosen = repository.deployments.filter(
    ({ oid, ref, environment }) =>
      isAsked(environment, 'environment') &&
      isAsked(oid, 'sha') &&
      (isAsked(ref, 'ref') || isAsked(oid, 'ref'))
  )
  return jsonAnswer(
    200,
    chosen.reverse().map((deployment) => deploymentJson(call, deployment))
  )
}

async function create(call: RepositoryCall): Promise<Answer> {
  const { session, repository, body } = call
  const ref = body.needText('ref')
  const { oid } = await resolveCommit(session, repository, ref)
  const deployment: Deployment = {
    id: repository.id * 10_000 + repository.deployments.length + 1,
    oid,
    ref,
    environment: body.text('environment') ?? 'production',
    description: body.text('description') ?? '',
    task: body.text('task') ?? 'deploy',
    payload: body.raw('payload') ?? {},
    creator: session.viewer.login,
    createdAt: new Date(),
    statuses: []
  }
  repository.deployments.push(deployment)
  return jsonAnswer(201, deploymentJson(call, deployment))
}

function addStatus(call: RepositoryCall): Answer {
  const { session, body } = call
  const { statuses, id } = deploymentOf(call)
  const status: DeploymentStatus = {
    id: id * 100 + statuses.length + 1,
    state: body.needText('state'),
    description: body.text('description') ?? '',
    environmentUrl: body.text('environment_url') ?? '',
    logUrl: body.text('log_url') ?? '',
    creator: session.viewer.login,
    createdAt: new Date()
  }
  statuses.push(status)
  return jsonAnswer(201, statusJson(call, status))
}

const listStatuses = (call: RepositoryCall): Answer =>
  jsonAnswer(
    200,
    deploymentOf(call)
      .statuses.map((status) => statusJson(call, status))
      .reverse()
  )

/** The endpoints of deployments. */
export const deploymentRoutes = [
  route('GET', 'deployments', ['deployments', 'read'], list),
  route('POST', 'deployments', ['deployments', 'write'], create),
  route('GET', 'deployments/{id}', ['deployments', 'read'], (call) =>
    jsonAnswer(200, deploymentJson(call, deploymentOf(call)))
  ),
  route('GET', 'deployments/{id}/statuses', ['deployments', 'read'], listStatuses),
  route('POST', 'deployments/{id}/statuses', ['deployments', 'write'], addStatus)
]
