import { expect, test } from '@jest/globals'
import { imagePolicies } from '../../../src/core/manifest/policies.ts'

const repository = (
  metadata: string,
  image: string,
  version = 'v1'
) => `apiVersion: image.toolkit.fluxcd.io/${version}
kind: ImageRepository
metadata: {${metadata}}
spec: {image: ${image}, interval: 5m}
`
const policy = (
  metadata: string,
  ref: string,
  version = 'v1'
) => `apiVersion: image.toolkit.fluxcd.io/${version}
kind: ImagePolicy
metadata: {${metadata}}
spec: {imageRepositoryRef: {${ref}}, policy: {semver: {range: 1.x}}}
`

const policiesIn = (...texts: readonly string[]) =>
  Object.fromEntries(imagePolicies(texts.map((text, index) => ({ path: `${String(index)}.yaml`, text }))))

const WEB = repository('name: web, namespace: apps', 'ghcr.io/acme/web')

test.each(['v1', 'v1beta1', 'v1beta2'])('a policy (%s) is about the image of its repository', (version) => {
  const texts = [
    policy('name: web-v1, namespace: apps', 'name: web', version),
    repository('name: web, namespace: apps', 'ghcr.io/acme/web', version)
  ]
  expect(policiesIn(...texts)).toEqual({ 'apps:web-v1': 'ghcr.io/acme/web' })
  expect(policiesIn(texts.join('---\n'))).toEqual({ 'apps:web-v1': 'ghcr.io/acme/web' })
})

test('a repository is in the namespace of the policy, unless the policy says another', () => {
  const other = repository('name: web, namespace: other', 'other/web')
  expect(
    policiesIn(
      WEB,
      other,
      policy('name: a, namespace: apps', 'name: web'),
      policy('name: b, namespace: apps', 'name: web, namespace: other'),
      policy('name: c, namespace: third', 'name: web')
    )
  ).toEqual({ 'apps:a': 'ghcr.io/acme/web', 'apps:b': 'other/web' })
})

test('objects without a namespace are in that of kubectl', () => {
  expect(policiesIn(repository('name: web', 'web'), policy('name: web', 'name: web'))).toEqual({
    'default:web': 'web'
  })
})

test('objects of a List count', () => {
  const list = `kind: List\nitems:\n- ${WEB.trimEnd().replaceAll('\n', '\n  ')}\n`
  expect(policiesIn(list, policy('name: web, namespace: apps', 'name: web'))).toEqual({
    'apps:web': 'ghcr.io/acme/web'
  })
})

test.each([
  ['another group', WEB.replace('image.toolkit.fluxcd.io', 'example.org')],
  ['another kind', WEB.replace('kind: ImageRepository', 'kind: Other # ImageRepository')],
  ['no name', WEB.replace('name: web, ', '')],
  ['an image that is none', WEB.replace('ghcr.io/acme/web', '"${IMAGE}"')],
  ['no image', WEB.replace('image: ', 'picture: ')],
  ['a document that cannot be read', `${WEB}broken: [\n`],
  ['another repository of the same name', `${WEB}---\n${WEB.replace('acme', 'other')}`]
])('a repository with %s tells nothing', (_what, text) => {
  expect(policiesIn(text, policy('name: web, namespace: apps', 'name: web'))).toEqual({})
})

test('a repository that is said twice alike is one', () => {
  expect(policiesIn(WEB, WEB, policy('name: web, namespace: apps', 'name: web'))).toEqual({
    'apps:web': 'ghcr.io/acme/web'
  })
})
