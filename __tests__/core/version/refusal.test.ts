import { expect, test } from '@jest/globals'
import { candidatesOf } from '../../../src/core/version/filter.ts'
import { describeError } from '../../../src/core/error.ts'
import { noVersionError } from '../../../src/core/version/refusal.ts'
import type { PolicyRule } from '../../../src/core/version/rule.ts'
import { filterOf, rule, semver } from './rules.ts'

const said = (tags: string, policy: PolicyRule): string => {
  const all = tags.split(' ').filter(Boolean)
  const error = noVersionError('ghcr.io/o/app', policy, all, candidatesOf(all, policy.filter))
  expect(error.code).toBe('no-version')
  return describeError(error)
}

test('platforms for which no candidate has an image are told', () => {
  const error = noVersionError(
    'app',
    rule({ by: 'newest-build' }),
    ['a'],
    [{ tag: 'a', key: 'a' }],
    [
      { os: 'linux', architecture: 'arm64', variant: undefined },
      { os: 'linux', architecture: 'arm', variant: 'v7' }
    ]
  )
  expect(describeError(error)).toBe(
    'No tag of "app" can be chosen by "newest-build". Of 1 candidate, none is for linux/arm64, linux/arm/v7. They are, among others, "a". Build the image for them too, or take them out of "platforms".'
  )
})

const SIGNATURE = `sha256-${'0'.repeat(64)}.sig`

test.each<[string, PolicyRule, string]>([
  ['', rule(semver('*')), 'The registry has no tags of it. Has the image been pushed?'],
  [SIGNATURE, rule(semver('*')), 'Its tags are those of signatures only.'],
  [
    'a b c d',
    rule(semver('*'), filterOf('^v', undefined, ['*-rc'])),
    'Of 4 tags, none passes the filters ("^v", "*-rc"). They are, among others, "d", "c", "b".'
  ],
  [
    'main latest',
    rule(semver('*')),
    'Of 2 candidates, none is a version. They are, among others, "main", "latest".'
  ],
  ['1.2', rule(semver('*'), undefined, 'flux'), 'Of 1 candidate, none is a version with three numbers.'],
  [
    '1.9.0 1.10.0 main 1.2 1.1',
    rule(semver('^2')),
    'Of 4 versions, none is admitted by "^2". The highest are "1.10.0", "1.9.0", "1.2". Is the constraint right'
  ],
  [
    '2.0.0-rc.1 1.0.0',
    rule(semver('^2')),
    'Prereleases such as "2.0.0-rc.1" count only where the constraint names'
  ],
  [
    'a b',
    rule({ by: 'newest-build' }),
    'Of 2 candidates, none is eligible. They are, among others, "b", "a".'
  ]
])('what "%s" lacks is said', (tags, policy, sentence) => {
  const text = said(tags, policy)
  expect(text).toContain(`No tag of "ghcr.io/o/app" can be chosen by "${policy.order.by}".`)
  expect(text).toContain(sentence)
})
