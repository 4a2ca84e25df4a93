import { expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { FORMAT_NAMES, type FormatName } from '../../../src/core/manifest/manifest.ts'
import { planUpdate, type IfMissing } from '../../../src/core/plan/plan.ts'
import type { PlannedFile } from '../../../src/core/plan/planned-file.ts'
import type { Aim } from '../../../src/core/selection/manifest-line.ts'

interface Search {
  readonly formats?: readonly FormatName[]
  readonly ifMissing?: IfMissing
  readonly aim?: Aim
}

/** What is told of `acme/api:v2`, which no place of the files names. */
function told(files: Readonly<Record<string, string>>, search: Search = {}): string {
  const { formats = FORMAT_NAMES, ifMissing = 'fail', aim = {} } = search
  const planned = Object.entries(files).map(([path, text]): PlannedFile => ({
    path,
    text,
    executable: false,
    named: false,
    aims: [aim]
  }))
  try {
    planUpdate(planned, [parseImagesLine('acme/api:v2', undefined)], { formats, ifMissing })
  } catch (error) {
    if (error instanceof UpdateError) return `${error.message} ${error.hint ?? ''}`
    throw error
  }
  throw new Error('Nothing was thrown.')
}

const container = (image: string): string => `kind: Pod\nspec:\n  containers:\n    - image: ${image}\n`

const ADVICE = 'Check "images" and "manifests", or let it pass with "if-missing".'
const NOBODY = 'No place in "a.yaml" names the image "acme/api".'

test('the images that are there are shown, near ones alone where there are any', () => {
  expect(
    told({ 'a.yaml': container('acme/apx:v1') + container('web:v1').replace('kind', '---\nkind') })
  ).toBe(`${NOBODY} Found there: acme/apx:v1 (a.yaml:4:14). ${ADVICE}`)
  expect(told({ 'a.yaml': container('web:v1') })).toContain('Found there: web:v1 (a.yaml:4:14).')
})

test.each<[string, Search]>([
  ['"format"', { formats: ['kustomization'] }],
  ['the "NAME=" of a line', { aim: { image: 'web' } }]
])('where %s leaves the very image out, that is what is told', (_, search) => {
  expect(told({ 'a.yaml': container('acme/api:v1') }, search)).toBe(
    `${NOBODY} It is there, but "format" or the "NAME=" of a line of "manifests" leaves it out: acme/api:v1 (a.yaml:4:14). ${ADVICE}`
  )
})

test.each([
  ['a variable', container('acme/api:${TAG:-v1}'), /a\.yaml:4:14: "acme\/api:\$\{TAG:-v1\}" names acme\/api/],
  ['a block of text', 'patch: |\n  - image: acme/api:v1\n', /a\.yaml:2:3: acme\/api is named inside a block/],
  ['a template', 'image: acme/api:v1\n{{ if }}\n', /a\.yaml:1:1: Left alone: .*template/]
])('%s that holds it is told with its place', (_, text, expected) => {
  expect(told({ 'a.yaml': text })).toMatch(expected)
})

test('where nothing is named, it is told what else there is to write', () => {
  expect(told({ 'a.yaml': 'replicas: 3\n' })).toContain(
    'No image is named there at all. A field that no format knows'
  )
  expect(told({ 'k/kustomization.yaml': 'resources: []\n' })).toContain(
    'Of a directory with a kustomization, that file alone is read'
  )
})

test('"if-missing: add" is not advised to those who have it', () => {
  const hint = told({ 'a.yaml': container('web:v1') }, { ifMissing: 'add' })
  expect(hint).toContain('"if-missing: add" adds to kustomizations')
  expect(hint).not.toContain('let it pass')
})

test('"if-missing: add" adds nothing where a line is for another image', () => {
  const files = { 'k/kustomization.yaml': 'resources: []\n' }
  expect(told(files, { ifMissing: 'add', aim: { image: 'web' } })).toContain('names the image "acme/api"')
})

test('"if-missing: add" adds nothing that "format" leaves out', () => {
  const files = { 'k/kustomization.yaml': 'resources: []\n' }
  expect(told(files, { ifMissing: 'add', formats: ['workload'] })).toContain('names the image "acme/api"')
})
