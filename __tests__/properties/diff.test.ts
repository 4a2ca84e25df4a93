import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unifiedDiff } from '../../src/core/plan/diff.ts'

const folder = mkdtempSync(join(tmpdir(), 'diff-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const PATH = 'apps/my app.yaml'

/** What `git apply` makes of a text with a diff. */
function applied(before: string, diff: string): string {
  const file = join(folder, PATH)
  mkdirSync(join(folder, 'apps'), { recursive: true })
  rmSync(file, { force: true })
  if (before !== '') writeFileSync(file, before)
  const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
    cwd: folder,
    input: `${diff}\n`,
    encoding: 'utf8'
  })
  expect([status, stderr]).toEqual([0, ''])
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

// Few different lines, so that many are the same.
const line = fc.constantFrom(
  '- image: api:v1',
  '  tag: v1',
  '',
  '  name: a',
  '  name: b',
  '}',
  '-- x',
  '++ y'
)

/** A text of lines, by chance with the line ends of Windows, by chance without one at its end. */
const textOf = (all: readonly string[], end: string, isEnded: boolean): string =>
  all.join(end) + (isEnded && all.length > 0 ? end : '')

/** A text, and what becomes of it where some lines are replaced, left out, or followed by others. */
const edited = fc
  .record({
    all: fc.array(
      fc.record({
        line,
        others: fc.option(fc.array(line, { maxLength: 3 }), { nil: undefined, freq: 3 })
      }),
      { maxLength: 40 }
    ),
    end: fc.constantFrom('\n', '\r\n'),
    isEnded: fc.boolean(),
    staysEnded: fc.boolean(),
    isNew: fc.boolean()
  })
  .map(({ all, end, isEnded, staysEnded, isNew }) => ({
    before: isNew
      ? ''
      : textOf(
          all.map((each) => each.line),
          end,
          isEnded
        ),
    after: textOf(
      all.flatMap((each) => each.others ?? [each.line]),
      end,
      isEnded === staysEnded
    )
  }))
  .filter(({ before, after }) => before !== after && after !== '')

test('what a dry run shows, "git apply" takes, and makes the very text of it', () => {
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      const diff = unifiedDiff({ path: PATH, before, text: after, executable: false })
      expect(applied(before, diff)).toBe(after)
    }),
    { numRuns: 300 }
  )
})
