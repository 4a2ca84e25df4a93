import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { isArgocdSourcePath } from '../../../src/core/manifest/argocd-source-path.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'

const DIGEST = `sha256:${'1'.repeat(64)}`
const wanted = (...lines: readonly string[]) => lines.map((line) => parseImagesLine(line, undefined))
const path = 'apps/web/.argocd-source-web.yaml'

test.each([
  ['.argocd-source.yaml', true],
  ['apps/web/.argocd-source-web.yaml', true],
  ['apps/web/.argocd-source-team_web.yaml', true],
  ['apps/web/argocd-source.yaml', false],
  ['apps/web/.argocd-source-.yaml', false],
  ['apps/web/.argocd-source-web.yml', false],
  ['apps/.argocd-source.yaml/web.yaml', false]
])('%s is an override of a source: %p', (file, expected) => {
  expect(isArgocdSourcePath(file)).toBe(expected)
})

describe('a new file', () => {
  const lines = ['ghcr.io/acme/web:1.10', 'api=ghcr.io/acme/api:v2', `job@${DIGEST}`, '10:20']
  const { text, changes } = updateManifest({ path, text: '' }, wanted(...lines), { addMissing: true })

  test('has an item for each image, as kustomize reads them', () => {
    expect(text).toBe(
      [
        'kustomize:',
        '  images:',
        '  - ghcr.io/acme/web:1.10',
        '  - api=ghcr.io/acme/api:v2',
        `  - job@${DIGEST}`,
        '  - "10:20"',
        ''
      ].join('\n')
    )
  })

  test('tells each item as a change', () => {
    expect(changes.map(({ format, image, place }) => [format, image, place.line])).toEqual([
      ['argocd-source', 'ghcr.io/acme/web', 3],
      ['argocd-source', 'api', 4],
      ['argocd-source', 'job', 5],
      ['argocd-source', '10', 6]
    ])
  })

  test('is found in afterwards', () => {
    const updated = updateManifest({ path, text }, wanted('ghcr.io/acme/api:v3'), { addMissing: false })
    expect(updated.text).toBe(text.replace('api:v2', 'api:v3'))
  })
})

function refusal(text: string, lines: readonly string[]): UpdateError {
  try {
    updateManifest({ path, text }, wanted(...lines), { addMissing: true })
  } catch (error) {
    if (error instanceof UpdateError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

test.each([
  [
    'a source of another kind',
    'helm:\n  parameters: []\n',
    'not-editable',
    [1, 1],
    'The source has "helm", and so takes no images of kustomize.'
  ],
  [
    'images that are no list',
    'kustomize:\n  images:\n    web: v1\n',
    'not-editable',
    [3, 5],
    '"kustomize.images" is no list that an item could be added to.'
  ],
  [
    'kustomize that is no map',
    'kustomize: none\n',
    'not-editable',
    [1, 1],
    '"kustomize.images" is no list that an item could be added to.'
  ],
  [
    'a list that is read through an alias',
    'base: &base\n- web:v1\nkustomize:\n  images: *base\n',
    'not-editable',
    [2, 1],
    '"kustomize.images" is no list that an item could be added to.'
  ],
  ['what is no YAML', 'kustomize: [\n', 'not-parsed', [2, 1], 'This is not valid YAML']
] as const)('adding refuses %s', (_what, text, code, [line, column], says) => {
  const error = refusal(text, ['api:v2'])
  expect(error.code).toBe(code)
  expect(error.place).toEqual({ file: path, line, column })
  expect(error.message).toContain(says)
})

test('two wishes for one new item are refused', () => {
  expect(refusal('', ['api:v2', 'docker.io/library/api:v3']).message).toContain(
    'Two wishes are for one new entry'
  )
})

test('an item that other places read too is refused', () => {
  const text = ['x-image: &image web:v1', 'kustomize:', '  images:', '  - *image', ''].join('\n')
  expect(refusal(text, ['web:v2']).message).toContain('is shared through an anchor with other places')
})
