import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UpdateError } from '../../src/core/error.ts'
import type { Wanted, Wish } from '../../src/core/image/wanted.ts'
import { updateManifest } from '../../src/core/manifest/update.ts'
import { fixtures, surroundingsOf } from '../core/manifest/fixture.ts'
import type { Surroundings } from '../../src/core/manifest/format.ts'
import { tags } from './manifest-text.ts'

const DIGEST = `sha256:${'3'.repeat(64)}`

const spare = fc.constantFrom<Wish>('keep', 'unsaid')
const tag = fc.oneof(
  tags.map((set): Wish => ({ set })),
  spare
)
const digest = fc.oneof(fc.constant<Wish>({ set: DIGEST }), spare)

/** A fixture with line ends of either kind, and wishes for its images and for others. */
const inputs = fc.constantFrom(...fixtures).chain((fixture) => {
  const names = ['other', 'absent', 'b', ...fixture.case.wanted.map(({ name }) => name)]
  const wish = fc.record({ name: fc.constantFrom(...names), newName: fc.constant(undefined), tag, digest })
  return fc.record({
    path: fc.constant(
      fixture.case.file ?? (fixture.format === 'kustomization' ? 'kustomization.yaml' : 'a.yaml')
    ),
    text: fc.constantFrom(
      fixture.before,
      fixture.before.replace(/\r?\n/g, '\r\n'),
      fixture.before.replace(/\r?\n$/, '')
    ),
    wanted: fc.array(wish, { minLength: 1, maxLength: 3 }),
    addMissing: fc.boolean(),
    surroundings: fc.constant(surroundingsOf(fixture.case))
  })
})

interface Attempt {
  readonly path: string
  readonly wanted: readonly Wanted[]
  readonly addMissing: boolean
  readonly surroundings: Surroundings
}

const attempt = (text: string, { path, wanted, addMissing, surroundings }: Attempt) => {
  try {
    return updateManifest({ path, text }, wanted, { addMissing, surroundings })
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    expect(['ambiguous-image', 'not-editable', 'not-parsed', 'templated']).toContain(error.code)
    return undefined
  }
}

test('any wishes for any fixture are fulfilled once and for all, or refused', () => {
  fc.assert(
    fc.property(inputs, ({ text, ...input }) => {
      const once = attempt(text, input)
      if (once === undefined) return
      const twice = attempt(once.text, input)
      expect(twice?.text).toBe(once.text)
      expect(twice?.found).toEqual(once.found)
    }),
    { numRuns: 5000 }
  )
})

test('a file keeps the one kind of line ends that it has', () => {
  fc.assert(
    fc.property(inputs, ({ text, ...input }) => {
      fc.pre(text.includes('\r\n') && !/(?<!\r)\n/.test(text))
      const updated = attempt(text, input)
      expect(updated?.text ?? '').not.toMatch(/(?<!\r)\n/)
    }),
    { numRuns: 2000 }
  )
})
