import { describe, expect, test } from '@jest/globals'
import { digest } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const object = (apiVersion: string, kind: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: app}\nspec:\n${spec}\n`

const containers = (indent: number): string =>
  ['containers:', '  - name: app', '    image: ghcr.io/acme/api:v1 # the app', '  - image: "busybox:1.36"']
    .map((line) => ' '.repeat(indent) + line)
    .join('\n')

const template = `  template:\n    spec:\n${containers(6)}`

describe('every object that runs containers', () => {
  test.concurrent.each([
    ['Deployment', object('apps/v1', 'Deployment', template)],
    ['StatefulSet', object('apps/v1', 'StatefulSet', template)],
    ['DaemonSet', object('apps/v1', 'DaemonSet', template)],
    ['Job', object('batch/v1', 'Job', template)],
    ['Pod', object('v1', 'Pod', containers(2))],
    [
      'CronJob',
      object(
        'batch/v1',
        'CronJob',
        `  jobTemplate:\n    spec:\n      template:\n        spec:\n${containers(10)}`
      )
    ],
    ['Rollout', object('argoproj.io/v1alpha1', 'Rollout', template)],
    ['Knative Service', object('serving.knative.dev/v1', 'Service', template)],
    [
      'List',
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  spec:\n    template:\n      spec:\n${containers(8)}\n`
    ]
  ])('%s', async (_, before) => {
    const { gitops, run } = await stage({ 'app/object.yaml': before })
    const { exitCode, outputs } = await run({ images: 'ghcr.io/acme/api:v2', manifests: 'app' })
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', 'app/object.yaml')).toBe(before.replace('api:v1', 'api:v2'))
    expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([{ format: 'workload' }])
  })
})

test.concurrent('init containers, ephemeral containers and image volumes', async () => {
  const before = object(
    'v1',
    'Pod',
    `  initContainers: [{name: a, image: 'api:v1'}]
  ephemeralContainers:
  - image: api:v1
  volumes:
  - name: data
    image: {reference: api:v1, pullPolicy: Always}
  containers:
  - image: other/api:v1`
  )
  const { gitops, run } = await stage({ 'pod.yaml': before })
  await run({ images: 'api:v2', manifests: 'pod.yaml' })
  expect(await gitops.read('main', 'pod.yaml')).toBe(
    before
      .replace("'api:v1'", "'api:v2'")
      .replace('image: api:v1', 'image: api:v2')
      .replace('reference: api:v1', 'reference: api:v2')
  )
})

test.concurrent('several documents of one file, each where it names the image', async () => {
  const before = `---
${object('apps/v1', 'Deployment', template)}---
apiVersion: v1
kind: ConfigMap
data: {image: ghcr.io/acme/api:v1}
---
# nothing
---
${object('batch/v1', 'Job', template)}...
`
  const { gitops, run } = await stage({ 'all.yaml': before })
  const { outputs } = await run({ images: 'ghcr.io/acme/api:v2', manifests: 'all.yaml' })
  const text = (await gitops.read('main', 'all.yaml')) ?? ''
  expect(text).toBe(before.replaceAll('image: ghcr.io/acme/api:v1 #', 'image: ghcr.io/acme/api:v2 #'))
  expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(2)
})

test.concurrent.each([
  ['app:v2', 'app:v1', 'app:v2'],
  ['app:v2', `app:v1@${digest('a')}`, 'app:v2'],
  [`app@${digest('b')}`, 'app:v1', `app@${digest('b')}`],
  [`app:v2@${digest('b')}`, `app:v1@${digest('a')}`, `app:v2@${digest('b')}`],
  ['app=r.io/new:v2', 'app:v1', 'r.io/new:v2'],
  ['app=*:v2', 'docker.io/library/app:v1', 'docker.io/library/app:v2'],
  ['app=r.io/new:*', 'app:v1', 'r.io/new:v1'],
  ['app:v2', 'app', 'app:v2'],
  ['localhost:5000/app:v2', 'localhost:5000/app', 'localhost:5000/app:v2']
])('%s makes of %s %s', async (images, before, after) => {
  const manifest = (image: string): string => object('v1', 'Pod', `  containers:\n  - image: ${image}`)
  const { gitops, run } = await stage({ 'pod.yaml': manifest(before) })
  await run({ images, manifests: 'pod.yaml' })
  expect(await gitops.read('main', 'pod.yaml')).toBe(manifest(after))
})
