import { expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'

test.concurrent('if-missing: add appends an entry to the images there are', async () => {
  const { gitops, run } = await stage({ [path]: kustomization('web:v1') })
  const { outputs } = await run({ images: 'api=r.io/api:v2', manifests: 'app', 'if-missing': 'add' })
  expect(await gitops.read('main', path)).toBe(
    kustomization('web:v1') + '  - name: api\n    newName: r.io/api\n    newTag: v2\n'
  )
  expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([
    { file: path, image: 'api', to: 'r.io/api:v2' }
  ])
})

test.concurrent('if-missing: add makes the list where there is none', async () => {
  const before = 'resources:\n  - ../base # the base\n'
  const { gitops, run } = await stage({ [path]: before })
  await run({ images: 'api:v2', manifests: 'app', 'if-missing': 'add' })
  const text = (await gitops.read('main', path)) ?? ''
  expect(text.startsWith(before)).toBe(true)
  expect(text.slice(before.length)).toMatch(/^images:\n( *)- name: api\n\1 {2}newTag: v2\n$/)
})

test.concurrent('if-missing: add adds nothing where the image is named already', async () => {
  const { gitops, run } = await stage({ [path]: kustomization('api:v1') })
  await run({ images: 'api:v2', manifests: 'app', 'if-missing': 'add' })
  expect(await gitops.read('main', path)).toBe(kustomization('api:v2'))
})

test.concurrent('if-missing: add tells the lines below the new entry as they are afterwards', async () => {
  const below = (image: string, tag: string): string => `imageTags:\n  - name: ${image}\n    newTag: ${tag}\n`
  const { gitops, run } = await stage({ [path]: kustomization('web:v1') + below('db', 'v1') })
  const { outputs } = await run({ images: 'db:v2\napi:v2', manifests: 'app', 'if-missing': 'add' })
  const lines = (await gitops.read('main', path))?.split('\n') ?? []
  const changes = JSON.parse(outputs['changes'] ?? '') as readonly { line: number; image: string }[]
  expect(changes.map(({ image, line }) => [image, lines[line - 1]])).toEqual([
    ['db', '    newTag: v2'],
    ['api', '    newTag: v2']
  ])
  expect(new Set(changes.map(({ line }) => line)).size).toBe(2)
})

test.concurrent('if-missing: add is for kustomizations only', async () => {
  const set = await stage({ 'app/deployment.yaml': deployment('web:v1') })
  const message = await refused(set, { images: 'api:v2', manifests: 'app', 'if-missing': 'add' })
  expect(message).toContain('"api"')
})

test.concurrent('if-missing: ignore updates what is named and says what is not', async () => {
  const { gitops, run } = await stage({ [path]: kustomization('web:v1') })
  const { exitCode, log, summary } = await run({
    images: 'api:v2\nweb:v2',
    manifests: 'app',
    'if-missing': 'ignore'
  })
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', path)).toBe(kustomization('web:v2'))
  expect(log).toContain('"api"')
  expect(summary).toContain('api')
})

test.concurrent('if-missing: ignore with nothing named at all is success without a commit', async () => {
  const { github, gitops, run } = await stage({ [path]: kustomization('web:v1') })
  const { exitCode, outputs } = await run({ images: 'api:v2', manifests: 'app', 'if-missing': 'ignore' })
  expect([exitCode, outputs['changed']]).toEqual([0, 'false'])
  expect(await gitops.log()).toHaveLength(1)
  expect(github.countApiRequests()).toBe(1)
})

test.concurrent(
  'if-missing: fail, which is the default, changes nothing though other images are named',
  async () => {
    const set = await stage({ [path]: kustomization('ghcr.io/acme/api:v1', 'web:v1') })
    const message = await refused(set, { images: 'registry.example/api:v2\nweb:v2', manifests: 'app' })
    expect(message).toContain('"registry.example/api"')
    expect(message).toContain(`ghcr.io/acme/api:v1 (${path}:`)
    expect(message).toContain('if-missing')
  }
)
