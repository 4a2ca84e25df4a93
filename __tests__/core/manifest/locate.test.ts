import { expect, test } from '@jest/globals'
import { formatPlace } from '../../../src/core/error.ts'
import { formatReference } from '../../../src/core/image/reference.ts'
import { locateImages } from '../../../src/core/manifest/locate.ts'

const located = (path: string, text: string) =>
  locateImages({ path, text }).map((image) => [
    formatPlace(image.place),
    image.format,
    image.name,
    formatReference(image.reference),
    image.path
  ])

test('an entry of a kustomization goes by its name and stands for its new name', () => {
  const text =
    'images:\n- name: app\n  newName: reg/app\n  newTag: v1\n- {name: db, digest: "sha256:1"}\n- other\n'
  expect(located('a/Kustomization', text)).toEqual([
    ['a/Kustomization:2:9', 'kustomization', 'app', 'reg/app:v1', '0:images.[name=app]'],
    ['a/Kustomization:5:10', 'kustomization', 'db', 'db@sha256:1', '0:images.[name=db]']
  ])
})

test('a workload goes by its kind, namespace and name, its containers by theirs', () => {
  const text = `kind: Deployment
metadata: {name: api, namespace: prod}
spec:
  template:
    spec:
      containers:
      - name: api
        image: ghcr.io/acme/api:v1
      - image: nginx
---
kind: Pod
spec:
  volumes:
  - name: data
    image: {reference: 'data:v1'}
`
  const spec = 'Deployment/prod/api:spec.template.spec.containers'
  expect(located('a.yaml', text)).toEqual([
    ['a.yaml:8:16', 'workload', 'ghcr.io/acme/api', 'ghcr.io/acme/api:v1', `${spec}.[name=api].image`],
    ['a.yaml:9:16', 'workload', 'nginx', 'nginx', `${spec}.1.image`],
    ['a.yaml:15:24', 'workload', 'data', 'data:v1', '1:spec.volumes.[name=data].image.reference']
  ])
})

test('the path of a place stays when others come before it', () => {
  const container = (name: string) => `- {name: ${name}, image: "${name}:v1"}\n`
  const paths = (text: string) =>
    new Map(locateImages({ path: 'a.yaml', text }).map(({ name, path }) => [name, path]))
  const before = paths(`containers:\n${container('b')}`)
  const after = paths(`a: 1\ncontainers:\n${container('a')}${container('b')}`)
  expect(after.get('b')).toBe(before.get('b'))
})

test('places with the same path are numbered', () => {
  const paths = locateImages({ path: 'kustomization.yaml', text: 'images: [{name: a}, {name: a}]' }).map(
    ({ path }) => path
  )
  expect(paths).toEqual(['0:images.[name=a]', '0:images.[name=a]#2'])
})

test.each(['apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization', 'kind: Kustomization'])(
  'in a file of another name, %p is no kustomization',
  (head) => {
    expect(located('a.yaml', `${head}\nimages:\n- name: app\n`)).toEqual([])
  }
)

test('documents that cannot be read name nothing, and are no obstacle', () => {
  const text = 'containers: [{image: a}]\n---\ncontainers: [{image: b}\n'
  expect(located('a.yaml', text).map(([, , name]) => name)).toEqual(['a'])
  expect(located('a.yaml', '\u0000{[')).toEqual([])
})

test.each([
  ['helm-release', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n'],
  ['workload', 'apiVersion: example.com/v1\nkind: Runner\nspec:\n  values:\n'],
  ['helm-values', 'spec:\n  values:\n']
])('a field for an image is of the format of its object alone: %s', (format, head) => {
  const found = located('a.yaml', `${head}    image: app:v1\n`).map((image) => image.slice(1, 3))
  expect(found).toEqual([[format, 'app']])
})

test('an image of a container that is a field of an object, too, is one place', () => {
  const object = 'apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n  - {name: a, image: "app:v1"}\n'
  expect(located('a.yaml', object).map((image) => image.at(-1))).toEqual(['0:spec.steps.[name=a].image'])
})
