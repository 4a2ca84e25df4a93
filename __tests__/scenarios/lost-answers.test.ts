import { describe, expect, test } from '@jest/globals'
import type { Effect } from '../servers/github/index.ts'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const proposal = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump' }
const options = { labels: ['gitops'], collaborators: ['grace'] }
const set = (): Promise<Stage> => stage({ [path]: kustomization('api:v1', 'web:v1') }, options)

const page: Effect = {
  kind: 'response',
  status: 200,
  body: '<html>Please log in</html>',
  headers: { 'content-type': 'text/html' }
}

const losses: readonly (readonly [string, 'before' | 'after', Effect])[] = [
  ['a 502', 'before', { kind: 'status', status: 502 }],
  ['a 502', 'after', { kind: 'status', status: 502 }],
  ['a dropped connection', 'before', { kind: 'drop' }],
  ['a dropped connection', 'after', { kind: 'drop' }],
  ['a page of a proxy', 'before', page],
  ['a page of a proxy', 'after', page],
  ['"Something went wrong"', 'before', { kind: 'something-went-wrong' }],
  ['"Something went wrong"', 'after', { kind: 'something-went-wrong' }]
]

describe.each(losses)('%s %s the mutation was applied', (_, when, effect) => {
  test.concurrent('leaves exactly one commit, and the outputs name it', async () => {
    const { github, gitops, run } = await set()
    github.faults.add({ on: { operation: 'mutation' }, when, effect })
    const { exitCode, outputs } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({ changed: 'true', 'commit-sha': await gitops.head() })
    expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(1)
    expect(await gitops.log()).toHaveLength(2)
    expect(await gitops.read('main', path)).toBe(kustomization('api:v2', 'web:v1'))
  })

  test.concurrent(
    'leaves exactly one pull request with one commit, labels and reviewers, and the outputs name it',
    async () => {
      const { github, gitops, run } = await set()
      github.faults.add({ on: { operation: 'mutation' }, when, effect })
      const { exitCode, outputs } = await run({ ...proposal, labels: 'gitops\nnew', reviewers: 'grace' })
      expect(exitCode).toBe(0)
      expect(gitops.pullRequests).toHaveLength(1)
      expect(outputs).toMatchObject({
        changed: 'true',
        'commit-sha': await gitops.head('bump'),
        'pull-request-number': '1',
        'pull-request-operation': 'created'
      })
      expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(1)
      expect(await gitops.log('bump')).toHaveLength(2)
      expect(gitops.pullRequests[0]).toMatchObject({ labels: ['gitops', 'new'], reviewers: ['grace'] })
    }
  )

  test.concurrent('leaves exactly one further commit on an open pull request', async () => {
    const { github, gitops, run } = await set()
    await run(proposal)
    github.faults.add({ on: { operation: 'mutation' }, when, effect })
    const { exitCode, outputs } = await run({ ...proposal, images: 'api:v3' })
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      changed: 'true',
      'commit-sha': await gitops.head('bump'),
      'pull-request-number': '1',
      'pull-request-operation': 'updated'
    })
    expect(await gitops.log('bump')).toHaveLength(3)
    expect(gitops.pullRequests[0]?.title).toBe('Update api:v3')
  })
})

test.concurrent('a rival’s commit right behind ours does not hide it', async () => {
  const { github, gitops, run } = await set()
  github.faults.add({ on: { operation: 'mutation' }, when: 'after', effect: { kind: 'drop' } })
  github.beforeRequest({ operation: 'query', number: 2 }, async () => {
    await gitops.commit('main', { [path]: kustomization('api:v2', 'web:v9') })
  })
  const { outputs } = await run(inputs)
  const [theirs, ours, ...older] = await gitops.log()
  expect(older).toHaveLength(1)
  expect(theirs?.author).toBe('Rival')
  expect(outputs).toMatchObject({ changed: 'true', 'commit-sha': ours?.oid })
})

test.concurrent('a commit that is not seen at first is not made twice', async () => {
  const { github, gitops, run } = await set()
  github.faults.add({ on: { operation: 'mutation' }, when: 'after', effect: { kind: 'drop' } })
  github.lag.readsMs = 700
  const { exitCode, outputs } = await run(inputs)
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({ changed: 'true', 'commit-sha': await gitops.head() })
  expect(await gitops.log()).toHaveLength(2)
})

test.concurrent(
  'labels and reviewers whose answer is lost are a warning: the pull request stands',
  async () => {
    const { github, gitops, run } = await set()
    github.faults.add({ on: { operation: 'addLabelsToLabelable' }, effect: { kind: 'status', status: 502 } })
    const { exitCode, log, outputs } = await run({ ...proposal, labels: 'gitops' })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'created'])
    expect(log).toMatch(/^::warning::/m)
    expect(gitops.pullRequests).toHaveLength(1)
  }
)
