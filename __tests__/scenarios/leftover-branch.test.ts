import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const inputs = { manifests: 'app', mode: 'pull-request', 'pull-request-branch': 'bump' }

async function afterFirst(): Promise<Stage> {
  const set = await stage({ [path]: kustomization('api:v1', 'web:v1') })
  await set.run({ ...inputs, images: 'api:v2' })
  return set
}

/** The second proposal, which must be a pull request of its own on top of what the base has now. */
async function proposesAfresh({ gitops, run }: Stage): Promise<void> {
  const base = await gitops.head()
  const { exitCode, outputs } = await run({ ...inputs, images: 'api:v3' })
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({ 'pull-request-number': '2', 'pull-request-operation': 'created' })
  expect(gitops.pullRequests[1]).toMatchObject({ head: 'bump', base: 'main', state: 'OPEN' })
  const [newest] = await gitops.log('bump')
  expect(newest?.parents).toEqual([base])
  expect(await gitops.read('bump', path)).toBe(kustomization('api:v3', 'web:v1'))
  expect(await gitops.head()).toBe(base)
}

test.concurrent.each(['MERGE', 'SQUASH', 'REBASE'] as const)(
  'the branch of one that was merged (%s)',
  async (method) => {
    const set = await afterFirst()
    await set.gitops.merge(1, method)
    await proposesAfresh(set)
  }
)

test.concurrent('the branch of one that was closed', async () => {
  const set = await afterFirst()
  set.gitops.pullRequests[0]?.close()
  await set.gitops.commit('main', { 'README.md': 'hello\n' })
  await proposesAfresh(set)
})

test.concurrent('a branch that stands where the base is', async () => {
  const { gitops, run } = await stage({ [path]: kustomization('api:v1', 'web:v1') })
  await gitops.createBranch('bump')
  const { outputs } = await run({ ...inputs, images: 'api:v2' })
  expect(outputs['pull-request-operation']).toBe('created')
  expect(await gitops.log('bump')).toHaveLength(2)
})

test.concurrent('a branch with commits of people: they stay, and the proposal goes on top', async () => {
  const { gitops, run } = await stage({ [path]: kustomization('api:v1', 'web:v1') })
  await gitops.createBranch('bump')
  const theirs = await gitops.commit('bump', { 'notes.md': 'mine\n' }, 'Notes')
  const { outputs } = await run({ ...inputs, images: 'api:v2' })
  expect(outputs['pull-request-operation']).toBe('created')
  expect((await gitops.log('bump'))[0]?.parents).toEqual([theirs])
  expect(await gitops.read('bump', 'notes.md')).toBe('mine\n')
})

test.concurrent(
  'one whose first answer brought the commit, but no pull request: the branch is taken up again',
  async () => {
    const set = await afterFirst()
    set.gitops.pullRequests[0]?.close()
    const { exitCode, outputs } = await set.run({ ...inputs, images: 'api:v2' })
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({ 'pull-request-number': '2', 'pull-request-operation': 'created' })
  }
)

test.concurrent('nothing to propose leaves a leftover branch alone', async () => {
  const { gitops, run } = await afterFirst()
  await gitops.merge(1)
  const [main, bump] = [await gitops.head(), await gitops.head('bump')]
  const { outputs } = await run({ ...inputs, images: 'api:v2' })
  expect(outputs).toMatchObject({ changed: 'false', 'pull-request-operation': 'none' })
  expect([await gitops.head(), await gitops.head('bump')]).toEqual([main, bump])
})
