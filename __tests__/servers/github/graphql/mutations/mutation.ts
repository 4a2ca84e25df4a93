import { visibleRepository } from '../../access.ts'
import { parseNodeId, type NodeType } from '../../node-id.ts'
import { notFound } from '../../refusal.ts'
import type { PullRequest } from '../../pull-request.ts'
import type { Repository } from '../../repository.ts'
import type { Session } from '../../session.ts'
import { PullRequestNode } from '../pull-request-node.ts'

/** A mutation field: its input, and the payload it gives beside `clientMutationId`. */
export type Mutation<Input> = (session: Session, input: Input) => Promise<object> | object

/** The parts of a global id of the expected type, or the answer that nothing has that id. */
export function keyOf(id: string, ...types: readonly NodeType[]): readonly string[] {
  const key = parseNodeId(id)
  if (key === undefined || !types.includes(key.type)) throw unresolvedNode(id)
  return key.parts
}

/** The answer that nothing has that id. */
export const unresolvedNode = (id: string): Error =>
  notFound(`Could not resolve to a node with the global id of '${id}'`)

/** The repository with that global id, if the asking token sees it. */
export function repositoryById(session: Session, id: string): Repository {
  const repository = session.forge.repositoryById(Number(keyOf(id, 'Repository')[0]))
  if (repository === undefined) throw unresolvedNode(id)
  return visibleRepository(session, repository.nameWithOwner)
}

/** A pull request and its repository. */
export interface Located {
  readonly repository: Repository
  readonly pullRequest: PullRequest
}

/** The pull request with that global id, unless it is too new to be seen. */
export function pullRequestById(session: Session, id: string): Located {
  const [repositoryId, number] = keyOf(id, 'PullRequest').map(Number)
  const repository = session.forge.repositoryById(repositoryId ?? 0)
  const pullRequest = repository?.pullRequest(number ?? 0)
  if (repository === undefined || pullRequest === undefined) throw unresolvedNode(id)
  const opened = repository.openedBy.get(pullRequest.number)
  const age = opened === undefined ? Infinity : session.request.number - opened
  if (age > 0 && age <= session.forge.lag.newPullRequestRequests) throw unresolvedNode(id)
  visibleRepository(session, repository.nameWithOwner)
  return { repository, pullRequest }
}

/** The payload of most mutations on pull requests. */
export const pullRequestPayload = (session: Session, { repository, pullRequest }: Located): object => ({
  pullRequest: new PullRequestNode(session, repository, pullRequest)
})
