import { expect, test } from '@jest/globals'
import { isMap, type YAMLMap } from 'yaml'
import { parseYaml, rootMap, type YamlDocument } from '../../../src/core/yaml/document.ts'
import { readField } from '../../../src/core/yaml/field.ts'

function read(text: string): { document: YamlDocument; map: YAMLMap } {
  const [document] = parseYaml('a.yaml', text).documents
  const root = rootMap(document)
  const map = root?.items.at(-1)?.value
  if (document === undefined || !isMap(map)) throw new Error('the last key of the test text must hold a map')
  return { document, map }
}

test.each([
  ['its own value', 'm: {tag: 1.10}', '1.10'],
  ['the last of repeated keys', 'm: {tag: a, tag: b}', 'b'],
  ['an alias', 'a: &a v1\nm: {tag: *a}', 'v1'],
  ['the last anchor of the name before the alias', 'a: &a v1\nb: &a v2\nm: {tag: *a}', 'v2'],
  ['what a merge key brings', 'a: &a {tag: v1}\nm: {<<: *a}', 'v1'],
  ['the first of several merged maps', 'a: &a {tag: v1}\nb: &b {tag: v2}\nm: {<<: [*b, *a]}', 'v2'],
  ['its own value before a merged one', 'a: &a {tag: v1}\nm: {tag: v3, <<: *a}', 'v3'],
  ['a merge in a merge', 'a: &a {tag: v1}\nb: &b {<<: *a}\nm: {<<: *b}', 'v1'],
  ['nothing under a quoted "<<"', 'a: &a {tag: v1}\nm: {"<<": *a}', undefined],
  ['nothing for null', 'm: {tag: ~}', undefined],
  ['nothing for a list', 'm: {tag: [a]}', undefined],
  ['nothing for an alias without its anchor', 'm: {tag: *a}', undefined],
  ['nothing where a map merges itself', 'm: &m {<<: *m}', undefined]
])('a field reads %s', (_what, text, expected) => {
  const { document, map } = read(text)
  expect(readField(document, map, 'tag').text).toBe(expected)
})

test('keys are compared in any case where asked, and keep their spelling', () => {
  const { document, map } = read('m: {NewTag: v1}')
  expect(readField(document, map, 'newTag').text).toBeUndefined()
  expect(readField(document, map, 'newTag', 'any')).toMatchObject({ key: 'NewTag', text: 'v1' })
})

test('a field knows the aliases that lead to its value', () => {
  const { document, map } = read('v: &v v1\na: &a {tag: *v}\nm: {<<: *a}')
  expect(readField(document, map, 'tag').aliases.map((alias) => alias.source)).toEqual(['a', 'v'])
})

test('merge keys that multiply are followed once each', () => {
  const doubled = Array.from({ length: 60 }, (_, n) => `m${n + 1}: &m${n + 1} {<<: [*m${n}, *m${n}]}`)
  const { document, map } = read(['m0: &m0 {a: b}', ...doubled, 'm: {<<: *m60}'].join('\n'))
  expect(readField(document, map, 'tag').text).toBeUndefined()
})
