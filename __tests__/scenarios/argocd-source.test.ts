import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const OVERRIDE = 'apps/api/.argocd-source-api.yaml'
const inputs = { images: 'api=ghcr.io/acme/api:v2', manifests: OVERRIDE, 'if-missing': 'add' }

test.concurrent('an override of an Argo CD source that is not there is made when asked for', async () => {
  const { gitops, run } = await stage({ 'apps/api/kustomization.yaml': kustomization('api:v1') })
  const { exitCode, outputs } = await run(inputs)
  expect(exitCode).toBe(0)
  expect(outputs['changed']).toBe('true')
  expect(await gitops.read('main', OVERRIDE)).toBe('kustomize:\n  images:\n  - api=ghcr.io/acme/api:v2\n')
  const again = await run(inputs)
  expect(again.outputs['changed']).toBe('false')
})

test.concurrent('it is made in a pull request too', async () => {
  const { gitops, run } = await stage({ 'apps/api/kustomization.yaml': kustomization('api:v1') })
  const { outputs } = await run({ ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump' })
  expect(outputs['pull-request-operation']).toBe('created')
  expect(await gitops.read('bump', OVERRIDE)).toBe('kustomize:\n  images:\n  - api=ghcr.io/acme/api:v2\n')
  expect(await gitops.read('main', OVERRIDE)).toBeUndefined()
})

test.concurrent('without being asked for, it is missing', async () => {
  const { gitops, run } = await stage({ 'apps/api/kustomization.yaml': kustomization('api:v1') })
  const { exitCode, log } = await run({ ...inputs, 'if-missing': 'fail' })
  expect(exitCode).toBe(1)
  expect(log).toContain(`There is no file or directory "${OVERRIDE}"`)
  expect(await gitops.log('main')).toHaveLength(1)
})

describe('an override beside a selected kustomization is told, at no cost', () => {
  const override = 'kustomize:\n  images:\n  - api:v0\n'
  const files = {
    'apps/api/kustomization.yaml': kustomization('api:v1'),
    'apps/api/base/deployment.yaml': 'kind: Deployment\n',
    'apps/web/.argocd-source.yaml': override
  }

  test.concurrent.each([
    ['apps/api', OVERRIDE, 2],
    ['apps/api', 'apps/api/.argocd-source.yaml', 2],
    ['apps/*', OVERRIDE, 3],
    ['apps/*/kustomization.yaml\n!apps/*/.argocd-*', OVERRIDE, 3]
  ])('%j beside %s: %d requests', async (manifests, path, requests) => {
    const { github, gitops, run } = await stage({ ...files, [path]: override })
    const { exitCode, log } = await run({ images: 'api:v2', manifests, format: 'kustomization' })
    expect(exitCode).toBe(0)
    expect(log).toContain(`Argo CD will run api:v0 instead: ${path} overrides this image (${path}:3:5).`)
    expect(github.countApiRequests()).toBe(requests)
    expect(await gitops.read('main', path)).toBe(override)
  })

  test.concurrent('not that of another directory, nor one that wants the same', async () => {
    const { run } = await stage({ ...files, [OVERRIDE]: override.replace('v0', 'v2') })
    const { log } = await run({ images: 'api:v2', manifests: 'apps/api' })
    expect(log).not.toContain('Argo CD will run')
  })
})
