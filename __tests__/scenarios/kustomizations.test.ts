import { describe, expect, test } from '@jest/globals'
import { digest, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()

describe('a directory means its kustomization, under each of the three names', () => {
  test.concurrent.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])('%s', async (name) => {
    const { gitops, run } = await stage({
      [`app/${name}`]: kustomization('api:v1'),
      'app/deployment.yaml': 'spec: {template: {spec: {containers: [{image: api:v1}]}}}\n'
    })
    const { exitCode } = await run({ images: 'api:v2', manifests: 'app' })
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', `app/${name}`)).toBe(kustomization('api:v2'))
    expect((await gitops.log())[0]?.files).toEqual([`app/${name}`])
  })
})

test.concurrent(
  'a component is a kustomization too, and so is one by its kind under another name',
  async () => {
    const component = kustomization('api:v1').replace(
      'v1beta1\nkind: Kustomization',
      'v1alpha1\nkind: Component'
    )
    const { gitops, run } = await stage({
      'component/kustomization.yaml': component,
      'other.yaml': component
    })
    await run({ images: 'api:v2', manifests: 'component\nother.yaml' })
    const updated = component.replace('v1\n', 'v2\n')
    expect(await gitops.read('main', 'component/kustomization.yaml')).toBe(
      component.replace('newTag: v1', 'newTag: v2')
    )
    expect(await gitops.read('main', 'other.yaml')).toBe(component.replace('newTag: v1', 'newTag: v2'))
    expect(updated).not.toBe(component)
  }
)

test.concurrent('only what differs changes: comments, quotes, order and blank lines stay', async () => {
  const before = `# the app
images:

- newTag: 'v1'   # bumped by CI
  name: "ghcr.io/acme/api"
  newName:   registry.example/api

-   {name: web, newTag: v1}   # flow
- digest: ${digest('a')}
  name: db
resources: [ ../base ]
`
  const { gitops, run } = await stage({ 'app/kustomization.yaml': before })
  await run({ images: `ghcr.io/acme/api:v2\nweb:v2\ndb@${digest('b')}`, manifests: 'app' })
  expect(await gitops.read('main', 'app/kustomization.yaml')).toBe(
    before
      .replace("newTag: 'v1'", "newTag: 'v2'")
      .replace('newTag: v1}', 'newTag: v2}')
      .replace(digest('a'), digest('b'))
  )
})

test.concurrent('an entry without a tag gets one', async () => {
  const { gitops, run } = await stage({
    'app/kustomization.yaml': 'images:\n- name: api\n  newName: r.io/api # moved\n- name: web\n'
  })
  await run({ images: 'api:v2\nweb:v2', manifests: 'app' })
  expect(await gitops.read('main', 'app/kustomization.yaml')).toBe(
    'images:\n- name: api\n  newName: r.io/api # moved\n  newTag: v2\n- name: web\n  newTag: v2\n'
  )
})
