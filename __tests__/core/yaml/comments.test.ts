import { expect, test } from '@jest/globals'
import { readComments } from '../../../src/core/yaml/comments.ts'
import { parseYaml } from '../../../src/core/yaml/document.ts'

test.each([
  ['alone', readComments],
  ['while the text is parsed', (text: string) => parseYaml('app.yaml', text).comments]
])('comments are found with their offsets, text inside scalars is none: %s', (_, read) => {
  const text = '\ufeff# first\r\na: "# no" # second\r\nb: |\r\n  # no\r\nc: d#no\r\n#last'
  const comments = read(text)
  expect(comments.map((comment) => comment.text)).toEqual(['# first', '# second', '#last'])
  for (const { offset, text: comment } of comments) expect(text.startsWith(comment, offset)).toBe(true)
})

test('comments of all documents are found, those of one that cannot be read among them', () => {
  const text = '# one\na: 1\n---\n# two\nb: [1\n---\n# three\nc: 3 # four\n'
  const { documents, comments } = parseYaml('app.yaml', text)
  expect(documents.map(({ fault }) => fault === undefined)).toEqual([true, false, true])
  expect(comments).toEqual(readComments(text))
  expect(comments.map((comment) => comment.text)).toEqual(['# one', '# two', '# three', '# four'])
})
