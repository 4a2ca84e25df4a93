import { runAction } from '../__tests__/runner/run-action.ts'
import { git } from '../__tests__/servers/git/command.ts'
import {
  startGitHub,
  type GitHub,
  type LoggedCommit,
  type RepositoryHandle
} from '../__tests__/servers/github/index.ts'
import { gitopsFiles } from './gitops-files.ts'
import type { ChangedFile, Performance } from './performance.ts'
import type { Act } from './scene.ts'

/** Puts on the server what is there before the first act; gives the GitOps repository. */
export type Furnish = (github: GitHub) => Promise<RepositoryHandle>

const furnishDemo: Furnish = (github) =>
  github.createRepository('acme/gitops', {
    files: gitopsFiles(),
    message: 'What runs in our clusters',
    labels: ['deployment', 'production'],
    collaborators: ['mona']
  })

/** A GitHub on this machine with one GitOps repository, and a runner. */
export class Stage {
  readonly repository: RepositoryHandle
  readonly #github: GitHub

  private constructor(github: GitHub, repository: RepositoryHandle) {
    this.#github = github
    this.repository = repository
  }

  /** Starts the server and fills it. */
  static async set(furnish: Furnish = furnishDemo): Promise<Stage> {
    const github = await startGitHub()
    return new Stage(github, await furnish(github))
  }

  /** Where the server listens. */
  get address(): string {
    return this.#github.serverUrl
  }

  /** Runs the step of a scene as a runner does, and looks at what it left. */
  async play(act: Act): Promise<Performance> {
    const before = await this.#heads()
    this.#github.forget()
    act.meanwhile?.(this.#github, this.repository)
    const started = performance.now()
    const step = await runAction({
      github: this.#github,
      token: this.#github.token,
      repository: act.source ?? 'acme/storefront',
      environment: act.environment ?? {},
      with: { ...act.with, token: this.#github.token }
    })
    const milliseconds = performance.now() - started
    const branch = step.outputs['branch'] ?? 'main'
    const start = before.get(branch) ?? before.get('main') ?? ''
    const isThere = (await this.repository.branches()).includes(branch)
    const end = isThere ? await this.repository.head(branch) : start
    const number = Number(step.outputs['pull-request-number'])
    return {
      step,
      requests: [...this.#github.requests],
      milliseconds,
      branch,
      diff: await this.#git('diff', start, end),
      files: await this.#changedFiles(start, end),
      commits: isThere ? await this.#commitsSince(branch, start) : [],
      pullRequest: this.repository.pullRequests.find((one) => one.number === number)
    }
  }

  /** Stops the server and removes its files. */
  async strike(): Promise<void> {
    await this.#github.close()
  }

  async #heads(): Promise<Map<string, string>> {
    const branches = await this.repository.branches()
    return new Map(
      await Promise.all(
        branches.map(async (name) => [name, await this.repository.head(name)] as [string, string])
      )
    )
  }

  async #commitsSince(branch: string, start: string): Promise<LoggedCommit[]> {
    const log = await this.repository.log(branch)
    const known = log.findIndex((commit) => commit.oid === start)
    return known < 0 ? log : log.slice(0, known)
  }

  async #changedFiles(start: string, end: string): Promise<ChangedFile[]> {
    const lines = (await this.#git('diff', '--numstat', start, end)).split('\n').filter((line) => line !== '')
    return lines.map((line) => {
      const [added, removed, path = ''] = line.split('\t')
      return { path, added: Number(added), removed: Number(removed) }
    })
  }

  async #git(...args: readonly string[]): Promise<string> {
    return (await git(this.repository.gitDir, args)).toString().replace(/\n$/, '')
  }
}
