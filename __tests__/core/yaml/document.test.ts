import { describe, expect, test } from '@jest/globals'
import { parseYaml } from '../../../src/core/yaml/document.ts'
import { placeAt } from '../../../src/core/yaml/place.ts'

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

describe('absurdly deep nesting', () => {
  test.each([
    ['flow lists', '['.repeat(100_000), { line: 1, column: 501 }],
    ['flow maps', '{a: '.repeat(100_000), { line: 1, column: 1998 }],
    ['lists on one line', '- '.repeat(100_000), { line: 1, column: 1000 }],
    ['behind another document', `a: 1\n---\n${'['.repeat(100_000)}`, { line: 3, column: 501 }]
  ])('is a fault at the place where it gets too deep: %s', (_what, text, expected) => {
    const file = parseYaml('a.yaml', text)
    const [document] = file.documents
    expect(document?.fault?.reason).toBe('it is nested more than 500 levels deep')
    const { line, column } = placeAt(file, document?.fault?.offset ?? 0)
    expect({ line, column }).toEqual(expected)
  })

  test('costs neither time nor memory', () => {
    const before = process.memoryUsage().heapUsed
    const started = performance.now()
    parseYaml('a.yaml', '['.repeat(1_000_000))
    expect(performance.now() - started).toBeLessThan(1000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000)
  })

  test.each([
    ['four hundred levels', `${'['.repeat(400)}x${']'.repeat(400)}\n`],
    ['brackets in a text', `a: |\n  ${'[{'.repeat(5000)}\nb: "${'['.repeat(5000)}"\n`],
    ['brackets in a comment', `# ${'['.repeat(5000)}\na: 1\n`],
    ['a wide list', `[${'[x], '.repeat(5000)}]\n`]
  ])('is no fault: %s', (_what, text) => {
    expect(parseYaml('a.yaml', text).documents.map(({ fault }) => fault)).toEqual([undefined])
  })
})

test('repeated keys and unknown tags are no faults', () => {
  expect(parseYaml('a.yaml', 'a: 1\na: !mine 2\n').documents[0]?.fault).toBeUndefined()
})
