import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const FILE = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const proposing = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump' }

test.concurrent('a lost commit that lands late is not sent again over what came on top of it', async () => {
  const { github, gitops, run } = await stage({ [FILE]: kustomization('api:v1') })
  github.faults.add({ on: { operation: 'createCommitOnBranch' }, when: 'after', effect: { kind: 'drop' } })
  github.lag.readsMs = 0
  // The first look for it sees the branch as it was before: GitHub's reads can be behind its writes.
  github.faults.add({
    on: { kind: 'graphql', operation: 'query', number: 2 },
    effect: {
      kind: 'response',
      status: 200,
      body: { data: { repository: { ref: { target: { history: { nodes: [] } } } } } }
    }
  })
  github.beforeRequest({ operation: 'query', number: 3 }, async () => {
    await gitops.commit('main', { [FILE]: kustomization('api:v3') }, 'somebody: v3')
  })
  const { exitCode, outputs } = await run(inputs)
  const [newest, ours] = await gitops.log('main')
  expect(exitCode).toBe(0)
  expect(newest?.message).toContain('somebody: v3')
  expect(outputs['commit-sha']).toBe(ours?.oid)
  expect(outputs['changed']).toBe('true')
  expect(await gitops.read('main', FILE)).toBe(kustomization('api:v3'))
})

test.concurrent('a pull request for what an earlier run committed is a change, and tells which', async () => {
  const { github, gitops, run } = await stage(
    { [FILE]: kustomization('api:v1') },
    { actionsMayCreatePullRequests: false }
  )
  github.addToken({ token: 'ghs_job', kind: 'github-actions', login: 'github-actions[bot]' })
  await run(proposing, { token: 'ghs_job' })
  gitops.settings.actionsMayCreatePullRequests = true
  const { exitCode, outputs } = await run(
    { ...proposing, 'if-unchanged': 'fail', 'commit-message': '{{images}}' },
    { token: 'ghs_job' }
  )
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({ changed: 'true', 'pull-request-operation': 'created' })
  expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([{ image: 'api', from: 'api:v1', to: 'api:v2' }])
})

test.concurrent.each([[''], ['/nonexistent/summary']])(
  'a summary that cannot be written (%j) fails nothing',
  async (path) => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:v1') })
    const { exitCode, log } = await run(inputs, { environment: { GITHUB_STEP_SUMMARY: path } })
    expect(exitCode).toBe(0)
    expect(log).not.toMatch(/^ {4}at /m)
    expect(await gitops.read('main', FILE)).toBe(kustomization('api:v2'))
  }
)
