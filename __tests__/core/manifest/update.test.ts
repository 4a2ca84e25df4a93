import { expect, test } from '@jest/globals'
import { updateManifest } from '../../../src/core/manifest/update.ts'
import { wantedOf, type SpelledWish } from './fixture.ts'

const update = (path: string, text: string, wanted: readonly SpelledWish[], addMissing = false) =>
  updateManifest({ path, text }, wanted.map(wantedOf), { addMissing })

test('a change says what the place stood for, what it stands for now, and where its new value is', () => {
  const text = 'images:\n- newName: reg/other\n  name: other\n- name: app\n  newName: reg/app\n  newTag: v1\n'
  const { changes } = update('kustomization.yaml', text, [
    { name: 'other', tag: 'v1' },
    { name: 'app', tag: 'v2' }
  ])
  expect(changes).toMatchObject([
    {
      place: { file: 'kustomization.yaml', line: 3, column: 11 },
      format: 'kustomization',
      image: 'other',
      from: { name: 'reg/other' },
      to: { name: 'reg/other', tag: 'v1' }
    },
    {
      place: { file: 'kustomization.yaml', line: 7, column: 11 },
      format: 'kustomization',
      image: 'app',
      from: { name: 'reg/app', tag: 'v1' },
      to: { name: 'reg/app', tag: 'v2' }
    }
  ])
})

test('an added entry is a change from the bare name', () => {
  const { changes, found } = update(
    'kustomization.yaml',
    'resources: []\n',
    [{ name: 'app', tag: 'v1' }],
    true
  )
  expect(changes).toMatchObject([
    {
      place: { file: 'kustomization.yaml', line: 4, column: 11 },
      format: 'kustomization',
      image: 'app',
      from: { name: 'app' },
      to: { name: 'app', tag: 'v1' }
    }
  ])
  expect(found).toEqual(new Set([0]))
})

test('equal wishes share one added entry', () => {
  const { text, found } = update(
    'kustomization.yaml',
    '',
    [
      { name: 'nginx', tag: 'v1' },
      { name: 'nginx', tag: 'v1' }
    ],
    true
  )
  expect(text).toBe('images:\n- name: nginx\n  newTag: v1\n')
  expect(found).toEqual(new Set([0, 1]))
})

test('equal wishes for one place are one change', () => {
  const { changes, found } = update('a.yaml', 'containers: [{image: nginx}]\n', [
    { name: 'nginx', tag: 'v1' },
    { name: 'docker.io/library/nginx', tag: 'v1' }
  ])
  expect(changes).toHaveLength(1)
  expect(found).toEqual(new Set([0, 1]))
})

test('entries are added to kustomizations only', () => {
  const { text, found } = update('deployment.yaml', 'kind: Pod\n', [{ name: 'app', tag: 'v1' }], true)
  expect(text).toBe('kind: Pod\n')
  expect(found).toEqual(new Set())
})

test('duplicate entries that agree are updated together', () => {
  const { text } = update('kustomization.yaml', 'images: [{name: a, newTag: v1}, {name: a, newTag: v1}]\n', [
    { name: 'a', tag: 'v2' }
  ])
  expect(text).toBe('images: [{name: a, newTag: v2}, {name: a, newTag: v2}]\n')
})

test('a file that does not name the image is not even read', () => {
  const { text, found, notices } = update('a.yaml', '{{ broken: [', [{ name: 'app', tag: 'v1' }])
  expect({ text, found, notices }).toEqual({ text: '{{ broken: [', found: new Set(), notices: [] })
})

test('a broken document that names a longer name is no obstacle', () => {
  const text = 'containers: [{image: app}]\n---\nimage: [ghcr.io/acme/app-worker\n'
  expect(update('a.yaml', text, [{ name: 'app', tag: 'v1' }]).text).toContain('{image: app:v1}')
})

test('a bundle of three megabytes takes no more than a few seconds', () => {
  const object = (n: number) => `kind: Pod
metadata:
  name: pod-${n}
  annotations:
    description: "${'text '.repeat(30)}"
spec:
  containers:
  - name: main
    image: ghcr.io/acme/app-${n % 20}:v1
---
`
  const text = Array.from({ length: 10_500 }, (_, n) => object(n)).join('')
  expect(text.length).toBeGreaterThan(3_000_000)
  const wanted = Array.from({ length: 20 }, (_, n) => ({ name: `ghcr.io/acme/app-${n}`, tag: 'v2' }))
  const start = performance.now()
  const { changes } = update('bundle.yaml', text, wanted)
  expect(changes).toHaveLength(10_500)
  expect(performance.now() - start).toBeLessThan(30_000)
})
