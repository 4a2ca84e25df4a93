import { expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const files = { [path]: kustomization('api:v1', 'web:v1'), 'job/deployment.yaml': deployment('api:v1') }
const inputs = { manifests: 'app\njob', mode: 'pull-request', 'pull-request-branch': 'bump' }

test.concurrent('a later version goes into the open pull request of the same target, on top', async () => {
  const { gitops, run } = await stage(files)
  const first = await run({ ...inputs, images: 'api:v2' })
  const second = await run({ ...inputs, images: 'api:v3' })
  expect(second.outputs).toMatchObject({
    changed: 'true',
    'commit-sha': await gitops.head('bump'),
    'pull-request-number': '1',
    'pull-request-url': first.outputs['pull-request-url'],
    'pull-request-operation': 'updated'
  })
  expect(gitops.pullRequests).toHaveLength(1)
  const [newest] = await gitops.log('bump')
  expect(newest?.parents).toEqual([first.outputs['commit-sha']])
  expect(await gitops.read('bump', path)).toBe(kustomization('api:v3', 'web:v1'))
  expect(await gitops.read('bump', 'job/deployment.yaml')).toBe(deployment('api:v3'))
})

test.concurrent(
  'the same target means the same branch: the order of its lines and the default branch by name make none',
  async () => {
    const { gitops, run } = await stage(files)
    const target = { mode: 'pull-request', branch: 'main' }
    const first = await run({ ...target, images: 'api:v2', manifests: 'app\njob' })
    const second = await run({ ...target, images: 'api:v3', manifests: '# both\njob\napp' })
    const third = await run({ ...target, branch: 'refs/heads/main', images: 'api:v4', manifests: 'job\napp' })
    expect([second.outputs['branch'], third.outputs['branch']]).toEqual(
      Array(2).fill(first.outputs['branch'])
    )
    const other = await run({ ...target, images: 'api:v4', manifests: 'app' })
    expect(other.outputs['branch']).not.toBe(first.outputs['branch'])
    expect(gitops.pullRequests).toHaveLength(2)
  }
)

test.concurrent('another image of the target joins it: the text tells of both', async () => {
  const { gitops, run } = await stage(files)
  await run({ ...inputs, images: 'api:v2' })
  await run({ ...inputs, images: 'web:v5' })
  const { title, body } = gitops.pullRequests[0] ?? {}
  expect(title).toContain('api:v2')
  expect(title).toContain('web:v5')
  expect(body).toContain('web:v5')
  expect(body).toContain('api:v2')
  expect(await gitops.read('bump', path)).toBe(kustomization('api:v2', 'web:v5'))
})

test.concurrent('people’s commits on its branch stay', async () => {
  const { gitops, run } = await stage(files)
  await run({ ...inputs, images: 'api:v2' })
  const theirs = `${kustomization('api:v2', 'web:v1')}replicas:\n  - name: api\n    count: 3\n`
  const by = await gitops.commit('bump', { [path]: theirs, 'app/extra.yaml': 'a: 1\n' }, 'Scale it')
  await run({ ...inputs, images: 'api:v3' })
  const [newest] = await gitops.log('bump')
  expect(newest?.parents).toEqual([by])
  expect(await gitops.read('bump', path)).toBe(theirs.replace('v2', 'v3'))
  expect(await gitops.read('bump', 'app/extra.yaml')).toBe('a: 1\n')
})

test.concurrent('what people wrote into its title and around its body stays', async () => {
  const { gitops, run } = await stage(files)
  await run({ ...inputs, images: 'api:v2' })
  const [proposal] = gitops.pullRequests
  if (proposal !== undefined) {
    proposal.title = 'Release week'
    proposal.body = `Please wait for Ada.\n\n${proposal.body}\n\n- [ ] smoke test`
  }
  await run({ ...inputs, images: 'api:v3' })
  expect(proposal?.title).toBe('Release week')
  expect(proposal?.body).toMatch(/^Please wait for Ada\./)
  expect(proposal?.body).toMatch(/- \[ \] smoke test$/)
  expect(proposal?.body).toContain('api:v3')
  expect(proposal?.body).not.toContain('api:v2')
})

test.concurrent('that the base has moved on does not matter', async () => {
  const { gitops, run } = await stage(files)
  await run({ ...inputs, images: 'api:v2' })
  await gitops.commit('main', { 'README.md': 'hello\n' })
  const { outputs } = await run({ ...inputs, images: 'api:v3' })
  expect(outputs['pull-request-operation']).toBe('updated')
  expect(await gitops.read('bump', path)).toBe(kustomization('api:v3', 'web:v1'))
})

test.concurrent('one from a fork’s branch of the same name is not ours', async () => {
  const { gitops, run } = await stage(files)
  await gitops.openPullRequest({ head: 'bump', headOwner: 'stranger' })
  const { outputs } = await run({ ...inputs, images: 'api:v2' })
  expect(outputs).toMatchObject({ 'pull-request-number': '2', 'pull-request-operation': 'created' })
})

test.concurrent('many from forks’ branches of the same name do not hide ours', async () => {
  const { gitops, run } = await stage(files)
  const strangers = async (base: string, count: number): Promise<void> => {
    for (let number = 0; number < count; number += 1) {
      await gitops.openPullRequest({ head: 'bump', base, headOwner: `stranger-${String(number)}` })
    }
  }
  await gitops.createBranch('stable')
  await strangers('main', 21)
  const first = await run({ ...inputs, images: 'api:v2' })
  await strangers('stable', 30)
  await strangers('main', 55)
  for (const branch of ['', 'main']) {
    const images = branch === '' ? 'api:v3' : 'api:v4'
    const { exitCode, outputs } = await run({ ...inputs, images, branch })
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      'pull-request-number': first.outputs['pull-request-number'],
      'pull-request-operation': 'updated'
    })
  }
})

test.concurrent('one for another base is not ours', async () => {
  const { gitops, run } = await stage(files)
  await gitops.createBranch('stable')
  await run({ ...inputs, images: 'api:v2', branch: 'stable' })
  const { outputs } = await run({ ...inputs, images: 'api:v2', branch: 'main' })
  expect(outputs).toMatchObject({ 'pull-request-number': '2', 'pull-request-operation': 'created' })
  expect(gitops.pullRequests.map(({ base }) => base)).toEqual(['stable', 'main'])
})
