import { describe, expect, test } from '@jest/globals'
import { isDigest, isImageName, isTag } from '../../../src/core/image/grammar.ts'
import { canonicalName, isSameImage } from '../../../src/core/image/name.ts'
import { formatReference, parseReference, splitReference } from '../../../src/core/image/reference.ts'

const DIGEST = `sha256:${'a1'.repeat(32)}`

describe('a reference is split where kustomize splits it', () => {
  test.each([
    ['app', { name: 'app' }],
    ['app:v1', { name: 'app', tag: 'v1' }],
    [`app@${DIGEST}`, { name: 'app', digest: DIGEST }],
    [`app:v1@${DIGEST}`, { name: 'app', tag: 'v1', digest: DIGEST }],
    ['localhost:5000', { name: 'localhost', tag: '5000' }],
    ['localhost:5000/app', { name: 'localhost:5000/app' }],
    ['registry.example:5000/a/b:v1', { name: 'registry.example:5000/a/b', tag: 'v1' }],
    ['new:v1:v2', { name: 'new', tag: 'v1:v2' }],
    ['app:', { name: 'app', tag: '' }],
    ['app@', { name: 'app', digest: '' }],
    ['[::1]:5000/x:v2', { name: '[::1]:5000/x', tag: 'v2' }]
  ])('%s', (text, parts) => {
    expect(splitReference(text)).toEqual(parts)
    expect(formatReference(splitReference(text))).toBe(text)
  })
})

describe('what is no reference is not taken for one', () => {
  test.each([
    'Ghcr.io/Acme/API:v1',
    'app:{{ .Values.tag }}',
    'app:${TAG}',
    '$(IMAGE)',
    'app:bad tag',
    'app:',
    'app@sha256:abc',
    'https://ghcr.io/acme/api:v1',
    '',
    'a//b',
    '-app',
    'app:-v1'
  ])('%s', (text) => {
    expect(parseReference(text)).toBeUndefined()
  })
})

describe('the grammar of the distribution specification', () => {
  test.each([
    ['v1', true],
    ['1.10', true],
    ['_', true],
    ['a'.repeat(128), true],
    ['a'.repeat(129), false],
    ['.hidden', false],
    ['-flag', false],
    ['v+1', false],
    ['', false]
  ])('tag %s: %s', (text, valid) => {
    expect(isTag(text)).toBe(valid)
  })

  test.each([
    [DIGEST, true],
    [`sha512:${'0f'.repeat(64)}`, true],
    [`sha256:${'A1'.repeat(32)}`, false],
    ['sha256:1234', false],
    [`blake3+b64:${'x'.repeat(40)}`, true],
    ['latest', false]
  ])('digest %s: %s', (text, valid) => {
    expect(isDigest(text)).toBe(valid)
  })

  test.each([
    ['nginx', true],
    ['library/nginx', true],
    ['asia-northeast3-docker.pkg.dev/p/r/backend', true],
    ['localhost:5000/a__b/c-d.e', true],
    ['UPPER.example/a', true],
    ['upper/Case', false],
    ['a_-b', false],
    ['a/', false],
    ['/a', false],
    [`a/${'b'.repeat(260)}`, false]
  ])('name %s: %s', (text, valid) => {
    expect(isImageName(text)).toBe(valid)
  })
})

describe('an image has one full name', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx'],
    ['docker.io/nginx', 'docker.io/library/nginx'],
    ['index.docker.io/library/nginx', 'docker.io/library/nginx'],
    ['acme/api', 'docker.io/acme/api'],
    ['ghcr.io/acme/api', 'ghcr.io/acme/api'],
    ['localhost/api', 'localhost/api'],
    ['registry:5000/api', 'registry:5000/api']
  ])('%s is %s', (name, full) => {
    expect(canonicalName(name)).toBe(full)
  })

  test.each([
    ['api', 'api-worker'],
    ['api', 'registry.example/api'],
    ['acme/api', 'ghcr.io/acme/api'],
    ['nginx', 'acme/nginx'],
    ['api', 'API']
  ])('%s is not %s', (one, other) => {
    expect(isSameImage(one, other)).toBe(false)
  })
})
