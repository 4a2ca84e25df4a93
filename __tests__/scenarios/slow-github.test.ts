import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const files = { [path]: kustomization('api:v1'), 'job/deployment.yaml': deployment('api:v1') }
const inputs = { images: 'api:v2', manifests: 'app' }

describe('a new branch that is not visible at once', () => {
  test.concurrent.each([1, 2])('to the next %i requests', async (newBranchRequests) => {
    const { github, gitops, run } = await stage(files)
    Object.assign(github.lag, { newBranchRequests, sameRequest: true })
    const { exitCode, outputs } = await run({
      ...inputs,
      mode: 'pull-request',
      'pull-request-branch': 'bump'
    })
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      'commit-sha': await gitops.head('bump'),
      'pull-request-number': '1',
      'pull-request-operation': 'created'
    })
    expect(gitops.pullRequests).toHaveLength(1)
    expect(await gitops.log('bump')).toHaveLength(2)
  })
})

test.concurrent('reads that fail twice are asked a third time', async () => {
  const { github, gitops, run } = await stage(files)
  github.faults.add({ on: { operation: 'query' }, times: 2, effect: { kind: 'status', status: 502 } })
  const { exitCode } = await run(inputs)
  expect([exitCode, github.countApiRequests()]).toEqual([0, 4])
  expect(await gitops.log()).toHaveLength(2)
})

test.concurrent('listings too', async () => {
  const { github, run } = await stage(files)
  github.faults.add({ on: { operation: /^GET git\/trees/ }, effect: { kind: 'drop' } })
  const { exitCode, outputs } = await run({ ...inputs, manifests: '*' })
  expect([exitCode, outputs['changed']]).toEqual([0, 'true'])
})

test.concurrent('a GitHub that answers no read at all is an error that says so', async () => {
  const { github, run } = await stage(files)
  github.faults.add({ times: 100, effect: { kind: 'status', status: 503 } })
  const { exitCode, log } = await run(inputs)
  expect(exitCode).toBe(1)
  expect(log).toMatch(/^::error::.*githubstatus/m)
  expect(log).not.toContain('    at ')
})

test.concurrent.each([403, 429, 200] as const)(
  'a rate limit (%i) is waited out, and the commit made once',
  async (status) => {
    const { github, gitops, run } = await stage(files)
    github.faults.add({
      on: { operation: 'mutation' },
      effect: { kind: 'secondary-limit', status, retryAfter: 1 }
    })
    const { exitCode, log } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(log).toContain('rate limit')
    expect(await gitops.log()).toHaveLength(2)
  }
)

test.concurrent('more files than GitHub answers at once are read in parts', async () => {
  const { github, gitops, run } = await stage(files)
  github.faults.add({ on: { operation: 'query' }, effect: { kind: 'resource-limits', keep: 1 } })
  const { exitCode } = await run({ ...inputs, manifests: `${path}\njob/deployment.yaml` })
  expect(exitCode).toBe(0)
  expect((await gitops.log())[0]?.files).toEqual([path, 'job/deployment.yaml'])
})

test.concurrent('a listing too long for one answer is made directory by directory', async () => {
  const { github, gitops, run } = await stage(files)
  github.faults.add({ on: { operation: /^GET git\/trees/ }, effect: { kind: 'truncated-tree', keep: 1 } })
  const { exitCode } = await run({ ...inputs, manifests: '*/*.yaml' })
  expect(exitCode).toBe(0)
  expect((await gitops.log())[0]?.files).toEqual([path, 'job/deployment.yaml'])
})
