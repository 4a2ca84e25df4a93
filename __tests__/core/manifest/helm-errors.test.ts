import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { locateImages } from '../../../src/core/manifest/locate.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'
import { wantedOf, type SpelledWish } from './fixture.ts'

interface Refusal {
  readonly what: string
  readonly text: string
  readonly wanted?: SpelledWish
  readonly code: string
  /** Line and column. */
  readonly at: readonly [number, number]
  readonly says: string
  readonly advises: string
}

const DIGEST = `sha256:${'1'.repeat(64)}`

const refusals: readonly Refusal[] = [
  {
    what: 'a name without registry that fits two registries',
    text: 'a:\n  image: {registry: ghcr.io, repository: acme/shop, tag: v1}\nb:\n  image: {registry: quay.io, repository: acme/shop, tag: v0}\n',
    wanted: { name: 'acme/shop', tag: 'v2' },
    code: 'ambiguous-image',
    at: [4, 42],
    says: '"acme/shop" fits images of several registries: ghcr.io/acme/shop:v1 (line 2), quay.io/acme/shop:v0 (line 4).',
    advises:
      'Write the name with its registry in "images" (as in "quay.io/acme/shop"), or point at the place in "manifests" ("values.yaml#b.image.tag").'
  },
  {
    what: 'a name without registry that is also one of its own',
    text: 'images:\n- name: acme/shop\n  tag: v1\n- {repository: ghcr.io/acme/shop, version: v0}\n',
    wanted: { name: 'acme/shop', tag: 'v2' },
    code: 'ambiguous-image',
    at: [4, 16],
    says: '"acme/shop" fits images of several registries: acme/shop:v1 (line 2), ghcr.io/acme/shop:v0 (line 4).',
    advises: '("values.yaml#images.1.version")'
  },
  {
    what: 'a digest alone for a repository alone',
    text: 'image:\n  repository: ghcr.io/acme/shop\n',
    wanted: { name: 'ghcr.io/acme/shop', digest: DIGEST },
    code: 'not-editable',
    at: [2, 15],
    says: 'This place has no key for a digest, and no tag',
    advises: 'a tag too in "images"'
  },
  {
    what: 'a digest alone for an empty tag, which no chart could read',
    text: 'image:\n  repository: ghcr.io/acme/shop\n  tag: ""\n',
    wanted: { name: 'ghcr.io/acme/shop', digest: DIGEST },
    code: 'not-editable',
    at: [2, 15],
    says: 'This place has no key for a digest, and no tag for one to stand behind.',
    advises: 'Give "ghcr.io/acme/shop" a tag too'
  },
  {
    what: 'a tag that others read through an alias',
    text: 'image: {repository: ghcr.io/acme/shop, tag: &tag v1}\nversion: *tag\n',
    code: 'not-editable',
    at: [1, 50],
    says: '"tag" of "ghcr.io/acme/shop" is shared through an anchor with other places (line 2)',
    advises: 'Write the value out'
  },
  {
    what: 'a new name in another registry, below one that is put together otherwise',
    text: 'image:\n  registry: ghcr.io/acme\n  repository: shop\n  tag: v1\n',
    wanted: { name: 'ghcr.io/acme/shop', newName: 'ghcr.io/other/store', tag: 'v2' },
    code: 'not-editable',
    at: [3, 15],
    says: 'The update would leave ghcr.io/acme/other/store:v2 where ghcr.io/other/store:v2 is wanted',
    advises: 'update it by hand'
  }
]

function refuse({ text, wanted = { name: 'ghcr.io/acme/shop', tag: 'v2' } }: Refusal): UpdateError {
  try {
    updateManifest({ path: 'values.yaml', text }, [wantedOf(wanted)], { addMissing: false })
  } catch (error) {
    if (error instanceof UpdateError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe.each(refusals)('$what', (refusal) => {
  test('is refused with its place, and what to do', () => {
    const error = refuse(refusal)
    const [line, column] = refusal.at
    expect(error.code).toBe(refusal.code)
    expect(error.message).toContain(refusal.says)
    expect(error.hint).toContain(refusal.advises)
    expect(error.place).toEqual({ file: 'values.yaml', line, column })
  })
})

test.each([
  ['in lists', (below: string) => `[${below}]`],
  [
    'in maps',
    (below: string) => `{${below.replaceAll(/\*a\d+/g, (alias, at) => `k${String(at)}: ${alias}`)}}`
  ],
  ['in merge keys', (below: string) => `{<<: [${below}]}`]
])('aliases within aliases %s are followed only so far', (_where, collection) => {
  const lines = ['a0: &a0 {image: {repository: acme/shop, tag: v1}}']
  for (let level = 1; level < 12; level += 1) {
    const below = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')
    lines.push(`a${level}: &a${level} ${collection(below)}`)
  }
  const manifest = { path: 'values.yaml', text: `${lines.join('\n')}\n` }
  const [image] = locateImages(manifest)
  expect(image?.reference).toEqual({ name: 'acme/shop', tag: 'v1' })
})
