import { requireRight } from '../access.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { connection, type Connection, type PageArguments } from './connection.ts'
import { gitObjectNode, type GitObjectNode } from './git-object-node.ts'
import { filteredPullRequests, PullRequestNode, type PullRequestFilter } from './pull-request-node.ts'
import { RepositoryNode } from './repository-node.ts'

/** `Ref`: a ref and the object that it pointed to when it was read. */
export class RefNode {
  readonly __typename = 'Ref'
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly #session: Session
  readonly #repository: Repository
  readonly #oid: string

  constructor(session: Session, repository: Repository, fullName: string, oid: string) {
    this.#session = session
    this.#repository = repository
    this.#oid = oid
    this.id = nodeId('Ref', repository.id, fullName)
    this.prefix = /^refs\/[^/]+\//.exec(fullName)?.[0] ?? 'refs/'
    this.name = fullName.slice(this.prefix.length)
  }

  get repository(): RepositoryNode {
    return new RepositoryNode(this.#session, this.#repository)
  }

  get branchProtectionRule(): null {
    return null
  }

  target(): Promise<GitObjectNode | null> {
    return gitObjectNode(this.#session, this.#repository, this.#oid)
  }

  associatedPullRequests(args: PageArguments & PullRequestFilter): Connection<PullRequestNode> {
    requireRight(this.#session, this.#repository, 'pullRequests', 'read')
    const pullRequests = filteredPullRequests(this.#repository, { ...args, headRefName: this.name })
    const own = pullRequests.filter(({ headOwner }) => headOwner === undefined)
    return connection(
      own.map((pullRequest) => new PullRequestNode(this.#session, this.#repository, pullRequest)),
      args
    )
  }

  async compare({ headRef }: { headRef: string }): Promise<object | null> {
    const { refs, history } = this.#repository.git
    const head = (await refs.read(`refs/heads/${headRef}`)) ?? (await refs.read(headRef))
    if (head === undefined) return null
    const { ahead, behind } = await history.divergence(this.#oid, head)
    const status = ahead > 0 ? (behind > 0 ? 'DIVERGED' : 'AHEAD') : behind > 0 ? 'BEHIND' : 'IDENTICAL'
    return { aheadBy: ahead, behindBy: behind, status }
  }
}
