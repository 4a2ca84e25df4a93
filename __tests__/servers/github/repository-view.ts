import { headlineOf } from '../git/commit.ts'
import { emptyTreeOid } from '../git/object.ts'
import type { Deployment } from './deployment.ts'
import type { Forge } from './forge.ts'
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

/** A repository as a test looks at it, without the API. */
export class RepositoryView {
  protected readonly forge: Forge
  protected readonly repository: Repository

  constructor(forge: Forge, repository: Repository) {
    this.forge = forge
    this.repository = repository
  }

  get nameWithOwner(): string {
    return this.repository.nameWithOwner
  }

  /** The bare repository on disk. */
  get gitDir(): string {
    return this.repository.git.directory
  }

  /** What the settings page decides; may be changed at any time. */
  get settings(): RepositorySettings {
    return this.repository.settings
  }

  get pullRequests(): readonly PullRequest[] {
    return this.repository.pullRequests
  }

  get labels(): readonly string[] {
    return this.repository.labels.map(({ name }) => name)
  }

  get deployments(): readonly Deployment[] {
    return this.repository.deployments
  }

  get milestones(): readonly string[] {
    return this.repository.milestones.map(({ title }) => title)
  }

  get teams(): readonly string[] {
    return [...this.repository.teams]
  }

  /** The address for `git clone`, with a token in it. */
  cloneUrl(token: string): string {
    return `${this.forge.serverUrl.replace('//', `//x-access-token:${token}@`)}/${this.nameWithOwner}.git`
  }

  /** The id at the head of a branch. Throws when there is no such branch. */
  async head(branch = this.repository.defaultBranch): Promise<string> {
    const oid = await this.repository.head(branch)
    if (oid === undefined) throw new Error(`${this.nameWithOwner} has no branch ${branch}`)
    return oid
  }

  /** The bytes of a file on a branch or in a commit; undefined when it is not there. */
  async bytes(ref: string, path: string): Promise<Buffer | undefined> {
    const entry = await this.repository.git.entryIn(await this.resolve(ref), path)
    return entry === undefined ? undefined : await this.repository.git.objects.blob(entry.oid)
  }

  /** The text of a file on a branch or in a commit; undefined when it is not there. */
  async read(ref: string, path: string): Promise<string | undefined> {
    return (await this.bytes(ref, path))?.toString()
  }

  /** The mode of a file, such as `100755`; undefined when it is not there. */
  async mode(ref: string, path: string): Promise<string | undefined> {
    return (await this.repository.git.entryIn(await this.resolve(ref), path))?.mode
  }

  /** The names of the branches, sorted. */
  async branches(): Promise<string[]> {
    const refs = await this.repository.git.refs.list('refs/heads/')
    return [...refs.keys()].map((name) => name.slice('refs/heads/'.length))
  }

  /** The commits of a branch, newest first. */
  async log(ref = this.repository.defaultBranch, limit = 100): Promise<LoggedCommit[]> {
    const { history } = this.repository.git
    const oids = await history.list(await this.resolve(ref), { limit })
    return await Promise.all(oids.map((oid) => this.#logged(oid)))
  }

  /** The messages of the commits of a branch, newest first: no more than that, and so a great deal faster than the log. */
  async messages(ref = this.repository.defaultBranch, limit = 100): Promise<string[]> {
    const { history, objects } = this.repository.git
    const oids = await history.list(await this.resolve(ref), { limit })
    return await Promise.all(oids.map(async (oid) => (await objects.commit(oid))?.message ?? ''))
  }

  /** The id of a branch's head, or of what a revision names. Throws when there is nothing. */
  protected async resolve(ref: string): Promise<string> {
    const oid = (await this.repository.head(ref)) ?? (await this.repository.git.objects.read(ref))?.oid
    if (oid === undefined) throw new Error(`${this.nameWithOwner} has nothing at ${ref}`)
    return oid
  }

  async #logged(oid: string): Promise<LoggedCommit> {
    const { git, verified } = this.repository
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
