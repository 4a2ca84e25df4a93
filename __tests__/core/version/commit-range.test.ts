import { describe, expect, test } from '@jest/globals'
import { commitRange, rangeSpellings } from '../../../src/core/version/commit-range.ts'

const [ONE, OTHER] = ['1a2b3c4d5e', '9f8e7d6c5b']

describe('what was committed between two tags', () => {
  test.each<readonly [string, string, string | undefined]>([
    [ONE, OTHER, `${ONE}...${OTHER}`],
    [`main-${ONE}`, `main-${OTHER}`, `${ONE}...${OTHER}`],
    ['v1.2.0', 'v1.3.0', 'v1.2.0...v1.3.0'],
    ['1.2.0', '1.10.0', '1.2.0...1.10.0'],
    ['v1.3.0', 'v1.2.0', undefined],
    ['v1.3.0', 'v1.3.0', undefined],
    [ONE, ONE, undefined],
    [`main-${ONE}`, `dev-${OTHER}`, undefined],
    ['v1.2.0', OTHER, undefined],
    ['latest', 'stable', undefined]
  ])('%s and %s: %s', (from, to, expected) => {
    const range = commitRange(from, to)
    expect(range && `${range.base}...${range.head}`).toBe(expected)
  })

  test.each([
    ['1.2.0', '1.3.0', ['1.2.0...1.3.0', 'v1.2.0...v1.3.0']],
    ['v1.2.0', 'v1.3.0', ['v1.2.0...v1.3.0']],
    ['1.2.0', 'v1.3.0', ['1.2.0...v1.3.0']],
    ['1234567', '7654321', ['1234567...7654321']]
  ])('%s and %s are asked for as %j', (base, head, expected) => {
    expect(rangeSpellings({ base, head }).map((each) => `${each.base}...${each.head}`)).toEqual(expected)
  })
})
