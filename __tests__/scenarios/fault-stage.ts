import { expect } from '@jest/globals'
import type { StepResult } from '../runner/run-action.ts'
import { deployment, kustomization } from './manifests.ts'
import { headsOf, type Stage } from './stage.ts'

/** Where a fault strikes, whichever way the step is run. */
export interface FaultStage extends Pick<Stage, 'github' | 'gitops'> {
  readonly run: (inputs: Readonly<Record<string, string>>) => Promise<FaultResult>
}

/** What the step came to. */
export type FaultResult = Pick<StepResult, 'exitCode' | 'outputs' | 'log'>

/** What the step is to write: a commit, a new pull request, or a further commit for an open one. */
export type Write = 'commit' | 'open' | 'update'

/** The kustomization that the step updates. */
export const PATH = 'app/kustomization.yaml'

/** The repository: two manifests that name the image. */
export const FILES = {
  [PATH]: kustomization('api:v1', 'web:v1'),
  'job/deployment.yaml': deployment('api:v1')
}

/** The inputs of the step. */
export const inputsFor = (write: Write): Readonly<Record<string, string>> => ({
  images: 'api:v2',
  manifests: `${PATH}\njob/deployment.yaml`,
  ...(write === 'commit' ? {} : { mode: 'pull-request', 'pull-request-branch': 'bump', labels: 'gitops' })
})

async function holds({ gitops }: FaultStage, branch: string, web: string): Promise<void> {
  expect(await gitops.read(branch, PATH)).toBe(kustomization('api:v2', web))
  expect(await gitops.read(branch, 'job/deployment.yaml')).toBe(deployment('api:v2'))
}

/** One commit of ours is on the branch, on top of what others have committed there, and the outputs name it. */
export const committed =
  ({ others = 0, web = 'web:v1' } = {}) =>
  async (on: FaultStage, { exitCode, outputs, log }: FaultResult): Promise<void> => {
    expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
    expect(outputs).toMatchObject({ changed: 'true', 'commit-sha': await on.gitops.head() })
    expect(await on.gitops.log()).toHaveLength(2 + others)
    await holds(on, 'main', web)
  }

/** One pull request is open, with the label, and with `commits` commits; the outputs name it. */
export const proposed =
  ({ commits = 1, web = 'web:v1', operation = 'created', title = 'Update api:v2' } = {}) =>
  async (on: FaultStage, { exitCode, outputs, log }: FaultResult): Promise<void> => {
    expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
    const { gitops } = on
    expect(gitops.pullRequests).toMatchObject([{ state: 'OPEN', head: 'bump', labels: ['gitops'] }])
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-number': '1',
      'pull-request-operation': operation
    })
    const history = await gitops.log('bump')
    expect(history).toHaveLength(1 + commits)
    expect(history.map(({ oid }) => oid)).toContain(outputs['commit-sha'])
    expect(gitops.pullRequests[0]?.title).toBe(title)
    await holds(on, 'bump', web)
  }

/** The step succeeded and had nothing to write. */
export const unchanged =
  ({ others = 0 } = {}) =>
  async ({ gitops }: FaultStage, { exitCode, outputs }: FaultResult): Promise<void> => {
    expect([exitCode, outputs['changed'], outputs['commit-sha']]).toEqual([0, 'false', ''])
    expect(await gitops.log()).toHaveLength(1 + others)
  }

/** The step failed with these words; no branch and no pull request is left behind. */
export const refusedWith =
  (...words: readonly RegExp[]) =>
  async ({ gitops }: FaultStage, { exitCode, log }: FaultResult): Promise<void> => {
    expect(exitCode).toBe(1)
    for (const each of words) expect(log).toMatch(each)
    expect(Object.keys(await headsOf(gitops))).toEqual(['main'])
    expect(await gitops.log()).toHaveLength(1)
    expect(gitops.pullRequests).toEqual([])
  }

/** A run that failed has written nevertheless: the next one completes it, and writes nothing twice. */
export const completedByNext =
  (words: RegExp, write: Write) =>
  async (on: FaultStage, { exitCode, log }: FaultResult): Promise<void> => {
    expect([exitCode, log]).toEqual([1, expect.stringMatching(words)])
    on.github.forget()
    const next = await on.run(inputsFor(write))
    expect(next.exitCode).toBe(0)
    const branch = write === 'commit' ? 'main' : 'bump'
    expect(await on.gitops.log(branch)).toHaveLength(2)
    await holds(on, branch, 'web:v1')
    expect(on.gitops.pullRequests.filter(({ state }) => state === 'OPEN')).toHaveLength(
      write === 'commit' ? 0 : 1
    )
  }
