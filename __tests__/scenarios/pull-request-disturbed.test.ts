import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const files = { 'app/kustomization.yaml': kustomization('api:v1') }
const inputs = {
  images: 'api:v2',
  manifests: 'app',
  mode: 'pull-request',
  'pull-request-branch': 'bump'
}

describe('a pull request that is made anew', () => {
  test.concurrent.each([
    [
      'where rules forbid the scratch branch',
      async ({ gitops }: Stage) => {
        gitops.ruleset('bump--tmp-*', { restrictCreation: true })
        await Promise.resolve()
      }
    ],
    [
      'with a lost answer to the scratch branch',
      async ({ github }: Stage) => {
        github.faults.add({ on: { operation: 'createRef' }, when: 'after', effect: { kind: 'drop' } })
        await Promise.resolve()
      }
    ],
    [
      'with a lost answer to the move',
      async ({ github }: Stage) => {
        github.faults.add({ on: { operation: 'updateRefs' }, when: 'after', effect: { kind: 'drop' } })
        await Promise.resolve()
      }
    ]
  ])('%s: stands on the base, and no scratch branch is left', async (_, disturb) => {
    const set = await stage(files)
    const { gitops, run } = set
    await run(inputs)
    await gitops.commit('main', { 'app/kustomization.yaml': kustomization('api:v1.1') })
    await disturb(set)
    const { exitCode, outputs } = await run({ ...inputs, images: 'api:v3' })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'updated'])
    expect(await gitops.branches()).toEqual(['bump', 'main'])
    expect(await gitops.read('bump', 'app/kustomization.yaml')).toBe(kustomization('api:v3'))
    expect((await gitops.log('bump'))[0]?.parents).toEqual([await gitops.head()])
    expect(gitops.pullRequests.map(({ state }) => state)).toEqual(['OPEN'])
  })
})

test.concurrent('a closing whose answer is lost is told as closed', async () => {
  const { github, gitops, run } = await stage(files)
  await run(inputs)
  github.faults.add({ on: { operation: 'updateRefs' }, when: 'after', effect: { kind: 'drop' } })
  const { exitCode, outputs } = await run({ ...inputs, images: 'api:v1' })
  expect([exitCode, outputs['pull-request-operation'], outputs['pull-request-number']]).toEqual([
    0,
    'closed',
    '1'
  ])
  expect(gitops.pullRequests[0]).toMatchObject({ state: 'CLOSED', comments: [{ author: 'gitops[bot]' }] })
  expect(await gitops.branches()).toEqual(['main'])
})
