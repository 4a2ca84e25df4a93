import { describe, expect, test } from '@jest/globals'
import { parseExtract } from '../../../src/core/version/extract.ts'
import { parsePattern } from '../../../src/core/version/pattern.ts'
import { PatternError } from '../../../src/core/version/tag-matcher.ts'

const TIMESTAMP = '^main-[a-f0-9]+-(?P<ts>[0-9]+)$'
const MAIN = 'main-abc123-1700000000'

/** What Go's `Regexp.Expand` makes of them. */
const EXPANSIONS: readonly (readonly [pattern: string, extract: string, tag: string, key: string])[] = [
  [TIMESTAMP, '$ts', MAIN, '1700000000'],
  [TIMESTAMP, '${ts}', MAIN, '1700000000'],
  [TIMESTAMP, '${ts}x', MAIN, '1700000000x'],
  [TIMESTAMP, '$tsx', MAIN, ''],
  ['^v(?<major>\\d+)', '$major', 'v12', '12'],
  ['^v(\\d+)\\.(\\d+)$', '$1.$2.0', 'v1.2', '1.2.0'],
  ['^v(\\d+)_(\\d+)$', '$1_$2', 'v1_2', '2'],
  ['^v(\\d+)_(\\d+)$', '${1}_$2', 'v1_2', '1_2'],
  ['^(a)(b)?$', '$1-$2', 'a', 'a-'],
  ['rc', '$0', '1.0-rc1', 'rc'],
  ['(\\d+)', '$$1', 'v12', '$1'],
  ['(\\d+)', '$', 'v12', '$'],
  ['(\\d+)', 'a$-${1', 'v12', 'a$-${1'],
  ['(\\d+)', '${}$1', 'v12', '${}12'],
  ['(\\d+)', '$01', 'v12', ''],
  ['(\\d+)', '$9', 'v12', ''],
  ['(\\d+)', 'plain', 'v12', 'plain']
]

describe('a pattern', () => {
  test.each(EXPANSIONS)('%s with "%s" makes of "%s" "%s"', (pattern, extract, tag, key) => {
    expect(parsePattern(pattern).expand(tag, parseExtract(extract))).toBe(key)
  })

  test('matches anywhere, and extracts nothing where it does not match', () => {
    const pattern = parsePattern('rc\\d')
    expect([pattern.matches('1.0-rc1-x'), pattern.matches('1.0-rc')]).toEqual([true, false])
    expect(pattern.expand('1.0', parseExtract('$0'))).toBeUndefined()
  })

  test.each([
    ['(?i)^V1', 'v1.2'],
    ['\\Av1\\z', 'v1'],
    ['^[[:alpha:]]+$', 'abc'],
    ['\\Q1.0\\E', 'v1.0']
  ])('has the syntax of RE2: %s', (pattern, tag) => {
    expect(parsePattern(pattern).matches(tag)).toBe(true)
  })

  test.each(['(', '^test-(.*', '(?=a)', '(?<!a)b', '(a)\\1', '(?>a)', 'a{1001}'])(
    '"%s" is none',
    (pattern) => {
      expect(() => parsePattern(pattern)).toThrow(PatternError)
    }
  )

  test('tells its groups', () => {
    expect([...parsePattern(TIMESTAMP).groups]).toEqual(['0', '1', 'ts'])
  })

  /** The shortest of a few runs, in milliseconds: other work of the machine is no time of ours. */
  const shortest = (run: () => void): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const started = performance.now()
        run()
        return performance.now() - started
      })
    )

  test.each(['(a+)+$', '(a|aa)+$', '^(a*)*$', '(.*a){20}$', '([a-z]+)*\\d$'])(
    'that is hostile takes linear time: %s on 100,000 characters less than 100 ms',
    (text) => {
      const [pattern, tag] = [parsePattern(text), `${'a'.repeat(100_000)}b`]
      expect(pattern.matches(tag)).toBe(false)
      expect(pattern.expand(tag, parseExtract('$1'))).toBeUndefined()
      expect(shortest(() => pattern.matches(tag))).toBeLessThan(100)
      expect(shortest(() => pattern.expand(tag, parseExtract('$1')))).toBeLessThan(100)
    }
  )
})
