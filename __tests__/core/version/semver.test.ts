import { describe, expect, test } from '@jest/globals'
import {
  compareVersions,
  parseStrictVersion,
  parseVersion,
  parseWholeVersion,
  type Version
} from '../../../src/core/version/semver.ts'

const spelled = (version: Version | undefined): string =>
  version === undefined
    ? '-'
    : `${[version.major, version.minor, version.patch].join('.')}${version.prerelease && `-${version.prerelease}`}`

/** What the library reads, whether Flux takes it, and whether it is strict semver behind one `v`. */
const READINGS: readonly (readonly [text: string, version: string, isWhole: boolean, isStrict: boolean])[] = [
  ['1', '1.0.0', false, false],
  ['v1', '1.0.0', false, false],
  ['V1.2.3', '-', false, false],
  ['1.2', '1.2.0', false, false],
  ['1.2.3', '1.2.3', true, true],
  ['v1.2.3', '1.2.3', true, true],
  ['vv1.2.3', '-', false, false],
  ['1.2.3.4', '-', false, false],
  ['01.2.3', '1.2.3', true, false],
  ['1.02.03', '1.2.3', true, false],
  ['2024.01.05', '2024.1.5', true, false],
  ['1.2.3-01', '-', false, false],
  ['1.2.3-rc01', '1.2.3-rc01', true, true],
  ['1.2.3-rc.01', '-', false, false],
  ['1.2.3-rc1', '1.2.3-rc1', true, true],
  ['1.2.3-', '-', false, false],
  ['1.2.3+', '-', false, false],
  ['1.2.3+b.01', '1.2.3', true, true],
  ['1.2.3_build', '-', false, false],
  ['1.2.3-alpine3.19', '1.2.3-alpine3.19', true, true],
  ['1.2-alpine', '1.2.0-alpine', false, false],
  ['20240105', '20240105.0.0', false, false],
  ['abc1234', '-', false, false],
  ['1234567', '1234567.0.0', false, false],
  ['1.2.3-2024.01.05', '-', false, false],
  ['18446744073709551616.0.0', '-', false, false],
  [' 1.2.3', '-', false, false],
  ['1.2.3 ', '-', false, false],
  ['1.2.x', '-', false, false]
]

const COMPARISONS: readonly (readonly [one: string, other: string, order: number])[] = [
  ['1.0.0', '1.0', 0],
  ['1.0.0', 'v1.0.0', 0],
  ['1.0.0-rc9', '1.0.0-rc10', 1],
  ['1.0.0-rc.9', '1.0.0-rc.10', -1],
  ['1.0.0-1', '1.0.0-a', -1],
  ['1.0.0-alpha', '1.0.0-alpha.1', -1],
  ['1.0.0+a', '1.0.0+b', 0],
  ['1.0.0-rc.1', '1.0.0', -1],
  ['1.0.0--1', '1.0.0-1', 1],
  ['1.0.0-99999999999999999999', '1.0.0-a', -1],
  ['1.0.0-99999999999999999999', '1.0.0-1', 1],
  ['18446744073709551615.0.0', '18446744073709551614.9.9', 1]
]

describe('a text', () => {
  test.each(READINGS)('"%s" is the version %s', (text, version, isWhole, isStrict) => {
    expect(spelled(parseVersion(text))).toBe(version)
    expect(spelled(parseWholeVersion(text))).toBe(isWhole ? version : '-')
    expect(parseStrictVersion(text.replace(/^v/, '')) !== undefined).toBe(isStrict)
    expect(parseVersion(text)?.original ?? text).toBe(text)
  })

  test('of more than 256 characters is no version', () => {
    expect(parseVersion(`1.2.3-${'a'.repeat(250)}`)).toBeDefined()
    expect(parseVersion(`1.2.3-${'a'.repeat(251)}`)).toBeUndefined()
  })

  test('with a "v" is not strict', () => {
    expect(parseStrictVersion('v1.2.3')).toBeUndefined()
  })
})

describe('the order of versions', () => {
  test.each(COMPARISONS)('%s and %s: %d', (one, other, order) => {
    const [left, right] = [parseVersion(one), parseVersion(other)]
    if (left === undefined || right === undefined) throw new Error('one is no version')
    expect(compareVersions(left, right)).toBe(order)
    expect(compareVersions(right, left)).toBe(order === 0 ? 0 : -order)
  })
})
