import { afterAll } from '@jest/globals'
import { runAction, type Step, type StepResult } from '../runner/run-action.ts'
import {
  startGitHub,
  type FileContent,
  type GitHub,
  type RepositoryHandle,
  type RepositoryOptions
} from '../servers/github/index.ts'

/** A loopback GitHub with one GitOps repository, and the step that updates it. */
export interface Stage {
  readonly github: GitHub
  readonly gitops: RepositoryHandle
  /** Runs the step for the repository, with the token that may do everything. */
  readonly run: (inputs: Step['with'], step?: Partial<Step>) => Promise<StepResult>
}

function withoutToken(result: StepResult, token: string): StepResult {
  const shown = [result.log, result.summary, ...Object.values(result.outputs)]
  if (token !== '' && shown.some((text) => text.includes(token))) throw new Error('The step showed its token')
  return result
}

/** Sets a stage of its own for each test that asks for one, so that tests run side by side. No run may ever show its token. */
export function useStage(): (
  files?: Readonly<Record<string, FileContent>>,
  options?: RepositoryOptions
) => Promise<Stage> {
  const running: GitHub[] = []
  afterAll(async () => {
    await Promise.all(running.map((github) => github.close()))
  })
  return async (files, options = {}) => {
    const github = await startGitHub()
    running.push(github)
    const gitops = await github.createRepository('acme/gitops', {
      ...options,
      ...(files === undefined ? {} : { files })
    })
    const run: Stage['run'] = async (inputs, step = {}) => {
      const token = step.token ?? github.token
      const result = await runAction({
        github,
        token,
        ...step,
        with: { repository: 'acme/gitops', ...inputs }
      })
      return withoutToken(result, inputs['token'] ?? token)
    }
    return { github, gitops, run }
  }
}

/** Where every branch of a repository is. */
export async function headsOf(gitops: RepositoryHandle): Promise<Readonly<Record<string, string>>> {
  const branches = await gitops.branches()
  return Object.fromEntries(
    await Promise.all(branches.map(async (branch) => [branch, await gitops.head(branch)] as const))
  )
}
