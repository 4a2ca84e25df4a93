import { expect, test } from '@jest/globals'
import { formatReference } from '../../../src/core/image/reference.ts'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { compareImages } from '../../../src/core/plan/compare.ts'
import { surroundingsOf } from '../../../src/core/plan/surroundings.ts'
import { parseManifestLine } from '../../../src/core/selection/manifest-line.ts'

const DIGEST = `sha256:${'1'.repeat(64)}`

function told(line: string, [before, after]: readonly [string, string], ...images: readonly string[]) {
  const surroundings = surroundingsOf(
    { aims: [parseManifestLine(line).aim] },
    { formats: [], policies: new Map() }
  )
  return compareImages(
    { path: 'a.yaml', text: before },
    { path: 'a.yaml', text: after },
    surroundings,
    images.map((image) => parseImagesLine(image, undefined))
  ).map(({ image, from, to }) => [image, formatReference(from), formatReference(to)])
}

const tag = ['tag: v1\n', 'tag: v2\n'] as const

test.each([
  [
    'a tag that is pointed at',
    'a.yaml#tag',
    tag,
    ['ghcr.io/acme/api:v2'],
    ['ghcr.io/acme/api', ':v1', ':v2']
  ],
  ['one for an image', 'web=a.yaml#tag', tag, ['api:v2', 'web:v2'], ['web', ':v1', ':v2']],
  ['a new name', 'a.yaml#tag', tag, ['api=ghcr.io/acme/api:v2'], ['api', ':v1', ':v2', 'ghcr.io/acme/api']],
  [
    'a digest',
    'a.yaml#digest',
    ['digest: ""\n', `digest: ${DIGEST}\n`],
    [`api@${DIGEST}`],
    ['api', '', `@${DIGEST}`]
  ]
] as const)(
  'a place that tells no image has that of the wish it fulfils: %s',
  (_what, line, texts, images, [image, from, to, name = image]) => {
    expect(told(line, texts, ...images)).toEqual([[image, `${name}${from}`, `${name}${to}`]])
  }
)

test('a place that no wish of this run has written keeps what the file tells', () => {
  expect(told('a.yaml#tag', tag, 'ghcr.io/acme/api:v3')).toEqual([['tag', ':v1', ':v2']])
  expect(told('web=a.yaml#tag', tag, 'api:v2')).toEqual([['web', 'web:v1', 'web:v2']])
})

test('a name in the file counts, whatever is wanted', () => {
  const image = ['image: a/web:v1\n', 'image: a/web:v2\n'] as const
  expect(told('a.yaml#image', image, 'b/api:v2')).toEqual([['a/web', 'a/web:v1', 'a/web:v2']])
})

test('a marked tag is of the wish for its policy, not of another one for the same tag', () => {
  const marked = (version: string): string => `tag: ${version} # {"$imagepolicy": "apps:web:tag"}\n`
  const images = ['ghcr.io/acme/api:v2', 'apps:web=ghcr.io/acme/web:v2']
  const [change] = compareImages(
    { path: 'a.yaml', text: marked('v1') },
    { path: 'a.yaml', text: marked('v2') },
    undefined,
    images.map((image) => parseImagesLine(image, undefined))
  )
  expect(change).toMatchObject({ image: 'apps:web', to: { name: 'ghcr.io/acme/web', tag: 'v2' } })
})

test('a value that only became a string is a change, and what was only spelled otherwise is none', () => {
  const entry = (tag: string): string => `images:\n- name: web\n  newTag: ${tag}\n`
  const compare = (before: string, after: string) =>
    compareImages(
      { path: 'kustomization.yaml', text: entry(before) },
      { path: 'kustomization.yaml', text: entry(after) }
    )
  const web = { name: 'web', tag: '1.10' }
  expect(compare('1.10', '"1.10"')).toMatchObject([{ place: { line: 3 }, image: 'web', from: web, to: web }])
  expect(compare("'1.10'", '"1.10"')).toEqual([])
})

test('places are told in both texts; one that is new has none before', () => {
  const before = 'images:\n- name: a\n- name: b\n  newTag: v1\n'
  const after = 'images:\n- name: a\n  newTag: v2\n- name: b\n  newTag: v2\n- name: c\n  newTag: v2\n'
  const changes = compareImages(
    { path: 'kustomization.yaml', text: before },
    { path: 'kustomization.yaml', text: after }
  )
  expect(changes.map((change) => [change.before?.line, change.place.line])).toEqual([
    [2, 3],
    [4, 5],
    [undefined, 7]
  ])
})

test('places that share a value are one change', () => {
  const text = (tag: string): string => `x: &c\n  repository: a\n  tag: ${tag}\ny: *c\n`
  const changes = compareImages(
    { path: 'values.yaml', text: text('v1') },
    { path: 'values.yaml', text: text('v2') }
  )
  expect(changes).toHaveLength(1)
})
