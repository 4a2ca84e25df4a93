import { visibleRepository } from '../access.ts'
import { parseNodeId } from '../node-id.ts'
import { notFound } from '../refusal.ts'
import type { Session } from '../session.ts'
import { AccountNode, TeamNode } from './account-node.ts'
import { gitObjectNode } from './git-object-node.ts'
import { keyOf, pullRequestById, repositoryById, unresolvedNode } from './mutations/mutation.ts'
import { PullRequestNode } from './pull-request-node.ts'
import { RepositoryNode } from './repository-node.ts'

function accountOf(session: Session, kind: 'User' | 'Organization', login: string): AccountNode {
  const account = session.forge.accounts.find(login)
  if (account === undefined || account.kind !== kind)
    throw notFound(
      `Could not resolve to ${kind === 'User' ? 'a User' : 'an Organization'} with the login of '${login}'.`
    )
  return new AccountNode(session, account)
}

async function nodeById(session: Session, id: string): Promise<object | null> {
  const key = parseNodeId(id)
  const [first = '', second = ''] = key?.parts ?? []
  const { accounts } = session.forge
  switch (key?.type) {
    case 'Repository':
      return new RepositoryNode(session, repositoryById(session, id))
    case 'PullRequest': {
      const { repository, pullRequest } = pullRequestById(session, id)
      return new PullRequestNode(session, repository, pullRequest)
    }
    case 'Ref': {
      const repository = session.forge.repositoryById(Number(first))
      return repository === undefined
        ? null
        : await new RepositoryNode(session, repository).ref({ qualifiedName: second })
    }
    case 'Commit':
    case 'Tree':
    case 'Blob': {
      const repository = session.forge.repositoryById(Number(first))
      return repository === undefined ? null : await gitObjectNode(session, repository, second)
    }
    case 'User':
    case 'Bot':
    case 'Organization': {
      const account = accounts.byId(Number(first))
      return account === undefined ? null : new AccountNode(session, account)
    }
    case 'Team': {
      const team = accounts.teamById(Number(keyOf(id, 'Team')[0]))
      return team === undefined ? null : new TeamNode(session, team)
    }
    default:
      throw unresolvedNode(id)
  }
}

/** The root value of queries. */
export const queryRoot = {
  repository: ({ owner, name }: { owner: string; name: string }, session: Session): RepositoryNode =>
    new RepositoryNode(session, visibleRepository(session, `${owner}/${name}`)),

  viewer: (_: unknown, session: Session): AccountNode => new AccountNode(session, session.viewer),

  user: ({ login }: { login: string }, session: Session): AccountNode => accountOf(session, 'User', login),

  organization: ({ login }: { login: string }, session: Session): AccountNode =>
    accountOf(session, 'Organization', login),

  repositoryOwner: ({ login }: { login: string }, session: Session): AccountNode | null => {
    const account = session.forge.accounts.find(login)
    return account === undefined ? null : new AccountNode(session, account)
  },

  node: ({ id }: { id: string }, session: Session): Promise<object | null> => nodeById(session, id),

  nodes: ({ ids }: { ids: readonly string[] }, session: Session): Promise<object | null>[] =>
    ids.map((id) => nodeById(session, id)),

  rateLimit: (_: unknown, session: Session): object => {
    const budget = session.token?.budget('graphql') ?? { limit: 0, used: 0, remaining: 0 }
    const resetAt = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString()
    return { ...budget, cost: 1, nodeCount: 0, resetAt }
  }
}
