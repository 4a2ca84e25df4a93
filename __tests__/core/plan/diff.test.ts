import { describe, expect, test } from '@jest/globals'
import { unifiedDiff } from '../../../src/core/plan/diff.ts'

const diff = (before: string, text: string, path = 'app.yaml'): readonly string[] =>
  unifiedDiff({ path, before, text, executable: false }).split('\n')
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('')
const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `line ${String(index + 1)}`)

describe('the diff of one file', () => {
  test('is what changed with three lines around it', () => {
    const before = numbered(20)
    expect(diff(lines(...before), lines(...before.with(9, 'changed')))).toEqual([
      '--- a/app.yaml',
      '+++ b/app.yaml',
      '@@ -7,7 +7,7 @@',
      ' line 7',
      ' line 8',
      ' line 9',
      '-line 10',
      '+changed',
      ' line 11',
      ' line 12',
      ' line 13'
    ])
  })

  test.each([
    ['six lines apart: shown together', 8, ['@@ -1,11 +1,11 @@']],
    ['seven lines apart: shown each for itself', 9, ['@@ -1,4 +1,4 @@', '@@ -6,7 +6,7 @@']]
  ])('with two changes %s', (_, second, headers) => {
    const before = numbered(20)
    const after = before.with(0, 'one').with(second - 1, 'two')
    expect(diff(lines(...before), lines(...after)).filter((line) => line.startsWith('@@'))).toEqual(headers)
  })

  test.each<readonly [string, string, string, readonly string[]]>([
    ['added', lines('a', 'c'), lines('a', 'b', 'c'), ['@@ -1,2 +1,3 @@', ' a', '+b', ' c']],
    ['removed', lines('a', 'b', 'c'), lines('a', 'c'), ['@@ -1,3 +1,2 @@', ' a', '-b', ' c']],
    ['repeated', lines('a', 'b'), lines('a', 'b', 'a', 'b'), ['@@ -1,2 +1,4 @@', ' a', ' b', '+a', '+b']],
    ['of a new file', '', lines('a', 'b'), ['@@ -0,0 +1,2 @@', '+a', '+b']],
    [
      'without a newline at the end',
      'a\nb',
      'a\nB',
      ['@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+B', '\\ No newline at end of file']
    ],
    ['with a blank line at the end', lines('a', ''), lines('b', ''), ['@@ -1,2 +1,2 @@', '-a', '+b', ' ']]
  ])('of lines %s', (_, before, after, hunk) => {
    expect(diff(before, after).slice(2)).toEqual(hunk)
  })

  test('of a path with a blank ends the path as Git does', () => {
    expect(diff('a', 'b', 'my app.yaml').slice(0, 2)).toEqual(['--- a/my app.yaml\t', '+++ b/my app.yaml\t'])
  })

  test('of twenty thousand changes is made in no time', () => {
    const items = numbered(20_000).map((name) => `- image: api:v1\n  name: ${name}`)
    const before = lines(...items)
    const start = process.cpuUsage()
    const shown = diff(before, before.replaceAll(':v1', ':v2'))
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000)
    expect(shown).toHaveLength(60_003)
  })
})
