import { describe, expect, test } from '@jest/globals'
import { chooseTag } from '../../../src/core/version/choose.ts'
import { candidatesOf } from '../../../src/core/version/filter.ts'
import type { CreationTimes } from '../../../src/core/version/newest.ts'
import type { Order, PolicyRule } from '../../../src/core/version/rule.ts'
import { filterOf, rule, semver } from './rules.ts'

const chosen = (tags: string, policy: PolicyRule, times?: CreationTimes): string | undefined =>
  chooseTag(candidatesOf(tags.split(' '), policy.filter), policy, times)?.tag

const ALPHABETICAL: Order = { by: 'alphabetical', direction: 'asc' }
const FIRST: Order = { by: 'alphabetical', direction: 'desc' }
const GREATEST: Order = { by: 'numerical', direction: 'asc' }
const LEAST: Order = { by: 'numerical', direction: 'desc' }
const NEWEST: Order = { by: 'newest-build' }

describe('semver takes the highest admitted version', () => {
  const ARGOCD = '0.1 0.5.1 0.9 1.0 1.0.1 1.1.2 2.0.3'
  test.each([
    [ARGOCD, '*', '2.0.3'],
    [ARGOCD, '^1.0', '1.1.2'],
    [ARGOCD, '~1.0', '1.0.1'],
    ['0.1 0.5.1 0.9 2.0.3', '~1.0', undefined],
    ['v2.2.0 v2.3.0-rc.1', '*', 'v2.2.0'],
    ['v2.2.0 v2.3.0-rc.1', '*-0', 'v2.3.0-rc.1'],
    ['1.9.0 1.10.0 1.2.0', '1.x', '1.10.0'],
    ['latest main abc1234', '*', undefined],
    ['1.0 v1.0.0 1.0.0', '*', 'v1.0.0'],
    ['1.0.0+a 1.0', '*', '1.0.0+a']
  ])('%s by %s: %s', (tags, constraint, tag) => {
    expect(chosen(tags, rule(semver(constraint)))).toBe(tag)
  })

  test('of three numbers, with Flux', () => {
    const flux = (tags: string, constraint: string) =>
      chosen(tags, rule(semver(constraint), undefined, 'flux'))
    expect(flux('1.0.0 1.0.0.1 1.0.0p 1.0.1 1.2.0 0.1.0', '1.0.x')).toBe('1.0.1')
    expect(flux('v1.2.3 v1.0.0 v0.1.0', '1.0.x')).toBe('v1.0.0')
    expect(flux('1.2 1', '>=1')).toBeUndefined()
    expect(flux('1.0.1 1.2', '>=1')).toBe('1.0.1')
  })

  test('of what is extracted, and names the tag that it came from', () => {
    const filter = filterOf('^test-(.*)$', '$1')
    expect(chosen('test-1.0.0 test-1.2.0 2.0.0 prod-3.0.0', rule(semver('1.x'), filter))).toBe('test-1.2.0')
  })
})

describe('alphabetical takes the last by its bytes, or the first', () => {
  test.each([
    ['16.04 16.04.1 16.10 20.04 20.10', '20.10', '16.04'],
    ['xenial yakkety zesty artful bionic', 'zesty', 'artful'],
    ['2023-05-08T00-20-00Z 1990-01-08T00-20-00Z', '2023-05-08T00-20-00Z', '1990-01-08T00-20-00Z'],
    ['1.0.0 1.0.0-rc1 10 20.04 9 Zeta _x alpha v1.10.0 v1.9.0', 'v1.9.0', '1.0.0']
  ])('%s: %s or %s', (tags, last, first) => {
    expect(chosen(tags, rule(ALPHABETICAL))).toBe(last)
    expect(chosen(tags, rule(FIRST))).toBe(first)
  })
})

describe('numerical takes the greatest number, or the least', () => {
  test.each([
    ['9 10 1', '10', '1'],
    ['-78 73 0', '73', '-78'],
    ['1.5 1.25 1e1', '1e1', '1.25'],
    ['1.0 1.00 0.9', '1.0', '0.9']
  ])('%s: %s or %s', (tags, greatest, least) => {
    expect(chosen(tags, rule(GREATEST))).toBe(greatest)
    expect(chosen(tags, rule(LEAST))).toBe(least)
  })

  test('and refuses tags that are no numbers', () => {
    expect(() => chosen('0 1a b', rule(GREATEST))).toThrow('The tag "b" is not a number.')
    expect(() => chosen('build-1x', rule(GREATEST, filterOf('build-(.*)', '$1')))).toThrow(
      'The tag "build-1x", of which "1x" is compared, is not a number.'
    )
  })

  test('of what is extracted', () => {
    const filter = filterOf('^main-[a-f0-9]+-(?P<ts>[0-9]+)$', '$ts')
    expect(chosen('main-abc-99 main-def-100 latest', rule(GREATEST, filter))).toBe('main-def-100')
  })
})

describe('newest-build takes the image that was made last', () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, string | undefined]>([
    ['zz bb ll', { zz: '1', bb: '2', ll: '3' }, 'll'],
    ['zz bb ll', { zz: '1', bb: '2', ll: '2' }, 'll'],
    ['zz bb ll', { zz: '', bb: '2' }, 'bb'],
    ['zz bb ll', { zz: undefined, bb: '', ll: undefined }, 'bb'],
    ['zz bb', {}, undefined],
    ['zz bb', { zz: '', bb: '' }, undefined],
    ['zz', {}, 'zz'],
    ['zz', { zz: '' }, 'zz'],
    ['zz', { zz: undefined }, undefined]
  ])('%s by %j', (tags, times, tag) => {
    expect(chosen(tags, rule(NEWEST), new Map(Object.entries(times)))).toBe(tag)
  })
})

test('digest takes the tag that it names', () => {
  const latest = rule({ by: 'digest', tag: 'latest' })
  expect(chosen('latest-rc latest v1', latest)).toBe('latest')
  expect(chosen('v1', latest)).toBeUndefined()
})
