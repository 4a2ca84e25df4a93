import { describe, expect, test } from '@jest/globals'
import { parseGlob } from '../../../src/core/version/glob.ts'
import { PatternError } from '../../../src/core/version/tag-matcher.ts'

const MATCHES: readonly (readonly [glob: string, tag: string])[] = [
  ['latest', 'latest'],
  ['*-rc*', '1.0-rc1'],
  ['v?.*', 'v1.2'],
  ['[0-9]*', '1.2'],
  ['*', 'a'],
  ['*', ''],
  ['', ''],
  ['\\*', '*'],
  ['{a,b}', '{a,b}'],
  ['[^0-9]*', 'v1'],
  ['[a\\-z]', '-'],
  ['[\\]]', ']'],
  ['*a*b*c', 'xaxbxc'],
  ['a*bc', 'abcbc'],
  ['**', 'abc'],
  ['sha-*', 'sha-']
]

const MISMATCHES: readonly (readonly [glob: string, tag: string])[] = [
  ['1.*', '1.2/3'],
  ['?', '/'],
  ['', 'a'],
  ['{a,b}', 'a'],
  ['latest', 'latest-rc'],
  ['latest', 'the-latest'],
  ['?', ''],
  ['[^0-9]*', '1'],
  ['[a-c]', 'd'],
  ['a*b', 'a/b/'],
  ['V*', 'v1'],
  ['*a', 'ab']
]

describe('a glob', () => {
  test.each(MATCHES)('"%s" matches "%s"', (glob, tag) => {
    expect(parseGlob(glob).matches(tag)).toBe(true)
  })

  test.each(MISMATCHES)('"%s" does not match "%s"', (glob, tag) => {
    expect(parseGlob(glob).matches(tag)).toBe(false)
  })

  test.each(['[', '[]', '[a', '[a-', '[a-]', '[-a]', 'a\\', '[\\', '[^]', '[]a]'])(
    '"%s" is malformed',
    (glob) => {
      expect(() => parseGlob(glob)).toThrow(PatternError)
    }
  )

  test('that is hostile costs no time', () => {
    const started = performance.now()
    expect(parseGlob('*a'.repeat(60)).matches(`${'a'.repeat(128)}b`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(100)
  })
})
