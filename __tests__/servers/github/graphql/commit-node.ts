import { bodyOf, headlineOf, parseCommit, type Commit, type Signature } from '../../git/commit.ts'
import type { GitObject } from '../../git/object.ts'
import { entryAt } from '../../git/tree.ts'
import { currentStatuses } from '../commit-status.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { requireRight } from '../access.ts'
import { accountNode, type AccountNode } from './account-node.ts'
import { spendBudget } from './budget.ts'
import { CheckSuiteNode } from './check-suite-node.ts'
import { connection, type Connection, type PageArguments } from './connection.ts'
import { DeploymentNode } from './deployment-node.ts'
import { TreeEntryNode, TreeNode } from './git-object-node.ts'
import { PullRequestNode } from './pull-request-node.ts'
import { RepositoryNode } from './repository-node.ts'
import { StatusCheckRollupNode, StatusNode } from './status-node.ts'

const isoDate = ({ time }: Signature): string => new Date(time * 1000).toISOString().replace('.000Z', 'Z')

/** `Commit`. */
export class CommitNode {
  readonly __typename = 'Commit'
  readonly oid: string
  readonly abbreviatedOid: string
  readonly id: string
  readonly message: string
  readonly messageHeadline: string
  readonly messageBody: string
  readonly committedDate: string
  readonly authoredDate: string
  readonly url: string
  readonly commitUrl: string
  readonly resourcePath: string
  readonly #session: Session
  readonly #repository: Repository
  readonly #commit: Commit

  constructor(session: Session, repository: Repository, object: GitObject) {
    const commit = parseCommit(object.oid, object.bytes)
    this.#session = session
    this.#repository = repository
    this.#commit = commit
    this.oid = commit.oid
    this.abbreviatedOid = commit.oid.slice(0, 7)
    this.id = nodeId('Commit', repository.id, commit.oid)
    this.message = commit.message
    this.messageHeadline = headlineOf(commit.message)
    this.messageBody = bodyOf(commit.message)
    this.committedDate = isoDate(commit.committer)
    this.authoredDate = isoDate(commit.author)
    this.url = session.url(repository, 'commit', commit.oid)
    this.commitUrl = this.url
    this.resourcePath = `/${repository.nameWithOwner}/commit/${commit.oid}`
  }

  get repository(): RepositoryNode {
    return new RepositoryNode(this.#session, this.#repository)
  }

  get tree(): TreeNode {
    return new TreeNode(this.#session, this.#repository, this.#commit.tree, '')
  }

  get author(): object {
    return this.#actor(this.#commit.author)
  }

  get committer(): object {
    return this.#actor(this.#commit.committer)
  }

  get signature(): object | null {
    if (!this.#repository.verified.has(this.oid)) return null
    return {
      __typename: 'GpgSignature',
      isValid: true,
      state: 'VALID',
      wasSignedByGitHub: true,
      email: 'noreply@github.com',
      payload: '',
      signature: '',
      signer: accountNode(this.#session, 'web-flow')
    }
  }

  get status(): StatusNode | null {
    requireRight(this.#session, this.#repository, 'statuses', 'read')
    const statuses = currentStatuses(this.#repository.statuses, this.oid)
    return statuses.length === 0 ? null : new StatusNode(this.#session, this.#repository, this.oid, statuses)
  }

  get statusCheckRollup(): StatusCheckRollupNode | null {
    requireRight(this.#session, this.#repository, 'checks', 'read')
    const statuses = currentStatuses(this.#repository.statuses, this.oid)
    const runs = this.#repository.checkRuns.filter(({ oid }) => oid === this.oid)
    if (statuses.length + runs.length === 0) return null
    return new StatusCheckRollupNode(this.#session, this.#repository, statuses, runs)
  }

  async file({ path }: { path: string }): Promise<TreeEntryNode | null> {
    spendBudget(this.#session)
    const entry = await entryAt(this.#repository.git.objects, this.#commit.tree, path)
    return entry === undefined ? null : new TreeEntryNode(this.#session, this.#repository, entry, path)
  }

  async parents(page: PageArguments): Promise<Connection<CommitNode>> {
    return connection(await commitNodes(this.#session, this.#repository, this.#commit.parents), page)
  }

  async history(args: PageArguments & { path?: string | null }): Promise<object> {
    const { history } = this.#repository.git
    const oids = await history.list(this.oid, args.path == null ? {} : { path: args.path })
    const page = connection(oids, args)
    const nodes = await commitNodes(this.#session, this.#repository, page.nodes)
    return { ...page, nodes, edges: page.edges.map((edge, index) => ({ ...edge, node: nodes[index] })) }
  }

  checkSuites(page: PageArguments): Connection<CheckSuiteNode> {
    requireRight(this.#session, this.#repository, 'checks', 'read')
    const runs = this.#repository.checkRuns.filter(({ oid }) => oid === this.oid)
    return connection(runs.length === 0 ? [] : [new CheckSuiteNode(runs)], page)
  }

  async associatedPullRequests(page: PageArguments): Promise<Connection<PullRequestNode>> {
    const { pullRequests, git } = this.#repository
    const associated: PullRequestNode[] = []
    for (const pullRequest of pullRequests) {
      const base = (await this.#repository.head(pullRequest.base)) ?? ''
      const isMerge = pullRequest.mergeCommitOid === this.oid
      if (
        isMerge ||
        (pullRequest.isOpen &&
          (await git.history.list(pullRequest.headOid, { without: base })).includes(this.oid))
      )
        associated.push(new PullRequestNode(this.#session, this.#repository, pullRequest))
    }
    return connection(associated, page)
  }

  deployments(
    args: PageArguments & {
      environments?: readonly string[] | null
      orderBy?: { direction: 'ASC' | 'DESC' } | null
    }
  ): Connection<DeploymentNode> {
    const mine = this.#repository.deployments.filter(
      ({ oid, environment }) => oid === this.oid && (args.environments?.includes(environment) ?? true)
    )
    if (args.orderBy?.direction === 'DESC') mine.reverse()
    return connection(
      mine.map((deployment) => new DeploymentNode(this.#session, this.#repository, deployment)),
      args
    )
  }

  #actor(signature: Signature): object {
    const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(signature.email)?.[1]
    const account = login === undefined ? undefined : this.#session.forge.accounts.find(login)
    const user: AccountNode | null =
      account?.kind === 'User' ? accountNode(this.#session, account.login) : null
    return { name: signature.name, email: signature.email, date: isoDate(signature), user }
  }
}

/** The commits of those ids, as GraphQL shows them. */
export async function commitNodes(
  session: Session,
  repository: Repository,
  oids: readonly string[]
): Promise<CommitNode[]> {
  const objects = await Promise.all(oids.map((oid) => repository.git.objects.read(oid)))
  return objects.flatMap((object) =>
    object === undefined ? [] : [new CommitNode(session, repository, object)]
  )
}
