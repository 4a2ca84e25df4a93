import { describe, expect, test } from '@jest/globals'
import { ConstraintError, parseConstraint } from '../../../src/core/version/constraint.ts'
import { parseVersion, type Version } from '../../../src/core/version/semver.ts'

const VERSIONS =
  '0.0.1 0.0.3 0.0.4 0.1.0 0.9.9 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.2.3-alpha.1 1.2.3 1.2.4 1.3.0 2.0.0-beta 2.0.0 2.1.0 3.0.0'

const version = (text: string): Version => {
  const parsed = parseVersion(text)
  if (parsed === undefined) throw new Error(`"${text}" is no version`)
  return parsed
}

const admittedBy = (constraint: string, versions = VERSIONS): string => {
  const { admits } = parseConstraint(constraint)
  return versions
    .split(' ')
    .filter((text) => admits(version(text)))
    .join(' ')
}

const RELEASES = '0.0.1 0.0.3 0.0.4 0.1.0 0.9.9 1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'

/** What the library itself answered, of all the versions above. */
const ANSWERS: readonly (readonly [constraint: string, admitted: string])[] = [
  ['*', RELEASES],
  ['x', RELEASES],
  ['X', RELEASES],
  ['1', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0'],
  ['1.2', '1.2.0 1.2.3 1.2.4'],
  ['1.2.3', '1.2.3'],
  ['v1.2', '1.2.0 1.2.3 1.2.4'],
  ['=1.2', '1.2.0 1.2.3 1.2.4'],
  ['1.x-0', '1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.2.3-alpha.1 1.2.3 1.2.4 1.3.0'],
  ['*-0', VERSIONS],
  ['>=1.0.0-0', '1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.2.3-alpha.1 1.2.3 1.2.4 1.3.0 2.0.0-beta 2.0.0 2.1.0 3.0.0'],
  ['>= 1.0.0, < 2.0.0', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0'],
  ['>=1.0.0 <2.0.0', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0'],
  ['1.0.0 - 2.0.0', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0'],
  ['1.0.0-2.0.0', ''],
  ['1 || 2', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0'],
  ['1||2', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0'],
  ['^0', '0.0.1 0.0.3 0.0.4 0.1.0 0.9.9'],
  ['^0.0', '0.0.1 0.0.3 0.0.4'],
  ['^0.0.3', '0.0.3'],
  ['~0.0.0', RELEASES],
  ['~>1.2', '1.2.0 1.2.3 1.2.4'],
  ['=>1', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
  ['=<1', '0.0.1 0.0.3 0.0.4 0.1.0 0.9.9 1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0'],
  ['!=1.2.3', '0.0.1 0.0.3 0.0.4 0.1.0 0.9.9 1.0.0 1.0.1 1.2.0 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
  ['>=1.0.0-rc.1 <1.0.0', '1.0.0-rc.1'],
  ['>0 , <2', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0'],
  ['1.2.*', '1.2.0 1.2.3 1.2.4'],
  ['1.*.3', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0'],
  ['01.2.3', '1.2.3'],
  ['1.02.3', '1.2.3'],
  ['>=v1.0.0', '1.0.0 1.0.1 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
  ['1.0.0+build', '1.0.0'],
  ['^1.2.3+meta', '1.2.3 1.2.4 1.3.0'],
  ['  1.2  ', '1.2.0 1.2.3 1.2.4'],
  ['<2-0', '0.0.1 0.0.3 0.0.4 0.1.0 0.9.9 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.2.3-alpha.1 1.2.3 1.2.4 1.3.0'],
  ['>=2024.01.05', ''],
  ['~1.2.x', '1.2.0 1.2.3 1.2.4'],
  ['^x', ''],
  ['~x', RELEASES],
  ['!=x', RELEASES],
  ['>x', RELEASES],
  ['<x', ''],
  ['<=x', '0.0.1 0.0.3 0.0.4']
]

const REFUSED = [
  '',
  '==1.2',
  '>=1.0.0<2.0.0',
  '!1.2.3',
  '1.2.3.4',
  '1x',
  'latest',
  '-1',
  '1.0.0p',
  '1|2',
  '>=1.0.0 || foo',
  '1.2 ,',
  '1.2,,1.3'
]

describe('a constraint', () => {
  test.each(ANSWERS)('"%s" admits %s', (constraint, admitted) => {
    expect(admittedBy(constraint)).toBe(admitted)
  })

  test.each(REFUSED)('"%s" is none', (text) => {
    expect(() => parseConstraint(text)).toThrow(ConstraintError)
  })

  test('says which part of it is wrong', () => {
    expect(() => parseConstraint('>=1.0.0 || foo')).toThrow('"foo" is not a comparison')
    expect(() => parseConstraint('1 ||')).toThrow('A part of it is empty.')
  })

  test('admits leading zeros, as calendar versions have them', () => {
    expect(admittedBy('>=2024.01.05', '2024.01.04 2024.1.5 2024.01.06')).toBe('2024.1.5 2024.01.06')
  })

  test.each([
    ['>11', '12.0.0'],
    ['>11.1', '11.2.0 12.0.0'],
    ['<=11', '11.0.0 11.1.0 11.1.5 11.2.0'],
    ['<=11.1', '11.0.0 11.1.0 11.1.5'],
    ['<11.1', '11.0.0']
  ])('%s compares with the whole range that a short version stands for: %s', (constraint, admitted) => {
    expect(admittedBy(constraint, '11.0.0 11.1.0 11.1.5 11.2.0 12.0.0')).toBe(admitted)
  })

  test('of another minor version is of another one by its prerelease, too', () => {
    expect(admittedBy('!=1.2-a', '1.2.0-a 1.2.9-a 1.2.0-b 1.2.0 1.3.0-a')).toBe('1.2.0-b 1.2.0 1.3.0-a')
  })

  test.each(['! =1.2', '> =1.2', '! 1.2', ', 1.2', '>', '1 - 2 - 3 -'])(
    '"%s" has no operator astray',
    (text) => {
      expect(() => parseConstraint(text)).toThrow(ConstraintError)
    }
  )

  test('has at most 512 characters and 32 groups', () => {
    expect(admittedBy(Array(32).fill('1').join('||'), '1.5 2.0')).toBe('1.5')
    expect(() => parseConstraint(Array(33).fill('1').join('||'))).toThrow('more than 32 groups')
    expect(() => parseConstraint('1'.padEnd(513))).toThrow('longer than 512 characters')
    expect(admittedBy('1'.padEnd(512), '1.5')).toBe('1.5')
  })

  test('that is hostile costs no time', () => {
    const started = performance.now()
    expect(() => parseConstraint(`${'1  '.repeat(160)} !`)).toThrow(ConstraintError)
    expect(() => parseConstraint(`1${' '.repeat(500)}- -`)).toThrow(ConstraintError)
    expect(() => parseConstraint(`1-${'a.'.repeat(250)}`)).toThrow(ConstraintError)
    expect(performance.now() - started).toBeLessThan(200)
  })
})
