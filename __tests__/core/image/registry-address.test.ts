import { expect, test } from '@jest/globals'
import { formatAddress, registryAddress, registryHost } from '../../../src/core/image/registry-address.ts'

test.each([
  ['nginx', 'docker.io/library/nginx'],
  ['acme/api', 'docker.io/acme/api'],
  ['docker.io/nginx', 'docker.io/library/nginx'],
  ['index.docker.io/library/nginx', 'docker.io/library/nginx'],
  ['registry-1.docker.io/library/nginx', 'docker.io/library/nginx'],
  ['ghcr.io/acme/api', 'ghcr.io/acme/api'],
  ['localhost/app', 'localhost/app'],
  ['localhost:5000/app', 'localhost:5000/app'],
  ['[::1]:5000/team/app', '[::1]:5000/team/app']
])('the image %s is kept at %s', (name, expected) => {
  expect(formatAddress(registryAddress(name))).toBe(expected)
})

test.each([
  ['https://index.docker.io/v1/', 'docker.io'],
  ['index.docker.io', 'docker.io'],
  ['registry-1.docker.io', 'docker.io'],
  ['https://GHCR.io', 'ghcr.io'],
  ['http://localhost:5000/v2/', 'localhost:5000'],
  ['ghcr.io/acme', 'ghcr.io']
])('%s means the registry %s', (text, expected) => {
  expect(registryHost(text)).toBe(expected)
})
