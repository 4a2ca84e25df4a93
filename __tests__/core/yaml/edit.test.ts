import { expect, test } from '@jest/globals'
import { applyEdits, type Edit } from '../../../src/core/yaml/edit.ts'

const apply = (text: string, edits: readonly Edit[]) => applyEdits({ path: 'a.yaml', text }, edits)

const edit = (start: number, end: number, text: string) => ({ start, end, text })

test('stretches are replaced wherever they stand in the list', () => {
  expect(apply('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A')])).toBe('AbcdEf')
})

test('insertions at one offset keep their order, and stand before what is replaced there', () => {
  expect(apply('ab', [edit(1, 2, 'B'), edit(1, 1, '1'), edit(1, 1, '2')])).toBe('a12B')
})

test('stretches may touch', () => {
  expect(apply('abcd', [edit(0, 2, ''), edit(2, 4, 'x')])).toBe('x')
})

test('the same edit counts once', () => {
  expect(apply('ab', [edit(1, 1, '-'), edit(1, 1, '-')])).toBe('a-b')
})

test('an overlap is refused', () => {
  expect(() => apply('abcd', [edit(0, 3, ''), edit(2, 4, '')])).toThrow('Two of the changes overlap here.')
})
