import { headlineOf } from '../git/commit.ts'
import { storedFile, type FileContent } from '../git/file-content.ts'
import { emptyTreeOid, zeroOid } from '../git/object.ts'
import { editTree, type PathEdit } from '../git/tree-edit.ts'
import type { StatusState } from './commit-status.ts'
import type { Forge } from './forge.ts'
import { settleAutoMerges } from './merging.ts'
import type { BranchProtection, Ruleset } from './protection.ts'
import type { PullRequest } from './pull-request.ts'
import type { Repository } from './repository.ts'
import type { RepositorySettings } from './repository-settings.ts'

/** A commit in the log of a branch. */
export interface LoggedCommit {
  readonly oid: string
  readonly parents: readonly string[]
  readonly message: string
  readonly headline: string
  readonly author: string
  readonly email: string
  readonly isVerified: boolean
  /** The paths that differ from the first parent. */
  readonly files: readonly string[]
}

/** Who a human's or a rival's commit is by. */
export interface CommitOptions {
  readonly author?: string
  readonly email?: string
}

/** A repository in the hands of a test: what it holds is read and changed behind the API's back. */
export class RepositoryHandle {
  readonly #forge: Forge
  readonly #repository: Repository

  constructor(forge: Forge, repository: Repository) {
    this.#forge = forge
    this.#repository = repository
  }

  get nameWithOwner(): string {
    return this.#repository.nameWithOwner
  }

  /** The bare repository on disk. */
  get gitDir(): string {
    return this.#repository.git.directory
  }

  /** What the settings page decides; may be changed at any time. */
  get settings(): RepositorySettings {
    return this.#repository.settings
  }

  get pullRequests(): readonly PullRequest[] {
    return this.#repository.pullRequests
  }

  get labels(): readonly string[] {
    return this.#repository.labels.map(({ name }) => name)
  }

  get milestones(): readonly string[] {
    return this.#repository.milestones.map(({ title }) => title)
  }

  get teams(): readonly string[] {
    return [...this.#repository.teams]
  }

  /** The address for `git clone`, with a token in it. */
  cloneUrl(token: string): string {
    return `${this.#forge.serverUrl.replace('//', `//x-access-token:${token}@`)}/${this.nameWithOwner}.git`
  }

  /** The id at the head of a branch. Throws when there is no such branch. */
  async head(branch = this.#repository.defaultBranch): Promise<string> {
    const oid = await this.#repository.head(branch)
    if (oid === undefined) throw new Error(`${this.nameWithOwner} has no branch ${branch}`)
    return oid
  }

  /** The bytes of a file on a branch or in a commit; undefined when it is not there. */
  async bytes(ref: string, path: string): Promise<Buffer | undefined> {
    const entry = await this.#repository.git.entryIn(await this.#resolve(ref), path)
    return entry === undefined ? undefined : await this.#repository.git.objects.blob(entry.oid)
  }

  /** The text of a file on a branch or in a commit; undefined when it is not there. */
  async read(ref: string, path: string): Promise<string | undefined> {
    return (await this.bytes(ref, path))?.toString()
  }

  /** The mode of a file, such as `100755`; undefined when it is not there. */
  async mode(ref: string, path: string): Promise<string | undefined> {
    return (await this.#repository.git.entryIn(await this.#resolve(ref), path))?.mode
  }

  /** The names of the branches, sorted. */
  async branches(): Promise<string[]> {
    const refs = await this.#repository.git.refs.list('refs/heads/')
    return [...refs.keys()].map((name) => name.slice('refs/heads/'.length))
  }

  /** The commits of a branch, newest first. */
  async log(ref = this.#repository.defaultBranch, limit = 100): Promise<LoggedCommit[]> {
    const { history } = this.#repository.git
    const oids = await history.list(await this.#resolve(ref), { limit })
    return await Promise.all(oids.map((oid) => this.#logged(oid)))
  }

  /** Commits to a branch as somebody else would; null removes a file. Makes the branch in an empty repository. */
  async commit(
    branch: string,
    files: Readonly<Record<string, FileContent | null>>,
    message = 'Change by somebody else',
    options: CommitOptions = {}
  ): Promise<string> {
    const { git } = this.#repository
    const head = await this.#repository.head(branch)
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
    await this.#repository.move([{ name: `refs/heads/${branch}`, before: head ?? zeroOid, after: oid }])
    return oid
  }

  /** Makes a branch at a commit, or at another branch's head. */
  async createBranch(branch: string, from = this.#repository.defaultBranch): Promise<void> {
    const after = await this.#resolve(from)
    await this.#repository.move([{ name: `refs/heads/${branch}`, before: zeroOid, after }])
  }

  /** Points a branch to a commit, or to another branch's head, whatever it held. */
  async resetBranch(branch: string, to: string): Promise<void> {
    const [before, after] = [await this.head(branch), await this.#resolve(to)]
    await this.#repository.move([{ name: `refs/heads/${branch}`, before, after }])
  }

  /** Deletes a branch. */
  async deleteBranch(branch: string): Promise<void> {
    const before = await this.head(branch)
    await this.#repository.move([{ name: `refs/heads/${branch}`, before, after: zeroOid }])
  }

  /** Protects branches the classic way. */
  protect(branch: string, protection: Partial<Omit<BranchProtection, 'branch'>> = {}): void {
    const isBare = Object.keys(protection).every((key) => key === 'bypass')
    this.#repository.protections.push({
      branch,
      requirePullRequest: isBare,
      requiredChecks: [],
      requiredApprovals: 0,
      bypass: [],
      ...protection
    })
  }

  /** Protects branches by a ruleset. */
  ruleset(branch: string, rules: Partial<Omit<Ruleset, 'branch'>>): void {
    this.#repository.rulesets.push({
      branch,
      requirePullRequest: false,
      restrictCreation: false,
      restrictDeletion: false,
      blockForcePush: false,
      requiredChecks: [],
      reason: undefined,
      bypass: [],
      ...rules
    })
  }

  /** Takes all protections and rulesets away. */
  unprotect(): void {
    this.#repository.protections.length = 0
    this.#repository.rulesets.length = 0
  }

  /** Makes the repository read-only. */
  archive(): void {
    this.#repository.settings.isArchived = true
  }

  /** Reports a status on a commit, as a check or a GitOps agent would. Merges what waited for it. */
  async setStatus(oid: string, context: string, state: StatusState, description = ''): Promise<void> {
    const { statuses } = this.#repository
    const [id, createdAt, creator] = [statuses.length + 1, new Date(), 'reporter']
    statuses.push({ id, oid, context, state, description, targetUrl: undefined, creator, createdAt })
    await settleAutoMerges(this.#forge, this.#repository)
  }

  /** Approves a pull request. Merges it when it waited for that. */
  async approve(number: number): Promise<void> {
    const pullRequest = this.#repository.pullRequest(number)
    if (pullRequest !== undefined) pullRequest.approvals += 1
    await settleAutoMerges(this.#forge, this.#repository)
  }

  #edits(files: Readonly<Record<string, FileContent | null>>): Map<string, PathEdit> {
    const edits = new Map<string, PathEdit>()
    for (const [path, content] of Object.entries(files)) {
      const file = content === null ? undefined : storedFile(content)
      if (file === undefined) edits.set(path, null)
      else if ('oid' in file) edits.set(path, file)
      else edits.set(path, { mode: file.mode, oid: this.#repository.git.objects.write('blob', file.bytes) })
    }
    return edits
  }

  async #resolve(ref: string): Promise<string> {
    const oid = (await this.#repository.head(ref)) ?? (await this.#repository.git.objects.read(ref))?.oid
    if (oid === undefined) throw new Error(`${this.nameWithOwner} has nothing at ${ref}`)
    return oid
  }

  async #logged(oid: string): Promise<LoggedCommit> {
    const { git, verified } = this.#repository
    const commit = await git.objects.commit(oid)
    if (commit === undefined) throw new Error(`${oid} is not a commit`)
    const { parents, message, author } = commit
    const changes = await git.history.changes(parents[0] ?? emptyTreeOid, oid)
    return {
      oid,
      parents,
      message,
      headline: headlineOf(message),
      author: author.name,
      email: author.email,
      isVerified: verified.has(oid),
      files: changes.map(({ path }) => path)
    }
  }
}
