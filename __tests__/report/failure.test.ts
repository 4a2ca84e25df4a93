import { expect, test } from '@jest/globals'
import { UpdateError } from '../../src/core/error.ts'
import { failureSummary } from '../../src/report/failure.ts'

const summaryOf = (error: unknown): string => failureSummary(error, String(error))

test('the place and what is wrong, what to do, and the line as it stands: a paragraph each', () => {
  const details = {
    place: { file: 'apps/_x_/a.yaml', line: 3, column: 7 },
    excerpt: '    image: `x`\n           ^',
    hint: 'Write a tag.'
  }
  expect(summaryOf(new UpdateError('not-editable', 'The value is *no* image.', details))).toBe(
    [
      '### No image was updated',
      '<code>apps/&#95;x&#95;/a.yaml:3:7</code>: The value is \\*no\\* image.',
      'Write a tag.',
      '```text\n    image: `x`\n           ^\n```\n'
    ].join('\n\n')
  )
})

test('lines that start with a dash are a list, others paragraphs', () => {
  const message = 'Two are wrong:\n- one\n- <b>two</b>\n    and so on\nThat is all.'
  expect(summaryOf(new UpdateError('input', message))).toBe(
    '### No image was updated\n\nTwo are wrong:\n\n- one\n- &lt;b&gt;two&lt;/b&gt;\n\nand so on\n\nThat is all.\n'
  )
})

test.each([
  [
    'Open it at https://x.example/a_b/compare/main...c?d=1.',
    'https://x.example/a_b/compare/main...c?d=1',
    '.'
  ],
  ['(see "https://x.example/a")', 'https://x.example/a', '")']
])('an address can be copied: %s', (message, address, rest) => {
  expect(summaryOf(new UpdateError('no-permission', message)).trimEnd()).toMatch(
    new RegExp(`<code>${address.replaceAll(/[.?]/g, '\\$&')}</code>${rest.replace(')', '\\)')}$`)
  )
})

test.each([
  ['not-deployed', 'Not deployed'],
  ['incomplete', 'Not every image was updated'],
  ['unchanged', 'Nothing differs'],
  ['internal', 'No image was updated']
] as const)('%s is headed "%s"', (code, heading) => {
  expect(summaryOf(new UpdateError(code, 'Why.'))).toBe(`### ${heading}\n\nWhy.\n`)
})

test('behind what was written, nothing says that nothing was', () => {
  expect(failureSummary(new UpdateError('no-permission', 'Why.'), '', true)).toBe(
    '### What followed failed\n\nWhy.\n'
  )
  expect(failureSummary(new UpdateError('not-deployed', 'Why.'), '', true)).toMatch(/^### Not deployed/)
})

test('what nobody expected is told, too', () => {
  expect(failureSummary(new TypeError('x'), 'An unexpected error: x.')).toBe(
    '### No image was updated\n\nAn unexpected error: x.\n'
  )
})
