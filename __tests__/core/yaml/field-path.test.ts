import { expect, test } from '@jest/globals'
import { parseYaml } from '../../../src/core/yaml/document.ts'
import { fieldPaths, findFields } from '../../../src/core/yaml/field-path.ts'

const TEXT = `apps:
- name: web
  image: web:v1
- name: api.v2
  image: api:v1
- image: other
a.b: {c: 1, 0: zero}
empty: []
base: &base {tag: v1, list: [x, y]}
web: {<<: *base}
alias: *base
args: [--image, web:v1]
'[x]': brackets
'null': ~
`

const [document] = parseYaml('a.yaml', TEXT).documents

const found = (path: string) =>
  document === undefined ? [] : findFields(document, path).map(({ field }) => field.text)

test.each([
  ['apps.0.image', ['web:v1']],
  ['apps.[name=web].image', ['web:v1']],
  ['apps.[name=we].image', []],
  ['apps.[name=api.v2].image', ['api:v1']],
  ['apps.[image=other].image', ['other']],
  ['apps.*.image', ['web:v1', 'api:v1', 'other']],
  ['apps.*.name', ['web', 'api.v2']],
  ['apps.3.image', []],
  ['apps.-1.image', []],
  ['apps.image', []],
  [String.raw`a\.b.c`, ['1']],
  ['[a.b].c', ['1']],
  ['a.b.c', []],
  [String.raw`a\.b.0`, ['zero']],
  [String.raw`a\.b.*`, ['1', 'zero']],
  ['.apps.0.image', ['web:v1']],
  ['empty.*', []],
  ['web.tag', ['v1']],
  ['web.list.1', ['y']],
  ['alias.list.*', ['x', 'y']],
  ['args.[=web:v1]', ['web:v1']],
  ['args.[=web]', []],
  ['null', [undefined]],
  ['none', []],
  ['', []]
] as const)('%s leads to %j', (path, texts) => {
  expect(found(path)).toEqual(texts)
})

test('the path of every single value leads to it, and to nothing else', () => {
  if (document === undefined) throw new Error('There is no document.')
  const paths = fieldPaths(document)
  expect(paths.length).toBeGreaterThan(10)
  for (const { path, offset } of paths.filter((each) => each.path !== '\\[x]' && each.path !== '[x]')) {
    expect(findFields(document, path).map(({ field }) => [path, field.value?.range?.[0]])).toEqual([
      [path, offset]
    ])
  }
})
