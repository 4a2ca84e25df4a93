import { expect, test } from '@jest/globals'
import { applyEdits } from '../../../src/core/yaml/edit.ts'

const edit = (start: number, end: number, text: string) => ({ start, end, text })

test('stretches are replaced wherever they stand in the list', () => {
  expect(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A')])).toBe('AbcdEf')
})

test('insertions at one offset keep their order, and stand before what is replaced there', () => {
  expect(applyEdits('ab', [edit(1, 2, 'B'), edit(1, 1, '1'), edit(1, 1, '2')])).toBe('a12B')
})

test('stretches may touch', () => {
  expect(applyEdits('abcd', [edit(0, 2, ''), edit(2, 4, 'x')])).toBe('x')
})

test('the same edit counts once', () => {
  expect(applyEdits('ab', [edit(1, 1, '-'), edit(1, 1, '-')])).toBe('a-b')
})

test('an overlap is refused', () => {
  expect(() => applyEdits('abcd', [edit(0, 3, ''), edit(2, 4, '')])).toThrow('two edits overlap at offset 2')
})
