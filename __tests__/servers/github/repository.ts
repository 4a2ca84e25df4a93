import { zeroOid } from '../git/object.ts'
import type { BareRepository } from '../git/bare-repository.ts'
import type { RefMove } from '../git/ref-store.ts'
import type { DatedMove } from './lag.ts'
import type { BranchProtection, Ruleset } from './protection.ts'
import { PullRequest, type PullRequestDetails } from './pull-request.ts'
import type { Label, Milestone, RepositorySettings } from './repository-settings.ts'
import type { CheckRun } from './check-run.ts'
import type { CommitStatus } from './commit-status.ts'
import type { Deployment } from './deployment.ts'

/** A repository: git's side and everything that GitHub keeps around it. */
export class Repository {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  readonly git: BareRepository
  readonly settings: RepositorySettings
  readonly pullRequests: PullRequest[] = []
  readonly labels: Label[] = []
  readonly milestones: Milestone[] = []
  readonly collaborators = new Set<string>()
  readonly teams = new Set<string>()
  readonly protections: BranchProtection[] = []
  readonly rulesets: Ruleset[] = []
  readonly statuses: CommitStatus[] = []
  readonly checkRuns: CheckRun[] = []
  readonly deployments: Deployment[] = []
  /** The commits that GitHub itself signed. */
  readonly verified = new Set<string>()
  readonly moves: DatedMove[] = []
  /** The request that opened each pull request, by number. */
  readonly openedBy = new Map<number, number>()

  constructor(
    id: number,
    nameWithOwner: string,
    defaultBranch: string,
    git: BareRepository,
    settings: RepositorySettings
  ) {
    const [owner = '', name = ''] = nameWithOwner.split('/')
    this.id = id
    this.owner = owner
    this.name = name
    this.defaultBranch = defaultBranch
    this.git = git
    this.settings = settings
  }

  get nameWithOwner(): string {
    return `${this.owner}/${this.name}`
  }

  /** Where a branch is now; undefined when there is none. */
  head(branch: string): Promise<string | undefined> {
    return this.git.refs.read(`refs/heads/${branch}`)
  }

  /** Adds a label; one of that name, in any case, is kept. */
  addLabel(name: string, color = 'ededed', description = ''): Label {
    const known = this.label(name)
    if (known !== undefined) return known
    const label = { id: this.id * 1000 + this.labels.length + 1, name, color, description }
    this.labels.push(label)
    return label
  }

  /** The label of that name, in any case. */
  label(name: string): Label | undefined {
    return this.labels.find((label) => label.name.toLowerCase() === name.toLowerCase())
  }

  /** Adds an open milestone. */
  addMilestone(title: string): Milestone {
    const milestone: Milestone = { number: this.milestones.length + 1, title, state: 'OPEN' }
    this.milestones.push(milestone)
    return milestone
  }

  /** Keeps a new pull request under the next number. */
  addPullRequest(details: Omit<PullRequestDetails, 'number'>): PullRequest {
    const pullRequest = new PullRequest({ ...details, number: this.pullRequests.length + 1 })
    this.pullRequests.push(pullRequest)
    return pullRequest
  }

  /** The pull request of that number. */
  pullRequest(number: number): PullRequest | undefined {
    return this.pullRequests[number - 1]
  }

  /** Moves refs, all or none, and lets the pull requests follow. */
  async move(moves: readonly RefMove[], request = 0): Promise<void> {
    await this.git.refs.move(moves)
    await this.moved(moves, request)
  }

  /** Takes note of refs that have moved, and lets the pull requests follow. */
  async moved(moves: readonly RefMove[], request = 0): Promise<void> {
    for (const move of moves) this.moves.push({ ...move, time: Date.now(), request })
    for (const move of moves) await this.#follow(move)
  }

  async #follow(move: RefMove): Promise<void> {
    const branch = move.name.replace(/^refs\/heads\//, '')
    for (const pullRequest of this.pullRequests.filter((candidate) => candidate.isOpen)) {
      if (pullRequest.head === branch && pullRequest.headOwner === undefined)
        await this.#followHead(pullRequest, move)
      else if (pullRequest.base === branch) await this.#followBase(pullRequest, move.after)
    }
  }

  async #followHead(pullRequest: PullRequest, { before, after }: RefMove): Promise<void> {
    if (after === zeroOid) {
      pullRequest.close(before)
      return
    }
    pullRequest.headOid = after
    const base = await this.head(pullRequest.base)
    if (base === undefined || !(await this.git.history.isAhead(after, base))) pullRequest.close(before)
  }

  async #followBase(pullRequest: PullRequest, after: string): Promise<void> {
    if (after === zeroOid) pullRequest.close()
    else if (await this.git.history.isAncestor(pullRequest.headOid, after))
      pullRequest.markMerged(after, pullRequest.author)
  }
}
