import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mergeOutcome, onTopOf } from '../../src/core/plan/three-way.ts'

const folder = mkdtempSync(join(tmpdir(), 'merging-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What Git makes of three versions: the merged text, or nothing where it leaves a conflict. */
function merged(fork: string, base: string, branch: string): string | undefined {
  const paths = [base, fork, branch].map((text, position) => {
    const path = join(folder, String(position))
    writeFileSync(path, text)
    return path
  })
  const { status, stdout } = spawnSync('git', ['merge-file', '--stdout', ...paths], { encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

const NUMBERS = Array.from({ length: 9 }, (_, index) => index)
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
const FORK = textOf(NUMBERS.map((number) => `line ${String(number)}`))

/** A version in which some lines are changed, left out, or followed by another. */
const version = fc
  .array(
    fc.record({
      line: fc.constantFrom(...NUMBERS),
      edit: fc.constantFrom('change', 'remove', 'add'),
      word: fc.constantFrom('x', 'y')
    }),
    { maxLength: 4 }
  )
  .map((edits) =>
    textOf(
      NUMBERS.flatMap((number) => {
        const edit = edits.find(({ line }) => line === number)
        const line = `line ${String(number)}`
        if (edit === undefined) return [line]
        if (edit.edit === 'remove') return []
        const other = `${line} ${edit.word}`
        return edit.edit === 'change' ? [other] : [line, other]
      })
    )
  )

test('what is said to merge, Git merges, and to the very text', () => {
  fc.assert(
    fc.property(version, version, (base, branch) => {
      const texts = { fork: FORK, base, branch }
      const git = merged(FORK, base, branch)
      const outcome = mergeOutcome(texts)
      expect(outcome === 'conflict').toBe(git === undefined)
      if (git === undefined) return
      expect(onTopOf(texts)).toBe(git)
      expect(outcome === 'nothing').toBe(git === base)
    }),
    { numRuns: 150 }
  )
})
