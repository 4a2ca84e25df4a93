import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import type { ManifestUpdate } from '../../../src/core/manifest/manifest.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'

const wanted = [parseImagesLine('ghcr.io/acme/api:v2', undefined)]

/** What becomes of a text: its update, or the error that refuses it with a place. */
function outcome(text: string, path = 'hostile.yaml'): ManifestUpdate | UpdateError {
  try {
    return updateManifest({ path, text }, wanted, { addMissing: false })
  } catch (error) {
    if (error instanceof UpdateError) return error
    throw error
  }
}

const container = 'spec:\n  containers:\n  - image: ghcr.io/acme/api:v1\n'
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}*a${n}]`),
  container
].join('\n')

describe('what still can be edited is edited, and nothing else changes', () => {
  test.each([
    ['an alias bomb beside it', bomb],
    ['repeated keys', `kind: Pod\nkind: Pod\n${container}`],
    ['binary and unknown tags', `blob: !!binary aGVsbG8=\nown: !mine x\n${container}`],
    ['a tab behind a colon', `key:\tvalue\n${container}`],
    [
      'a merge key beside it',
      `base: &base {name: api}\n${container.replace('- image', '- <<: *base\n    image')}`
    ],
    ['an alias of nothing', `x: *nowhere\n${container}`],
    ['a megabyte of comments', `${'# nothing here\n'.repeat(70_000)}${container}`]
  ])('%s', (_, text) => {
    const result = outcome(text)
    expect(result).not.toBeInstanceOf(UpdateError)
    expect((result as ManifestUpdate).text).toBe(text.replace('api:v1', 'api:v2'))
  })

  test('an image that is an alias of the only other use', () => {
    const text = 'x: &image ghcr.io/acme/api:v1\nspec:\n  containers:\n  - image: *image\n'
    const result = outcome(text)
    expect((result as ManifestUpdate).text).toContain('- image: ghcr.io/acme/api:v2')
  })
})

describe('thousands of places in one file take seconds, not minutes:', () => {
  const repeated = (count: number, item: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => item(index)).join('')
  const shapes: readonly (readonly [string, string, (index: number) => string])[] = [
    ['items of a list', 'images:\n', (index) => `- image: ghcr.io/acme/api:v1\n  name: c${index}\n`],
    ['marked values', '', (index) => `a${index}: ghcr.io/acme/api:v1 # {"$imagepolicy": "flux-system:api"}\n`]
  ]
  test.each(shapes)('%s', (_, start, item) => {
    const began = process.cpuUsage()
    const result = outcome(`${start}${repeated(16_000, item)}`)
    expect((result as ManifestUpdate).changes).toHaveLength(16_000)
    expect(process.cpuUsage(began).user).toBeLessThan(12_000_000)
  })
})

test.each([
  ['lists', '[', ']', 501],
  ['maps that could be a template', '{', '}', 501]
])('a nesting that is too deep is not called invalid: %s', (_, open, close, column) => {
  const error = outcome(`${open.repeat(100_000)}ghcr.io/acme/api:v1${close.repeat(100_000)}`) as UpdateError
  expect(error.message).toBe('This cannot be edited: it is nested more than 500 levels deep.')
  expect(error.place).toEqual({ file: 'hostile.yaml', line: 1, column })
})

describe('what cannot be edited is refused with a place', () => {
  test.each([
    [
      'a nesting of a hundred thousand levels',
      `${'['.repeat(100_000)}ghcr.io/acme/api:v1${']'.repeat(100_000)}`
    ],
    ['ten megabytes', `${'# nothing here\n'.repeat(700_000)}${container}`],
    ['a tab for indentation', 'spec:\n\tcontainers:\n\t- image: ghcr.io/acme/api:v1\n']
  ])('%s', (_, text) => {
    const result = outcome(text)
    expect(result).toBeInstanceOf(UpdateError)
    expect((result as UpdateError).place?.file).toBe('hostile.yaml')
  })
})
