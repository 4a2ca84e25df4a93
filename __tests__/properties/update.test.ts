import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseAllDocuments } from 'yaml'
import { UpdateError } from '../../src/core/error.ts'
import type { Wanted } from '../../src/core/image/wanted.ts'
import { locateImages } from '../../src/core/manifest/locate.ts'
import { updateManifest } from '../../src/core/manifest/update.ts'
import { manifests, scraps, tags } from './manifest-text.ts'

const RUNS = { numRuns: 2000 }
const DIGEST = `sha256:${'2'.repeat(64)}`

const wish = (name: string, tag: string): Wanted => ({
  name,
  newName: undefined,
  tag: { set: tag },
  digest: 'unsaid'
})
const both = (tag: string): readonly Wanted[] => [wish('app', tag), wish('reg.example.com:5000/app', tag)]
/** The tag as an entry's, or at the end of a whole reference. */
const valueFor = (path: string, tag: string): string =>
  path === 'kustomization.yaml' ? tag : `reg.example.com:5000/app:${tag}`

const readAll = (text: string, version: '1.1' | '1.2'): readonly unknown[] =>
  parseAllDocuments(text, { version, logLevel: 'silent' }).map((document) => document.toJS() as unknown)

// The wish for the other format's image, and for one that is there by another name, must not matter.
const inputs = fc
  .tuple(manifests, tags, tags)
  .map(([generate, old, tag]) => ({ manifest: generate(old), tag }))

const update = ({ path, text }: { path: string; text: string }, tag: string) =>
  updateManifest(
    { path, text },
    both(tag)
      .slice(path === 'kustomization.yaml' ? 0 : 1)
      .slice(0, 1),
    { addMissing: false }
  )

test('no character outside the value of the image changes', () => {
  fc.assert(
    fc.property(inputs, ({ manifest, tag }) => {
      const { text, found } = update(manifest, tag)
      expect(found.size).toBe(1)
      expect(text.slice(0, manifest.before.length)).toBe(manifest.before)
      expect(text.slice(text.length - manifest.behind.length)).toBe(manifest.behind)
      const value = text.slice(manifest.before.length, text.length - manifest.behind.length)
      const wanted = valueFor(manifest.path, tag)
      expect([wanted, `'${wanted}'`, `"${wanted}"`]).toContain(value)
    }),
    RUNS
  )
})

test.each(['1.1', '1.2'] as const)('YAML %s reads the tag as the string that was asked for', (version) => {
  fc.assert(
    fc.property(inputs, ({ manifest, tag }) => {
      const { text } = update(manifest, tag)
      expect(manifest.read(readAll(text.replace('%YAML 1.2', ''), version))).toBe(
        valueFor(manifest.path, tag)
      )
    }),
    RUNS
  )
})

test('a second update changes nothing', () => {
  fc.assert(
    fc.property(inputs, ({ manifest, tag }) => {
      const once = update(manifest, tag)
      const twice = update({ path: manifest.path, text: once.text }, tag)
      expect(twice.text).toBe(once.text)
      expect(twice.changes).toEqual([])
      expect(twice.found.size).toBe(1)
    }),
    RUNS
  )
})

test('a digest comes and goes without a trace', () => {
  fc.assert(
    fc.property(inputs, ({ manifest, tag }) => {
      const tagged = update(manifest, tag).text
      const name = manifest.path === 'kustomization.yaml' ? 'app' : 'reg.example.com:5000/app'
      const options = { addMissing: false }
      const pin: Wanted = { name, newName: undefined, tag: 'keep', digest: { set: DIGEST } }
      const pinned = updateManifest({ path: manifest.path, text: tagged }, [pin], options)
      expect(pinned.text).toContain(DIGEST)
      const unpinned = updateManifest({ path: manifest.path, text: pinned.text }, [wish(name, tag)], options)
      expect(unpinned.text).toBe(tagged)
    }),
    RUNS
  )
})

test('an entry is added by appending lines, and nothing else', () => {
  fc.assert(
    fc.property(inputs, ({ manifest, tag }) => {
      fc.pre(manifest.path === 'kustomization.yaml')
      const { text, changes } = updateManifest(manifest, [wish('added', tag)], { addMissing: true })
      expect(changes).toHaveLength(1)
      let start = 0
      while (text[start] === manifest.text[start] && start < manifest.text.length) start += 1
      const added = text.length - manifest.text.length
      expect(text.slice(start + added)).toBe(manifest.text.slice(start))
      const [document] = readAll(text.replace('%YAML 1.2', ''), '1.1') as readonly {
        images: readonly unknown[]
      }[]
      expect(document?.images.at(-1)).toEqual({ name: 'added', newTag: tag })
    }),
    RUNS
  )
})

test('whatever the text is, nothing is thrown but an UpdateError, and what is not changed stays', () => {
  fc.assert(
    fc.property(
      fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 200 })),
      fc.boolean(),
      (text, addMissing) => {
        for (const path of ['kustomization.yaml', 'a.yaml']) {
          locateImages({ path, text })
          try {
            const updated = updateManifest({ path, text }, [wish('app', '1.10')], { addMissing })
            if (updated.changes.length === 0) expect(updated.text).toBe(text)
            const again = updateManifest({ path, text: updated.text }, [wish('app', '1.10')], { addMissing })
            expect(again.text).toBe(updated.text)
          } catch (error) {
            if (!(error instanceof UpdateError)) throw error
            expect(error.code).not.toBe('internal')
          }
        }
      }
    ),
    { numRuns: 5000 }
  )
})
