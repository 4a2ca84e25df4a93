import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'tool/deployment.yaml'
const files = {
  [path]: { content: deployment('api:v1'), mode: '100755' as const },
  'app/kustomization.yaml': kustomization('api:v1')
}
const inputs = { images: 'api:v2', manifests: 'app\ntool' }

describe('an executable file stays one', () => {
  test.concurrent('in a commit', async () => {
    const { gitops, run } = await stage(files)
    const before = await gitops.head()
    const { exitCode, outputs } = await run(inputs)
    expect(exitCode).toBe(0)
    const [newest] = await gitops.log()
    expect(newest).toMatchObject({ parents: [before], oid: outputs['commit-sha'], isVerified: true })
    expect(newest?.files).toEqual(['app/kustomization.yaml', path])
    expect(await gitops.read('main', path)).toBe(deployment('api:v2'))
    expect(await gitops.mode('main', path)).toBe('100755')
    expect(await gitops.mode('main', 'app/kustomization.yaml')).toBe('100644')
  })

  test.concurrent('in a commit on a branch with slashes', async () => {
    const { gitops, run } = await stage(files)
    await gitops.createBranch('env/prod')
    const { exitCode } = await run({ ...inputs, branch: 'env/prod' })
    expect(exitCode).toBe(0)
    expect(await gitops.mode('env/prod', path)).toBe('100755')
  })

  test.concurrent('in a pull request, and in its next version', async () => {
    const { gitops, run } = await stage(files)
    const proposal = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump/api' }
    const first = await run(proposal)
    const second = await run({ ...proposal, images: 'api:v3' })
    expect([first.exitCode, second.exitCode]).toEqual([0, 0])
    expect(first.outputs['pull-request-operation']).toBe('created')
    expect(second.outputs['pull-request-operation']).toBe('updated')
    expect(second.outputs['commit-sha']).toBe(await gitops.head('bump/api'))
    expect(gitops.pullRequests).toHaveLength(1)
    expect(await gitops.read('bump/api', path)).toBe(deployment('api:v3'))
    expect(await gitops.mode('bump/api', path)).toBe('100755')
    expect(await gitops.log('bump/api')).toHaveLength(3)
  })

  test.concurrent('though another writer was first', async () => {
    const { github, gitops, run } = await stage(files)
    github.beforeRefUpdate(async () => {
      await gitops.commit('main', { 'app/kustomization.yaml': kustomization('api:v1', 'web:v1') })
    })
    const { exitCode } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', 'app/kustomization.yaml')).toBe(kustomization('api:v2', 'web:v1'))
    expect(await gitops.mode('main', path)).toBe('100755')
    expect(await gitops.log()).toHaveLength(3)
  })

  test.concurrent('though the answer to the last request is lost', async () => {
    const { github, gitops, run } = await stage(files)
    github.faults.add({ on: { operation: /^PATCH git\/refs/ }, when: 'after', effect: { kind: 'drop' } })
    const { exitCode, outputs } = await run(inputs)
    expect([exitCode, outputs['commit-sha']]).toEqual([0, await gitops.head()])
    expect(await gitops.log()).toHaveLength(2)
  })
})
