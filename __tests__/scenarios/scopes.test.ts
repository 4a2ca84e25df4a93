import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const VALUES = 'charts/api/values.yaml'
const values = (tag: string, version: string): string =>
  `image:\n  repository: ghcr.io/acme/api\n  tag: ${tag}\nappVersion: ${version} # shown\n`

test.concurrent('a line for one image leaves the other images of its files alone', async () => {
  const files = {
    'a/kustomization.yaml': kustomization('api:v1', 'web:v1'),
    'b/kustomization.yaml': kustomization('web:v1')
  }
  const { gitops, run } = await stage(files)
  await run({ images: 'api:v2\nweb:v2', manifests: 'api=a\nweb=b' })
  expect(await gitops.read('main', 'a/kustomization.yaml')).toBe(kustomization('api:v2', 'web:v1'))
  expect(await gitops.read('main', 'b/kustomization.yaml')).toBe(kustomization('web:v2'))
})

test.concurrent('a line for one field leaves the rest of its file alone', async () => {
  const { gitops, run } = await stage({ [VALUES]: values('v1', 'v1') })
  const { outputs } = await run({ images: 'ghcr.io/acme/api:v2', manifests: `${VALUES}#appVersion:tag` })
  expect(await gitops.read('main', VALUES)).toBe(values('v1', 'v2'))
  expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([
    { file: VALUES, line: 4, format: 'yaml-field' }
  ])
})

test.concurrent('two lines for one file do both', async () => {
  const { gitops, run } = await stage({ [VALUES]: values('v1', 'v1') })
  await run({ images: 'ghcr.io/acme/api:1.10', manifests: `${VALUES}\n${VALUES}#appVersion:tag` })
  expect(await gitops.read('main', VALUES)).toBe(values('"1.10"', '"1.10"'))
})

test.concurrent('a field that is not there is an error with what is near', async () => {
  const { run } = await stage({ [VALUES]: values('v1', 'v1') })
  const { exitCode, log } = await run({ images: 'ghcr.io/acme/api:v2', manifests: `${VALUES}#image.tga` })
  expect(exitCode).toBe(1)
  expect(log).toContain('image.tag')
})

test.concurrent('`format` keeps the other formats out', async () => {
  const { gitops, run } = await stage({
    'a/kustomization.yaml': kustomization('api:v1'),
    'a/pod.yaml': 'spec: {containers: [{image: "api:v1"}]}\n'
  })
  await run({ images: 'api:v2', manifests: 'a/kustomization.yaml\na/pod.yaml', format: 'workload' })
  expect(await gitops.read('main', 'a/kustomization.yaml')).toBe(kustomization('api:v1'))
  expect(await gitops.read('main', 'a/pod.yaml')).toBe('spec: {containers: [{image: "api:v2"}]}\n')
})

test.concurrent('a pull request for a field that is only pointed at is opened and told', async () => {
  const { gitops, run } = await stage({ [VALUES]: values('v1', 'v1') })
  const { outputs } = await run({
    images: 'ghcr.io/acme/api:v2',
    manifests: `${VALUES}#appVersion:tag`,
    mode: 'pull-request'
  })
  expect(outputs['pull-request-operation']).toBe('created')
  expect(gitops.pullRequests[0]?.body).toContain('v2')
})
