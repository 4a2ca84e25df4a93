import { expect, test } from '@jest/globals'
import { digest, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'

test.concurrent('lists have one item a line; blank lines and comments are passed over', async () => {
  const { gitops, run } = await stage({ [path]: kustomization('api:v1', 'web:v1', 'job:v1') })
  const images = '\n# released together\n  api:v2  \r\n\n\tweb:v2\n#job:v2\n'
  const { exitCode } = await run({ images, manifests: '\n# the app\n app/ \n' })
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', path)).toBe(kustomization('api:v2', 'web:v2', 'job:v1'))
})

test.concurrent('the input tag is for the images that give neither tag nor digest', async () => {
  const { gitops, run } = await stage({
    [path]: kustomization('api:v1', 'web:v1', 'job:v1') + `  - name: db\n    digest: ${digest('a')}\n`
  })
  const { outputs } = await run({
    images: `api\nweb:v3\njob=registry.example/job\ndb@${digest('b')}`,
    tag: 'v2',
    manifests: 'app'
  })
  expect(await gitops.read('main', path)).toBe(
    kustomization('api:v2', 'web:v3') +
      '  - name: job\n    newName: registry.example/job\n    newTag: v2\n' +
      `  - name: db\n    digest: ${digest('b')}\n`
  )
  expect(JSON.parse(outputs['images'] ?? '')).toEqual([
    'api:v2',
    'web:v3',
    'registry.example/job:v2',
    `db@${digest('b')}`
  ])
})

test.concurrent('a line that asks for the same twice is no conflict', async () => {
  const { gitops, run } = await stage({ [path]: kustomization('api:v1') })
  await run({ images: 'api:v2\napi:v2', manifests: `app\napp\n${path}` })
  expect(await gitops.read('main', path)).toBe(kustomization('api:v2'))
  expect(await gitops.log()).toHaveLength(2)
})
