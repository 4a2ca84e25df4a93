import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const tool = 'tool/deployment.yaml'
const files = {
  [path]: kustomization('api:v1'),
  [tool]: { content: deployment('api:v1'), mode: '100755' as const }
}
const inputs = { mode: 'pull-request', 'pull-request-branch': 'bump' }

/** A stage with one open pull request for v2. */
async function afterFirst(manifests: string, deleteBranchOnMerge: boolean): Promise<Stage> {
  const set = await stage(files, { deleteBranchOnMerge })
  const { exitCode } = await set.run({ ...inputs, manifests, images: 'api:v2' })
  expect(exitCode).toBe(0)
  return set
}

/** What must come of v3, whatever became of the first pull request: it is open in one of its own, on top of the base. */
async function proposesAnew({ gitops, run }: Stage, manifests: string, text: string): Promise<void> {
  const [first] = gitops.pullRequests
  const { exitCode, outputs } = await run({ ...inputs, manifests, images: 'api:v3' })
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({
    changed: 'true',
    'commit-sha': await gitops.head('bump'),
    'pull-request-number': '2',
    'pull-request-operation': 'created'
  })
  expect(gitops.pullRequests.map(({ state }) => state)).toEqual([first?.state, 'OPEN'])
  expect(first?.title).toBe('Update api:v2')
  expect(first?.body).not.toContain('v3')
  expect((await gitops.log('bump'))[0]?.parents).toEqual([await gitops.head()])
  expect(await gitops.read('bump', manifests)).toBe(text)
}

describe.each([
  [path, 'createCommitOnBranch', kustomization('api:v3')],
  [tool, /^PATCH git\/refs/, deployment('api:v3')]
] as const)('the pull request is gone between reading and writing (%s)', (manifests, write, text) => {
  const before = (set: Stage, step: () => Promise<unknown>): void => {
    set.github.beforeRequest({ operation: write }, async () => {
      await step()
    })
  }

  test.concurrent.each(['MERGE', 'SQUASH'] as const)('merged (%s)', async (method) => {
    const set = await afterFirst(manifests, false)
    before(set, () => set.gitops.merge(1, method))
    await proposesAnew(set, manifests, text)
  })

  test.concurrent('merged, and its branch deleted', async () => {
    const set = await afterFirst(manifests, true)
    before(set, () => set.gitops.merge(1))
    await proposesAnew(set, manifests, text)
  })

  test.concurrent('closed', async () => {
    const set = await afterFirst(manifests, false)
    before(set, () => {
      set.gitops.pullRequests[0]?.close()
      return Promise.resolve()
    })
    await proposesAnew(set, manifests, text)
  })
})

test.concurrent('merged right behind our commit: it is in the base', async () => {
  const set = await afterFirst(path, false)
  set.github.beforeMutation('updatePullRequest', async () => {
    await set.gitops.merge(1)
  })
  const { exitCode, outputs } = await set.run({ ...inputs, manifests: path, images: 'api:v3' })
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({
    changed: 'true',
    'commit-sha': await set.gitops.head('bump'),
    'pull-request-number': '1',
    'pull-request-operation': 'updated'
  })
  expect(await set.gitops.read('main', path)).toBe(kustomization('api:v3'))
})

test.concurrent.each([
  [path, 'createCommitOnBranch', kustomization('api:v2')],
  [tool, 'updateRefs', deployment('api:v2')]
])('a leftover branch that is deleted before the commit (%s)', async (manifests, mutation, text) => {
  const set = await stage(files)
  await set.gitops.createBranch('bump')
  set.github.beforeMutation(mutation, () => set.gitops.deleteBranch('bump'))
  const { exitCode, outputs } = await set.run({ ...inputs, manifests, images: 'api:v2' })
  expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'created'])
  expect(await set.gitops.read('bump', manifests)).toBe(text)
})
