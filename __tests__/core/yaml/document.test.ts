import { expect, test } from '@jest/globals'
import { parseYaml } from '../../../src/core/yaml/document.ts'

test('a text of several documents keeps their offsets', () => {
  const text = '# a\na: 1\n---\nb: 2\n...\n'
  const { documents } = parseYaml('a.yaml', text)
  expect(documents.map(({ index, start, end }) => [index, text.slice(start, end)])).toEqual([
    [0, '# a\na: 1\n'],
    [1, '---\nb: 2\n...\n']
  ])
})

test('a document that cannot be read has a fault and no root; the one before it is not harmed', () => {
  const [first, second] = parseYaml('a.yaml', 'a: 1\n---\n{{ if }}\nb: [\n').documents
  expect(first?.fault).toBeUndefined()
  expect(second?.root).toBeNull()
  expect(second?.fault?.offset).toBeGreaterThan(8)
})

test('absurdly deep nesting is a fault, not a crash', () => {
  const [document] = parseYaml('a.yaml', '['.repeat(100_000)).documents
  expect(document?.fault?.reason).not.toBe('')
})

test('repeated keys and unknown tags are no faults', () => {
  expect(parseYaml('a.yaml', 'a: 1\na: !mine 2\n').documents[0]?.fault).toBeUndefined()
})
