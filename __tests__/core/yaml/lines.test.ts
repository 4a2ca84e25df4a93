import { expect, test } from '@jest/globals'
import { columnAt, lineAt, lineBreak, lineEnd, lineStart, nextLine } from '../../../src/core/yaml/lines.ts'
import { excerptAt, placeAt } from '../../../src/core/yaml/place.ts'

const TEXT = '\ufeffa: 1\r\nb:\t2\n🚀 c'

test.each([
  // offset, start, end, next, column
  [1, 1, 5, 7, 0],
  [5, 1, 5, 7, 4],
  [7, 7, 11, 12, 0],
  [10, 7, 11, 12, 3],
  [12, 12, 16, 16, 0],
  [16, 12, 16, 16, 4]
])('the line of offset %i', (offset, start, end, next, column) => {
  expect(lineStart(TEXT, offset)).toBe(start)
  expect(lineEnd(TEXT, offset)).toBe(end)
  expect(nextLine(TEXT, offset)).toBe(next)
  expect(columnAt(TEXT, offset)).toBe(column)
})

test('lines end as their own does, else as the one before, else with a line feed', () => {
  expect(lineBreak(TEXT, 1)).toBe('\r\n')
  expect(lineBreak(TEXT, 8)).toBe('\n')
  expect(lineBreak('a\r\nb', 3)).toBe('\r\n')
  expect(lineBreak('a', 0)).toBe('\n')
})

test('a place counts lines and columns from 1, a byte order mark for nothing', () => {
  const source = { path: 'a.yaml', text: TEXT }
  expect(placeAt(source, 1)).toEqual({ file: 'a.yaml', line: 1, column: 1 })
  expect(placeAt(source, 10)).toEqual({ file: 'a.yaml', line: 2, column: 4 })
  expect(placeAt(source, 15)).toEqual({ file: 'a.yaml', line: 3, column: 4 })
})

test('an excerpt has its caret below the column, with the tabs of the line', () => {
  expect(excerptAt({ path: 'a.yaml', text: TEXT }, 10)).toBe('b:\t2\n  \t^')
  expect(lineAt(TEXT, 10)).toBe('b:\t2')
})
