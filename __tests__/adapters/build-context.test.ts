import { expect, test } from '@jest/globals'
import { buildContext } from '../../src/adapters/build-context.ts'

test.each([
  ['https://git.example/acme/api.git', 'acme/api'],
  ['https://git.example/team/sub/api.git/', 'team/sub/api'],
  ['ssh://git@git.example:2222/team/sub/api', 'team/sub/api'],
  ['git@git.example:team/sub/api.git', 'team/sub/api'],
  ['nowhere', '']
])('the repository of a build from %s is "%s"', (address, expected) => {
  expect(buildContext({ GIT_URL: address }).repository).toBe(expected)
})
