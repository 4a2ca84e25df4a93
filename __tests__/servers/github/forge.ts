import { rmSync } from 'node:fs'
import path from 'node:path'
import { BareRepository } from '../git/bare-repository.ts'
import { importFirstCommit } from '../git/fast-import.ts'
import { Accounts } from './account.ts'
import { Faults } from './faults.ts'
import { installPushRules } from './git-http/push-rules.ts'
import { Hooks } from './hooks.ts'
import { noLag, type Lag } from './lag.ts'
import type { LoggedRequest } from './request-log.ts'
import { Repository } from './repository.ts'
import { makeScratchDirectory } from './scratch-directory.ts'
import { defaultSettings, type RepositoryOptions } from './repository-settings.ts'
import { Token, type TokenOptions } from './token.ts'

/** The state of the server: repositories, accounts, tokens, what is planned to go wrong and what has happened. */
export class Forge {
  readonly accounts = new Accounts()
  readonly faults = new Faults()
  readonly hooks = new Hooks()
  readonly requests: LoggedRequest[] = []
  lag: Lag = noLag()
  /** Added to every request. */
  latencyMs = 0
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  serverUrl = ''
  readonly #directory: string
  #arrived = 0
  readonly #repositories = new Map<string, Repository>()
  readonly #tokens = new Map<string, Token>()

  constructor(parent?: string) {
    this.#directory = makeScratchDirectory(parent)
  }

  /** The directory that holds `owner/name.git`. */
  get directory(): string {
    return this.#directory
  }

  /** The number of the next request; numbers go on when requests are forgotten. */
  nextRequest(): number {
    return (this.#arrived += 1)
  }

  /** Makes a repository. */
  async createRepository(nameWithOwner: string, options: RepositoryOptions): Promise<Repository> {
    const { files, defaultBranch = 'main', message = 'Initial commit' } = options
    const { labels = [], milestones = [], collaborators = [], teams = [], ...rest } = options
    const bare = BareRepository.create(path.join(this.#directory, `${nameWithOwner}.git`), defaultBranch)
    installPushRules(bare.directory)
    const known = Object.entries(rest).filter(([key]) => key in defaultSettings)
    const settings = { ...defaultSettings, ...Object.fromEntries(known) }
    const id = this.#repositories.size + 1
    const repository = new Repository(id, nameWithOwner, defaultBranch, bare, settings)
    if (files !== undefined) {
      const time = Math.floor(Date.now() / 1000)
      const author = { name: 'Ada', email: 'ada@example.test', time }
      await importFirstCommit(bare.directory, { branch: defaultBranch, files, message, author })
    }
    this.accounts.add(repository.owner, 'Organization')
    for (const label of labels) repository.addLabel(label)
    for (const milestone of milestones) repository.addMilestone(milestone)
    for (const login of collaborators) repository.collaborators.add(this.accounts.add(login).login)
    for (const slug of teams) repository.teams.add(this.accounts.addTeam(repository.owner, slug).slug)
    this.#repositories.set(nameWithOwner.toLowerCase(), repository)
    return repository
  }

  /** The repository of that name, in any case. */
  repository(nameWithOwner: string): Repository | undefined {
    return this.#repositories.get(nameWithOwner.toLowerCase())
  }

  /** The repository with that number. */
  repositoryById(id: number): Repository | undefined {
    return [...this.#repositories.values()].find((repository) => repository.id === id)
  }

  /** Registers a token and the account behind it. */
  addToken(options: TokenOptions): Token {
    const token = new Token(options)
    this.accounts.add(token.login, token.isIntegration ? 'Bot' : 'User')
    this.#tokens.set(token.value, token)
    return token
  }

  /** The token with that value. */
  token(value: string): Token | undefined {
    return this.#tokens.get(value)
  }

  /** Forgets the requests so far, the faults and the callbacks. */
  forget(): void {
    this.requests.length = 0
    this.faults.clear()
    this.hooks.clear()
  }

  /** Ends every process and removes everything from disk. */
  close(): void {
    for (const repository of this.#repositories.values()) repository.git.close()
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5 })
  }
}
