import { hasMergeQueue, mergeableOf, mergeStateOf } from '../mergeability.ts'
import { nodeId } from '../node-id.ts'
import type { PullRequest } from '../pull-request.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { accountNode, TeamNode, type AccountNode } from './account-node.ts'
import { commitNodes, type CommitNode } from './commit-node.ts'
import { connection, type Connection, type PageArguments } from './connection.ts'
import { LabelNode, MilestoneNode } from './label-node.ts'
import { RefNode } from './ref-node.ts'
import { RepositoryNode } from './repository-node.ts'

/** The arguments that choose among pull requests. */
export interface PullRequestFilter {
  readonly states?: readonly string[] | null
  readonly labels?: readonly string[] | null
  readonly headRefName?: string | null
  readonly baseRefName?: string | null
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' } | null
}

/** The pull requests that a filter lets through, oldest first unless told. */
export function filteredPullRequests(repository: Repository, filter: PullRequestFilter): PullRequest[] {
  const { states, labels, headRefName, baseRefName, orderBy } = filter
  const chosen = repository.pullRequests.filter(
    (one) =>
      (states?.includes(one.state) ?? true) &&
      (labels?.some((label) => one.labels.includes(label)) ?? true) &&
      (headRefName == null || one.head === headRefName) &&
      (baseRefName == null || one.base === baseRefName)
  )
  return orderBy?.direction === 'DESC' ? chosen.reverse() : chosen
}

/** `PullRequest`. What does not change is a field; the rest is looked up when asked for. */
export class PullRequestNode {
  readonly __typename = 'PullRequest'
  readonly #session: Session
  readonly #repository: Repository
  readonly #pull: PullRequest
  readonly id: string
  readonly databaseId: number
  readonly number: number
  readonly url: string
  readonly permalink: string
  readonly title: string
  readonly body: string
  readonly bodyText: string
  readonly state: string
  readonly isDraft: boolean
  readonly isCrossRepository: boolean
  readonly locked: boolean
  readonly headRefName: string
  readonly headRefOid: string
  readonly baseRefName: string
  readonly merged: boolean
  readonly closed: boolean
  readonly maintainerCanModify: boolean
  readonly createdAt: string
  readonly closedAt: string | null
  readonly mergedAt: string | null

  constructor(session: Session, repository: Repository, pull: PullRequest) {
    this.#session = session
    this.#repository = repository
    this.#pull = pull
    this.id = nodeId('PullRequest', repository.id, pull.number)
    this.databaseId = repository.id * 100_000 + pull.number
    this.number = pull.number
    this.url = session.url(repository, 'pull', pull.number)
    this.permalink = this.url
    this.title = pull.title
    this.body = pull.body
    this.bodyText = pull.body
    this.state = pull.state
    this.isDraft = pull.isDraft
    this.isCrossRepository = pull.headOwner !== undefined
    this.locked = pull.isLocked
    this.headRefName = pull.head
    this.headRefOid = pull.headOid
    this.baseRefName = pull.base
    this.merged = pull.state === 'MERGED'
    this.closed = !pull.isOpen
    this.maintainerCanModify = pull.maintainerCanModify
    this.createdAt = pull.createdAt.toISOString()
    this.closedAt = pull.closedAt?.toISOString() ?? null
    this.mergedAt = this.merged ? this.closedAt : null
  }

  get repository(): RepositoryNode {
    return new RepositoryNode(this.#session, this.#repository)
  }

  get baseRepository(): RepositoryNode {
    return this.repository
  }

  get headRepository(): RepositoryNode | null {
    return this.isCrossRepository ? null : this.repository
  }

  get headRepositoryOwner(): AccountNode {
    return accountNode(this.#session, this.#pull.headOwner ?? this.#repository.owner)
  }

  get author(): AccountNode {
    return accountNode(this.#session, this.#pull.author)
  }

  get mergedBy(): AccountNode | null {
    return this.#pull.mergedBy === undefined ? null : accountNode(this.#session, this.#pull.mergedBy)
  }

  get milestone(): MilestoneNode | null {
    const milestone = this.#repository.milestones.find(({ number }) => number === this.#pull.milestone)
    return milestone === undefined ? null : new MilestoneNode(this.#session, this.#repository, milestone)
  }

  get autoMergeRequest(): object | null {
    const { autoMerge } = this.#pull
    if (autoMerge === undefined) return null
    return {
      mergeMethod: autoMerge.method,
      enabledAt: autoMerge.enabledAt.toISOString(),
      enabledBy: accountNode(this.#session, autoMerge.enabledBy),
      commitHeadline: autoMerge.headline ?? null,
      commitBody: autoMerge.body ?? null,
      authorEmail: null,
      pullRequest: this
    }
  }

  get isMergeQueueEnabled(): boolean {
    return hasMergeQueue(this.#repository, this.#pull)
  }

  get isInMergeQueue(): boolean {
    return this.#pull.isQueued
  }

  async headRef(): Promise<RefNode | null> {
    return this.isCrossRepository ? null : await this.#ref(this.headRefName)
  }

  baseRef(): Promise<RefNode | null> {
    return this.#ref(this.baseRefName)
  }

  async baseRefOid(): Promise<string> {
    return (await this.#repository.head(this.baseRefName)) ?? ''
  }

  async mergeCommit(): Promise<CommitNode | null> {
    const oid = this.#pull.mergeCommitOid
    return oid === undefined ? null : ((await commitNodes(this.#session, this.#repository, [oid]))[0] ?? null)
  }

  mergeable(): Promise<string> {
    return mergeableOf(this.#repository, this.#pull, this.#session.forge.lag)
  }

  mergeStateStatus(): Promise<string> {
    return mergeStateOf(this.#repository, this.#pull, this.#session.forge.lag)
  }

  labels(page: PageArguments): Connection<LabelNode> {
    const labels = this.#pull.labels.map((name) => this.#repository.addLabel(name))
    return connection(
      labels.map((label) => new LabelNode(this.#session, this.#repository, label)),
      page
    )
  }

  assignees(page: PageArguments): Connection<AccountNode> {
    return connection(
      this.#pull.assignees.map((login) => accountNode(this.#session, login)),
      page
    )
  }

  reviewRequests(page: PageArguments): Connection<object> {
    const { accounts } = this.#session.forge
    const users = this.#pull.reviewers.map((login) => accountNode(this.#session, login))
    const teams = this.#pull.teamReviewers.map(
      (slug) => new TeamNode(this.#session, accounts.addTeam(this.#repository.owner, slug))
    )
    const requests = [...users, ...teams].map((requestedReviewer) => ({
      id: nodeId('ReviewRequest', this.#repository.id, this.number, requestedReviewer.id),
      requestedReviewer,
      pullRequest: this
    }))
    return connection(requests, page)
  }

  comments(page: PageArguments): Connection<object> {
    const comments = this.#pull.comments.map((comment) => ({
      id: nodeId('IssueComment', this.#repository.id, comment.id),
      body: comment.body,
      author: accountNode(this.#session, comment.author)
    }))
    return connection(comments, page)
  }

  async commits(page: PageArguments): Promise<Connection<object>> {
    const base = await this.baseRefOid()
    const { history } = this.#repository.git
    const oids = await history.list(this.headRefOid, base === '' ? {} : { without: base })
    const nodes = await commitNodes(this.#session, this.#repository, oids.reverse())
    return connection(
      nodes.map((commit) => ({ commit, pullRequest: this })),
      page
    )
  }

  async #ref(branch: string): Promise<RefNode | null> {
    const oid = await this.#repository.head(branch)
    return oid === undefined
      ? null
      : new RefNode(this.#session, this.#repository, `refs/heads/${branch}`, oid)
  }
}
