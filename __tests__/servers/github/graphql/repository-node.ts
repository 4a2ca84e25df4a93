import { isOid } from '../../git/object.ts'
import { requireRight } from '../access.ts'
import { hasMergeQueue } from '../mergeability.ts'
import { nodeId } from '../node-id.ts'
import { notFound } from '../refusal.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { refForReading } from '../visible-ref.ts'
import { accountNode, type AccountNode } from './account-node.ts'
import { connection, type Connection, type PageArguments } from './connection.ts'
import { DeploymentNode } from './deployment-node.ts'
import { gitObjectNode, type GitObjectNode } from './git-object-node.ts'
import { LabelNode, MilestoneNode } from './label-node.ts'
import { filteredPullRequests, PullRequestNode, type PullRequestFilter } from './pull-request-node.ts'
import { RefNode } from './ref-node.ts'

type Query = PageArguments & { readonly query?: string | null }

const contains = (text: string, query: string | null | undefined): boolean =>
  text.toLowerCase().includes((query ?? '').toLowerCase())

/** `Repository`. */
export class RepositoryNode {
  readonly __typename = 'Repository'
  readonly id: string
  readonly databaseId: number
  readonly name: string
  readonly nameWithOwner: string
  readonly url: string
  readonly resourcePath: string
  readonly isArchived: boolean
  readonly isLocked: boolean
  readonly isDisabled: boolean
  readonly isPrivate: boolean
  readonly visibility: string
  readonly autoMergeAllowed: boolean
  readonly mergeCommitAllowed: boolean
  readonly squashMergeAllowed: boolean
  readonly rebaseMergeAllowed: boolean
  readonly deleteBranchOnMerge: boolean
  readonly webCommitSignoffRequired: boolean
  readonly #session: Session
  readonly #repository: Repository

  constructor(session: Session, repository: Repository) {
    const { settings } = repository
    this.#session = session
    this.#repository = repository
    this.id = nodeId('Repository', repository.id)
    this.databaseId = repository.id
    this.name = repository.name
    this.nameWithOwner = repository.nameWithOwner
    this.url = session.url(repository)
    this.resourcePath = `/${repository.nameWithOwner}`
    this.isArchived = settings.isArchived
    this.isLocked = settings.isLocked
    this.isDisabled = settings.isDisabled
    this.isPrivate = settings.isPrivate
    this.visibility = settings.isPrivate ? 'PRIVATE' : 'PUBLIC'
    this.autoMergeAllowed = settings.autoMergeAllowed
    this.mergeCommitAllowed = settings.mergeCommitAllowed
    this.squashMergeAllowed = settings.squashMergeAllowed
    this.rebaseMergeAllowed = settings.rebaseMergeAllowed
    this.deleteBranchOnMerge = settings.deleteBranchOnMerge
    this.webCommitSignoffRequired = settings.webCommitSignoffRequired
  }

  get owner(): AccountNode {
    return accountNode(this.#session, this.#repository.owner)
  }

  /** The role of the user behind the token, whatever the token may do; apps have none. */
  get viewerPermission(): string | null {
    const { token } = this.#session
    return token === undefined || token.isIntegration ? null : token.role
  }

  get lockReason(): string | null {
    return this.isLocked ? 'MOVING' : null
  }

  mergeQueue({ branch }: { branch?: string | null }): object | null {
    const base = branch ?? this.#repository.defaultBranch
    if (!hasMergeQueue(this.#repository, { base })) return null
    return { id: `MQ_${base}` }
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#repository.git.refs.list('refs/heads/')).size === 0
  }

  defaultBranchRef(): Promise<RefNode | null> {
    return this.ref({ qualifiedName: `refs/heads/${this.#repository.defaultBranch}` })
  }

  async ref({ qualifiedName }: { qualifiedName: string }): Promise<RefNode | null> {
    requireRight(this.#session, this.#repository, 'contents', 'read')
    const names = qualifiedName.startsWith('refs/')
      ? [qualifiedName]
      : [`refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`, `refs/${qualifiedName}`]
    for (const name of names) {
      const oid = await refForReading(this.#session, this.#repository, name)
      if (oid !== undefined) return new RefNode(this.#session, this.#repository, name, oid)
    }
    return null
  }

  async refs(args: Query & { refPrefix: string }): Promise<Connection<RefNode>> {
    requireRight(this.#session, this.#repository, 'contents', 'read')
    const refs = [...(await this.#repository.git.refs.list(args.refPrefix))]
    const nodes = refs
      .filter(([name]) => contains(name.slice(args.refPrefix.length), args.query))
      .map(([name, oid]) => new RefNode(this.#session, this.#repository, name, oid))
    return connection(nodes, args)
  }

  async object(args: { oid?: string | null; expression?: string | null }): Promise<GitObjectNode | null> {
    requireRight(this.#session, this.#repository, 'contents', 'read')
    const name = args.oid ?? args.expression ?? 'HEAD'
    if (args.oid != null && !isOid(args.oid)) return null
    return await gitObjectNode(this.#session, this.#repository, name)
  }

  pullRequest({ number }: { number: number }): PullRequestNode {
    requireRight(this.#session, this.#repository, 'pullRequests', 'read')
    const pullRequest = this.#repository.pullRequest(number)
    if (pullRequest === undefined)
      throw notFound(`Could not resolve to a PullRequest with the number of ${number}.`)
    return new PullRequestNode(this.#session, this.#repository, pullRequest)
  }

  pullRequests(args: PageArguments & PullRequestFilter): Connection<PullRequestNode> {
    requireRight(this.#session, this.#repository, 'pullRequests', 'read')
    const nodes = filteredPullRequests(this.#repository, args).map(
      (pullRequest) => new PullRequestNode(this.#session, this.#repository, pullRequest)
    )
    return connection(nodes, args)
  }

  label({ name }: { name: string }): LabelNode | null {
    const label = this.#repository.label(name)
    return label === undefined ? null : new LabelNode(this.#session, this.#repository, label)
  }

  labels(args: Query): Connection<LabelNode> {
    const labels = this.#repository.labels.filter(({ name }) => contains(name, args.query))
    return connection(
      labels.map((label) => new LabelNode(this.#session, this.#repository, label)),
      args
    )
  }

  milestone({ number }: { number: number }): MilestoneNode | null {
    const milestone = this.#repository.milestones.find((one) => one.number === number)
    return milestone === undefined ? null : new MilestoneNode(this.#session, this.#repository, milestone)
  }

  milestones(args: Query & { states?: readonly string[] | null }): Connection<MilestoneNode> {
    const milestones = this.#repository.milestones.filter(
      ({ title, state }) => contains(title, args.query) && (args.states?.includes(state) ?? true)
    )
    return connection(
      milestones.map((milestone) => new MilestoneNode(this.#session, this.#repository, milestone)),
      args
    )
  }

  assignableUsers(args: Query): Connection<AccountNode> {
    const logins = [...this.#repository.collaborators].filter((login) => contains(login, args.query))
    return connection(
      logins.map((login) => accountNode(this.#session, login)),
      args
    )
  }

  collaborators(args: Query & { login?: string | null }): Connection<AccountNode> {
    const users = this.assignableUsers({ query: args.query ?? null, first: 1000 }).nodes
    return connection(
      users.filter(({ login }) => args.login == null || args.login === login),
      args
    )
  }

  deployments(args: PageArguments & { environments?: readonly string[] | null }): Connection<DeploymentNode> {
    const deployments = this.#repository.deployments.filter(
      ({ environment }) => args.environments?.includes(environment) ?? true
    )
    return connection(
      deployments.map((deployment) => new DeploymentNode(this.#session, this.#repository, deployment)),
      args
    )
  }
}
