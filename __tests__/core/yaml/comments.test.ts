import { expect, test } from '@jest/globals'
import { readComments } from '../../../src/core/yaml/comments.ts'

test('comments are found with their offsets, text inside scalars is none', () => {
  const text = '\ufeff# first\r\na: "# no" # second\r\nb: |\r\n  # no\r\nc: d#no\r\n#last'
  const comments = readComments(text)
  expect(comments.map((comment) => comment.text)).toEqual(['# first', '# second', '#last'])
  for (const { offset, text: comment } of comments) expect(text.startsWith(comment, offset)).toBe(true)
})
