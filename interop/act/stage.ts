import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gitIn } from '../../__tests__/runner/work-tree.ts'
import {
  startGitHub,
  type GitHub,
  type RepositoryHandle,
  type RepositoryOptions
} from '../../__tests__/servers/github/index.ts'
import { readExample, type Example } from './example.ts'
import type { Trigger } from './job.ts'
import type { Runner } from './runner.ts'
import type { WorkflowRun } from './workflow-run.ts'
import { APP_TOKEN } from './stand-ins.ts'

/** The job's own token. */
export const JOB_TOKEN = 'ghs_job'
const GITOPS_TOKEN = 'github_pat_gitops'

/** Where an example runs. */
export interface Scene {
  /** The name of the file in `examples/`. */
  readonly example: string
  /** The GitOps repository, `acme/gitops`. */
  readonly gitops: RepositoryOptions
  /** The repository that holds the workflow; the GitOps repository itself when it is left out. */
  readonly home?: string
}

/** A GitHub on loopback that holds an example, and the runner of its jobs. */
export interface Stage {
  readonly github: GitHub
  readonly gitops: RepositoryHandle
  readonly home: RepositoryHandle
  /** Runs the example at the head of its repository; `machine` is what the runner has in its environment. */
  readonly run: (trigger: Trigger, machine?: Readonly<Record<string, string>>) => Promise<WorkflowRun>
}

/** The tokens of the examples: each may do what the example, or the document about it, says. */
function addTokens(github: GitHub, { rights }: Example, home: string): void {
  github.addToken({
    token: JOB_TOKEN,
    kind: 'github-actions',
    login: 'github-actions[bot]',
    rights: { [home]: rights }
  })
  github.addToken({
    token: GITOPS_TOKEN,
    kind: 'pat-fine',
    login: 'octocat',
    rights: { 'acme/gitops': { contents: 'write', pullRequests: 'write' } }
  })
  github.addToken({
    token: APP_TOKEN,
    kind: 'app',
    login: 'acme-gitops[bot]',
    rights: { 'acme/gitops': { contents: 'write' } }
  })
}

const addressesOf = (github: GitHub): Readonly<Record<string, string>> => ({
  GITHUB_SERVER_URL: github.serverUrl,
  GITHUB_API_URL: github.apiUrl,
  GITHUB_GRAPHQL_URL: github.graphqlUrl
})

/** Clones a repository as it is now; the clone knows the address that people have. */
async function cloneTo(folder: string, { gitDir, nameWithOwner }: RepositoryHandle, github: GitHub) {
  const checkout = join(folder, 'checkout')
  await gitIn(folder)('clone', '--quiet', gitDir, checkout)
  await gitIn(checkout)('remote', 'set-url', 'origin', `${github.serverUrl}/${nameWithOwner}.git`)
  return checkout
}

/** Sets the stage for a scene. Whoever has it closes its GitHub. No run may show a token. */
export async function setStage(runner: Runner, { example, gitops, home }: Scene): Promise<Stage> {
  const read = await readExample(example)
  const github = await startGitHub()
  const workflow = `.github/workflows/${example}`
  const held = { [workflow]: read.text }
  const files = { ...gitops.files, ...(home === undefined ? held : {}) }
  const target = await github.createRepository('acme/gitops', { ...gitops, files })
  const own = home === undefined ? target : await github.createRepository(home, { files: held })
  addTokens(github, read, own.nameWithOwner)
  return {
    github,
    gitops: target,
    home: own,
    run: async (trigger, machine = {}) => {
      const folder = await runner.newFolder()
      const payload = join(folder, 'event.json')
      await writeFile(payload, JSON.stringify({ ...trigger.payload, inputs: trigger.inputs }))
      const result = await runner.run({
        checkout: await cloneTo(folder, own, github),
        workflow,
        uses: read.uses,
        trigger,
        payload,
        github: { ...addressesOf(github), GITHUB_REPOSITORY: own.nameWithOwner, GITHUB_RUN_ID: '4242' },
        secrets: { GITHUB_TOKEN: JOB_TOKEN, GITOPS_TOKEN, GITOPS_APP_KEY: 'key' },
        variables: { GITOPS_APP_ID: '1' },
        machine
      })
      if ([JOB_TOKEN, GITOPS_TOKEN, APP_TOKEN].some((token) => result.shown.includes(token)))
        throw new Error(`The step shows a token:\n${result.log}`)
      return result
    }
  }
}
