import { storedFile, type FileContent } from '../git/file-content.ts'
import { emptyTreeOid, zeroOid } from '../git/object.ts'
import { editTree, type PathEdit } from '../git/tree-edit.ts'
import type { StatusState } from './commit-status.ts'
import { mergePullRequest, settleAutoMerges } from './merging.ts'
import type { BranchProtection, Ruleset } from './protection.ts'
import type { MergeMethod, PullRequest, PullRequestDetails } from './pull-request.ts'
import { RepositoryView } from './repository-view.ts'

/** Who a human's or a rival's commit is by. */
export interface CommitOptions {
  readonly author?: string
  readonly email?: string
}

/** A repository in the hands of a test: what it holds is read and changed behind the API's back. */
export class RepositoryHandle extends RepositoryView {
  /** Commits to a branch as somebody else would; null removes a file. Makes the branch in an empty repository. */
  async commit(
    branch: string,
    files: Readonly<Record<string, FileContent | null>>,
    message = 'Change by somebody else',
    options: CommitOptions = {}
  ): Promise<string> {
    const { git } = this.repository
    const head = await this.repository.head(branch)
    const tree = head === undefined ? undefined : (await git.objects.commit(head))?.tree
    const author = {
      name: options.author ?? 'Rival',
      email: options.email ?? 'rival@example.test',
      time: Math.floor(Date.now() / 1000)
    }
    const oid = git.writeCommit({
      tree: (await editTree(git.objects, tree, this.#edits(files))) ?? emptyTreeOid,
      parents: head === undefined ? [] : [head],
      author,
      committer: author,
      message
    })
    await this.repository.move([{ name: `refs/heads/${branch}`, before: head ?? zeroOid, after: oid }])
    return oid
  }

  /** Makes a branch at a commit, or at another branch's head. */
  async createBranch(branch: string, from = this.repository.defaultBranch): Promise<void> {
    const after = await this.resolve(from)
    await this.repository.move([{ name: `refs/heads/${branch}`, before: zeroOid, after }])
  }

  /** Tags a commit, or a branch's head. */
  async createTag(tag: string, at = this.repository.defaultBranch): Promise<void> {
    const after = await this.resolve(at)
    await this.repository.move([{ name: `refs/tags/${tag}`, before: zeroOid, after }])
  }

  /** Points a branch to a commit, or to another branch's head, whatever it held. */
  async resetBranch(branch: string, to: string): Promise<void> {
    const [before, after] = [await this.head(branch), await this.resolve(to)]
    await this.repository.move([{ name: `refs/heads/${branch}`, before, after }])
  }

  /** Deletes a branch. */
  async deleteBranch(branch: string): Promise<void> {
    const before = await this.head(branch)
    await this.repository.move([{ name: `refs/heads/${branch}`, before, after: zeroOid }])
  }

  /** Protects branches the classic way. */
  protect(branch: string, protection: Partial<Omit<BranchProtection, 'branch'>> = {}): void {
    const isBare = Object.keys(protection).every((key) => key === 'bypass')
    this.repository.protections.push({
      branch,
      requirePullRequest: isBare,
      requiredChecks: [],
      requiredApprovals: 0,
      requireUpToDate: false,
      bypass: [],
      ...protection
    })
  }

  /** Protects branches by a ruleset. */
  ruleset(branch: string, rules: Partial<Omit<Ruleset, 'branch'>>): void {
    this.repository.rulesets.push({
      branch,
      requirePullRequest: false,
      restrictCreation: false,
      restrictDeletion: false,
      blockForcePush: false,
      requiredChecks: [],
      mergeQueue: false,
      reason: undefined,
      bypass: [],
      ...rules
    })
  }

  /** Takes all protections and rulesets away. */
  unprotect(): void {
    this.repository.protections.length = 0
    this.repository.rulesets.length = 0
  }

  /** Makes the repository read-only. */
  archive(): void {
    this.repository.settings.isArchived = true
  }

  /** Reports a status on a commit, as a check or a GitOps agent would. Merges what waited for it. */
  async setStatus(oid: string, context: string, state: StatusState, description = ''): Promise<void> {
    const { statuses } = this.repository
    const [id, createdAt, creator] = [statuses.length + 1, new Date(), 'reporter']
    statuses.push({ id, oid, context, state, description, targetUrl: undefined, creator, createdAt })
    await settleAutoMerges(this.forge, this.repository)
  }

  /** Records a check run on a commit; without a conclusion it is still running. */
  addCheckRun(oid: string, name: string, conclusion?: string): void {
    const { checkRuns } = this.repository
    checkRuns.push({ id: checkRuns.length + 1, oid, name, conclusion })
  }

  /** Records a deployment of a commit in one state, as Argo CD does: on the record that the environment has for it, if there is one. */
  deploy(oid: string, environment: string, state: string): void {
    const { deployments, id } = this.repository
    const [createdAt, creator] = [new Date(), 'reporter']
    const status = { state, description: '', environmentUrl: '', logUrl: '', creator, createdAt }
    const known = deployments.findLast((each) => each.oid === oid && each.environment === environment)
    if (known !== undefined) {
      known.statuses.push({ ...status, id: known.id * 100 + known.statuses.length + 1 })
      return
    }
    deployments.push({
      id: id * 10_000 + deployments.length + 1,
      oid,
      ref: oid,
      environment,
      description: '',
      task: 'deploy',
      payload: {},
      creator,
      createdAt,
      statuses: [{ ...status, id: deployments.length + 1 }]
    })
  }

  /** Opens a pull request as a human would; with `headOwner` from a branch of that name in a fork. */
  async openPullRequest(
    details: Pick<PullRequestDetails, 'head'> & Partial<PullRequestDetails>
  ): Promise<PullRequest> {
    const isFork = details.headOwner !== undefined
    return this.repository.addPullRequest({
      title: 'A change by somebody else',
      body: '',
      base: this.repository.defaultBranch,
      author: this.forge.accounts.add('rival').login,
      isDraft: false,
      maintainerCanModify: true,
      headOwner: undefined,
      headOid: isFork ? await this.#forkCommit() : await this.resolve(details.head),
      ...details
    })
  }

  /** Merges a pull request as a human would. */
  async merge(number: number, method: MergeMethod = 'MERGE'): Promise<string> {
    const pullRequest = this.repository.pullRequest(number)
    if (pullRequest === undefined) throw new Error(`${this.nameWithOwner} has no pull request ${number}`)
    return await mergePullRequest(this.forge, this.repository, pullRequest, { method }, 'rival')
  }

  /** Approves a pull request. Merges it when it waited for that. */
  async approve(number: number): Promise<void> {
    const pullRequest = this.repository.pullRequest(number)
    if (pullRequest !== undefined) pullRequest.approvals += 1
    await settleAutoMerges(this.forge, this.repository)
  }

  #edits(files: Readonly<Record<string, FileContent | null>>): Map<string, PathEdit> {
    const edits = new Map<string, PathEdit>()
    for (const [path, content] of Object.entries(files)) {
      const file = content === null ? undefined : storedFile(content)
      if (file === undefined) edits.set(path, null)
      else if ('oid' in file) edits.set(path, file)
      else edits.set(path, { mode: file.mode, oid: this.repository.git.objects.write('blob', file.bytes) })
    }
    return edits
  }

  /** A commit on top of the default branch that no branch of this repository holds. */
  async #forkCommit(): Promise<string> {
    const parent = await this.head()
    const tree = (await this.repository.git.objects.commit(parent))?.tree ?? emptyTreeOid
    const author = { name: 'Forker', email: 'forker@example.test', time: Math.floor(Date.now() / 1000) }
    const message = 'Change in a fork'
    return this.repository.git.writeCommit({ tree, parents: [parent], author, committer: author, message })
  }
}
