import { expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = { 'app/kustomization.yaml': kustomization('api:v2') }
const inputs = { images: 'api:v2', manifests: 'app' }

test.concurrent.each(['commit', 'pull-request', 'dry-run'])(
  '%s: nothing differs, nothing is written',
  async (mode) => {
    const { github, gitops, run } = await stage(files)
    const { exitCode, log, outputs } = await run({ ...inputs, mode })
    expect([exitCode, outputs['changed']]).toEqual([0, 'false'])
    expect(annotationsIn(log)).toEqual([])
    expect(await gitops.branches()).toEqual(['main'])
    expect(await gitops.log()).toHaveLength(1)
    expect(github.countApiRequests()).toBe(1)
  }
)

test.concurrent('if-unchanged: warn succeeds with a warning', async () => {
  const { run } = await stage(files)
  const { exitCode, log } = await run({ ...inputs, 'if-unchanged': 'warn' })
  expect(exitCode).toBe(0)
  expect(annotationsIn(log).map(({ level }) => level)).toEqual(['warning'])
})

test.concurrent('if-unchanged: fail fails and says why', async () => {
  const message = await refused(await stage(files), { ...inputs, 'if-unchanged': 'fail' })
  expect(message).toContain('acme/gitops')
  expect(message).toContain('if-unchanged')
})

test.concurrent('a second run of the same step has nothing left to do', async () => {
  const { gitops, run } = await stage(files)
  const again = { images: 'api:v3', manifests: 'app' }
  await run(again)
  const { outputs } = await run(again)
  expect(outputs['changed']).toBe('false')
  expect(await gitops.log()).toHaveLength(2)
})
