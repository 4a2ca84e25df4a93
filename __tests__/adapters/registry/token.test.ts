import { expect, test } from '@jest/globals'
import { parseChallenges } from '../../../src/adapters/registry/challenge.ts'
import { tokenServerOf } from '../../../src/adapters/registry/token.ts'

const serverOf = (realm: string, registry: string) => {
  const [challenge] = parseChallenges(`Bearer realm="${realm}",service="s"`)
  if (challenge === undefined) throw new Error('No challenge.')
  return tokenServerOf(challenge, new URL(registry))
}

test.each([
  ['https://auth.example/token', 'https://registry.example'],
  ['https://auth.example/token', 'http://localhost:5000'],
  ['http://localhost:5001/token', 'http://localhost:5000']
])('the realm %s of %s is asked for a token', (realm, registry) => {
  expect(serverOf(realm, registry)).toEqual({ realm: new URL(realm), service: 's' })
})

test.each([
  ['http://auth.example/token'],
  ['http://registry.example/token'],
  ['ftp://registry.example'],
  ['/token']
])('the realm %s of a registry with HTTPS gets no credentials', (realm) => {
  expect(() => serverOf(realm, 'https://registry.example')).toThrow(/sends us to ".*" for a token/)
})
