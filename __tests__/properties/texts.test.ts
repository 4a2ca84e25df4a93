import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UpdateError } from '../../src/core/error.ts'
import type { ImageReference } from '../../src/core/image/reference.ts'
import type { Provenance } from '../../src/core/plan/message.ts'
import { JOB_TOKEN_NOTE } from '../../src/core/story/proposal-remarks.ts'
import { placeLink } from '../../src/core/story/place-link.ts'
import { proposalText } from '../../src/core/story/proposal-text.ts'
import { failureSummary } from '../../src/report/failure.ts'
import { summaryOf } from '../../src/report/summary.ts'
import type { Outcome } from '../../src/update.ts'
import { provenance, setting } from '../core/story/story.ts'

const BODY = 65_536
const SUMMARY = 2 ** 20

/** Text of somebody else: of any length, and of what becomes long as Markdown. */
const foreign = fc
  .tuple(
    fc.constantFrom('x', '한', '🚀', '$', '@', '`', '|', '/', '<b>', '</details>', '::', 'a b '),
    fc.constantFrom(1, 7, 150, 199, 3500, 70_000)
  )
  .map(([text, times]) => text.repeat(Math.max(1, Math.floor(times / text.length))))

const reference = fc.record({ name: foreign, tag: foreign }) as fc.Arbitrary<ImageReference>
const place = fc.record({ file: foreign, line: fc.nat(), column: fc.constant(1) })
const commit = fc.record({ oid: fc.constant('1'.repeat(40)), url: foreign, message: foreign })
const many = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<readonly Item[]> =>
  fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 1, 6, 25, 110))
    .map(([items, times]) => Array.from({ length: times }, () => items).flat())

const change = fc.record({
  place,
  before: place,
  format: fc.constant('workload' as const),
  image: foreign,
  from: reference,
  to: reference
})
const kept = fc.record({ place, image: foreign, stays: reference, refused: reference, reason: foreign })
const told: fc.Arbitrary<Provenance> = fc.record({
  ...Object.fromEntries(Object.entries(provenance).map(([name, value]) => [name, fc.constant(value)])),
  branch: foreign,
  stories: many(foreign),
  between: many(
    fc.record({
      range: fc.record({ base: foreign, head: foreign }),
      commits: many(commit),
      total: fc.constantFrom(0, 1, 5, 400),
      url: foreign
    })
  ).map((all) => all.slice(0, 30)),
  rollback: fc.option(fc.record({ to: commit, undone: many(commit), from: fc.constant([]) }), {
    nil: undefined
  })
}) as never

/** Whether every fold, table and block of text that begins also ends, those that are shown as text left aside. */
function expectWhole(markdown: string): void {
  const withoutBlocks = markdown.replaceAll(/^(`{3,})(?:text|diff)\n[^]*?\n\1$/gm, '')
  expect(withoutBlocks).not.toMatch(/^`{3,}/m)
  expect([...withoutBlocks.matchAll(/<details>/g)]).toHaveLength(
    [...withoutBlocks.matchAll(/<\/details>/g)].length
  )
}

test('the body of a pull request is one that GitHub takes, to its end, whatever it tells of', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), told, foreign, (changes, origin, head) => {
      const showPlace = placeLink('https://github.example/acme/gitops', 'main', 'before')
      const shown = { ...setting, head: head.slice(0, 255), showPlace, note: JOB_TOKEN_NOTE }
      const { title, body } = proposalText(shown, changes, origin)
      expect(title.length).toBeLessThanOrEqual(250)
      expect(body.length).toBeLessThanOrEqual(BODY)
      expectWhole(body)
      expect(body).toContain('\n\n**Where it comes from**\n\n')
      expect(body).toContain('\n\n**What happens next**\n\n')
      expect(body).toContain('Close it to leave this version out.')
    }),
    { numRuns: 40 }
  )
})

test('the summary of a run is one that GitHub takes, to its end, whatever it tells of', () => {
  const outcome = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 20 }),
    kept: many(kept),
    notices: many(fc.record({ place, message: foreign })),
    warnings: many(foreign),
    missing: many(fc.record({ name: foreign })),
    files: many(fc.record({ path: foreign, before: foreign, text: foreign, executable: fc.constant(false) })),
    provenance: told,
    mode: fc.constantFrom('dry-run', 'commit')
  })
  fc.assert(
    fc.property(outcome, ({ changes, kept, notices, missing, files, warnings, provenance, mode }) => {
      const plan = {
        changes,
        kept,
        notices,
        missing,
        files: [{ path: 'a', before: '', text: 'a' }, ...files]
      }
      const all = {
        repository: { nameWithOwner: 'acme/gitops', url: 'https://github.example/acme/gitops' },
        base: { branch: 'main', head: '1'.repeat(40) },
        versions: { wanted: [], notices: [] },
        provenance,
        receipt: { plan, commit: undefined, branch: 'main', pullRequest: undefined, warnings }
      }
      const settings = { mode: { kind: mode }, waitFor: undefined, waitTimeout: 0 }
      const summary = summaryOf(all as unknown as Outcome, settings as Parameters<typeof summaryOf>[1])
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(SUMMARY)
      expectWhole(summary)
      expect(summary).toContain(mode === 'dry-run' ? 'this becomes a commit on' : '**What happens next**')
    }),
    { numRuns: 30 }
  )
})

test('the summary of a failure is one that GitHub takes, whatever went wrong', () => {
  fc.assert(
    fc.property(foreign, many(foreign), (text, lines) => {
      const error = new UpdateError('input', [text, ...lines].join('\n- '), {
        hint: text.slice(0, 500),
        excerpt: text
      })
      expect(Buffer.byteLength(failureSummary(error, ''))).toBeLessThanOrEqual(SUMMARY)
    }),
    { numRuns: 20 }
  )
})
