import { expect, test } from '@jest/globals'
import { inferPart } from '../../../src/core/manifest/field-part.ts'

const DIGEST = `sha256:${'5'.repeat(64)}`

test.each([
  ['anything', 'ghcr.io/acme/web:v1', 'whole'],
  ['anything', 'web:v1', 'whole'],
  ['anything', `web@${DIGEST}`, 'whole'],
  ['anything', 'acme/web', 'whole'],
  ['anything', 'localhost:5000/web', 'whole'],
  ['image', 'web', 'whole'],
  ['baseImage', '', 'whole'],
  ['repository', 'ghcr.io/acme/web', 'name'],
  ['imageName', 'web', 'name'],
  ['repository', 'ghcr.io/acme/web:v1', 'whole'],
  ['repository', undefined, 'name'],
  ['anything', DIGEST, 'digest'],
  ['tag', DIGEST, 'digest'],
  ['imageDigest', '', 'digest'],
  ['anything', 'v1.2', 'tag'],
  ['anything', '1.10', 'tag'],
  ['anything', '', 'tag'],
  ['anything', undefined, 'tag'],
  ['tag', `v1@${DIGEST}`, 'tag'],
  ['appVersion', `v1@${DIGEST}`, 'tag'],
  ['tag', 'v1.2+build', undefined],
  ['anything', 'two words', undefined]
])('below %p, %p is %p', (key, text, part) => {
  expect(inferPart(key, text)).toBe(part)
})
