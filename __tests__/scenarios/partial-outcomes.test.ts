import { describe, expect, test } from '@jest/globals'
import type { StepResult } from '../runner/run-action.ts'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const inputs = { manifests: 'app', mode: 'pull-request', 'pull-request-branch': 'bump' }
const set = (): Promise<Stage> => stage({ [path]: kustomization('api:v1', 'web:v1') })

async function oneOpenPullRequest({ gitops }: Stage, ...images: readonly string[]): Promise<void> {
  expect(gitops.pullRequests.map(({ state }) => state)).toEqual(['OPEN'])
  expect(await gitops.read('bump', path)).toBe(kustomization(...images))
}

describe('branch, commit and pull request in one request: when only a part of it goes through', () => {
  test.concurrent('the branch was made meanwhile, at the very same commit', async () => {
    const on = await set()
    on.github.beforeMutation('createRef', () => on.gitops.createBranch('bump'))
    const { exitCode } = await on.run({ ...inputs, images: 'api:v2' })
    expect(exitCode).toBe(0)
    await oneOpenPullRequest(on, 'api:v2', 'web:v1')
    expect(await on.gitops.log('bump')).toHaveLength(2)
  })

  test.concurrent('the branch was made meanwhile with a commit of somebody: it stays', async () => {
    const on = await set()
    on.github.beforeMutation('createRef', async () => {
      await on.gitops.createBranch('bump')
      await on.gitops.commit('bump', { [path]: kustomization('api:v1', 'web:v9') })
    })
    const { exitCode, outputs } = await on.run({ ...inputs, images: 'api:v2' })
    expect(exitCode).toBe(0)
    await oneOpenPullRequest(on, 'api:v2', 'web:v9')
    expect(outputs['commit-sha']).toBe(await on.gitops.head('bump'))
    expect(on.gitops.pullRequests[0]?.body).toContain('web:v9')
  })

  test.concurrent.each(['createRef', 'createCommitOnBranch', 'createPullRequest'])(
    'another run of the same target goes through it all just before %s',
    async (mutation) => {
      const on = await set()
      on.github.beforeMutation(mutation, async () => {
        const other = await on.run({ ...inputs, images: 'web:v2' })
        expect(other.exitCode).toBe(0)
      })
      const { exitCode, outputs } = await on.run({ ...inputs, images: 'api:v2' })
      expect(exitCode).toBe(0)
      await oneOpenPullRequest(on, 'api:v2', 'web:v2')
      expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': '1' })
      const shas = (await on.gitops.log('bump')).map(({ oid }) => oid)
      expect(shas).toContain(outputs['commit-sha'])
      expect(shas).toHaveLength(3)
      for (const version of ['api:v2', 'web:v2']) expect(on.gitops.pullRequests[0]?.body).toContain(version)
    }
  )

  test.concurrent('somebody commits on the new branch before our commit: nothing of it is lost', async () => {
    const on = await set()
    on.github.beforeMutation('createCommitOnBranch', async () => {
      await on.gitops.commit('bump', { 'notes.md': 'mine\n' })
    })
    const { exitCode } = await on.run({ ...inputs, images: 'api:v2' })
    expect(exitCode).toBe(0)
    await oneOpenPullRequest(on, 'api:v2', 'web:v1')
    expect(await on.gitops.read('bump', 'notes.md')).toBe('mine\n')
  })

  test.concurrent('somebody opens the pull request for us', async () => {
    const on = await set()
    on.github.beforeMutation('createPullRequest', async () => {
      await on.gitops.openPullRequest({ head: 'bump' })
    })
    const { exitCode, outputs } = await on.run({ ...inputs, images: 'api:v2' })
    expect(exitCode).toBe(0)
    await oneOpenPullRequest(on, 'api:v2', 'web:v1')
    expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': '1' })
    expect(outputs['commit-sha']).toBe(await on.gitops.head('bump'))
  })

  test.concurrent(
    'a commit without its pull request, from a run that died: the next run proposes it',
    async () => {
      const on = await set()
      on.github.faults.add({
        on: { operation: 'createPullRequest' },
        times: 100,
        when: 'after',
        effect: { kind: 'drop' }
      })
      on.github.beforeMutation('createPullRequest', () => on.gitops.deleteBranch('bump'))
      await on.run({ ...inputs, images: 'api:v2', retries: '0' })
      on.github.forget()
      const { exitCode } = await on.run({ ...inputs, images: 'api:v2' })
      expect(exitCode).toBe(0)
      await oneOpenPullRequest(on, 'api:v2', 'web:v1')
    }
  )
})

test.concurrent(
  'another run that saw the branch before its pull request was open does not take its commit away',
  async () => {
    const on = await set()
    const reached = Promise.withResolvers<undefined>()
    const finished = Promise.withResolvers<undefined>()
    let other: Promise<StepResult> | undefined
    on.github.beforeMutation('createPullRequest', async () => {
      on.github.beforeRequest({ operation: 'mutation' }, async () => {
        reached.resolve(undefined)
        await finished.promise
      })
      other = on.run({ ...inputs, images: 'web:v2' })
      await Promise.race([reached.promise, other])
    })
    const first = await on.run({ ...inputs, images: 'api:v2' })
    finished.resolve(undefined)
    const second = await other
    expect([first.exitCode, second?.exitCode]).toEqual([0, 0])
    expect(first.outputs['pull-request-operation']).toBe('created')
    await oneOpenPullRequest(on, 'api:v2', 'web:v2')
  }
)
