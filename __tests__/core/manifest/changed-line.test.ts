import { expect, test } from '@jest/globals'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'

const DIGEST = `sha256:${'0a'.repeat(32)}`

const changesOf = (path: string, text: string, ...lines: readonly string[]) =>
  updateManifest(
    { path, text },
    lines.map((line) => parseImagesLine(line, undefined)),
    { addMissing: true }
  ).changes

const linesOf = (path: string, text: string, ...lines: readonly string[]) =>
  changesOf(path, text, ...lines).map(({ place, also = [], before }) => [
    before?.line,
    place.line,
    ...also.map(({ line }) => line)
  ])

test.each([
  ['the tag that is new', ['- name: api', '  newName: r/api', '  newTag: v1'], 'api:v2', [4, 4]],
  ['the tag that took the place of a digest', ['- digest: x', '  name: api'], 'api:v2', [2, 2]],
  [
    'the digest where the tag stays',
    ['- name: api', '  newTag: v1', '  digest: x'],
    `api=*:*@${DIGEST}`,
    [4, 4]
  ],
  ['the name where nothing else is new', ['- name: api', '  newTag: v1'], 'api=r/api', [2, 3]],
  ['all the lines of one place', ['- name: api', '  newTag: v1'], `api=r/api:v2@${DIGEST}`, [3, 4, 5, 3]],
  ['those of an entry that was added', ['- name: web', '  newTag: v1'], 'api:v2', [undefined, 5, 4]],
  ['a tag that was no string', ['- name: api', '  newTag: 1.10'], 'api:1.10', [3, 3]],
  ['the content of a folded value', ['- name: api', '  newTag: >-', '    v1'], 'api:v2', [4, 4]]
])('a change is shown at %s', (_, entries, line, expected) => {
  const text = ['images:', ...entries, ''].join('\n')
  expect(linesOf('kustomization.yaml', text, line)).toEqual([expected])
})

test.each([
  ['the tag that takes a digest too', 'image:\n  repository: api\n  tag: v1\n', `api@${DIGEST}`, [3, 3]],
  ['a tag that was no string', 'image:\n  repository: api\n  tag: 1.10\n', 'api:1.10', [3, 3]],
  [
    'registry, repository and tag',
    'image:\n  registry: a.io\n  repository: api\n  tag: v1\n',
    'a.io/api=b.io/x:v2',
    [4, 4, 3, 2]
  ]
])('a change of Helm values is shown at %s', (_, text, line, expected) => {
  expect(linesOf('values.yaml', text, line)).toEqual([expected])
})

test('a list that gets its first entry is no longer on its line', () => {
  expect(linesOf('kustomization.yaml', 'resources: []\n', 'api:v2')).toEqual([[undefined, 4, 3]])
})

test('places before are those in the text before, whatever was added above', () => {
  const text = 'images:\n- name: a\n  newTag: v1\n- name: b\n  newTag: v1\n'
  expect(linesOf('kustomization.yaml', text, `a:v2@${DIGEST}`, 'b:v2')).toEqual([
    [3, 3, 4],
    [5, 6]
  ])
})

test.each([
  [
    'a map that is an alias, and one that is merged',
    'x: &c\n  repository: a\n  tag: v1\ny: *c\nz:\n  <<: *c\n'
  ],
  ['a container that is an alias', 'containers:\n- &c\n  image: a:v1\n- *c\n']
])('one line is one change: %s', (_, text) => {
  expect(changesOf('values.yaml', text, 'a:v2').map(({ place }) => place.line)).toEqual([3])
})

test('two images in one line are two changes, though they come to one reference', () => {
  const text = 'images: [{name: a, newName: x, newTag: v1}, {name: b, newName: x, newTag: v1}]\n'
  expect(changesOf('kustomization.yaml', text, 'a:v2', 'b:v2').map(({ image }) => image)).toEqual(['a', 'b'])
})

test('what an alias stands for changes where its anchor is', () => {
  const text = 'images:\n- name: a\n  newTag: &t v1\n- name: b\n  newTag: *t\n'
  expect(linesOf('kustomization.yaml', text, 'a:v2', 'b:v2')).toEqual([
    [3, 3],
    [3, 3]
  ])
})
