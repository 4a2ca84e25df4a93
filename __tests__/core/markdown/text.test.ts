import { describe, expect, test } from '@jest/globals'
import { code, escapeMarkdown, link } from '../../../src/core/markdown/text.ts'

const GAP = '&#8203;'

describe('text of somebody else is shown as it is', () => {
  test.each([
    ['<b>bold</b> & *more*', '&lt;b&gt;bold&lt;/b&gt; &amp; \\*more\\*'],
    ['a | b\nc', 'a &#124; b c'],
    ['[x](y) `z` ~~s~~ \\', '\\[x\\](y) \\`z\\` \\~\\~s\\~\\~ \\\\'],
    ['by @octocat', `by @${GAP}octocat`],
    ['fixes #12', `fixes \\#${GAP}12`],
    ['acme/app#12', `acme/app\\#${GAP}12`],
    ['GH-12', `GH-${GAP}12`],
    ['see https://github.com/acme/app/pull/1', `see https:${GAP}//github.com/acme/app/pull/1`],
    ['www.example.com', `${GAP}www.example.com`]
  ])('%j', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown)
  })
})

test.each([
  ['a`b', '<code>a&#96;b</code>'],
  ['snake_case _x_', '<code>snake_case &#95;x&#95;</code>'],
  ['@all #1', '<code>&#64;all &#35;1</code>'],
  ['</code><script>', '<code>&lt;/code&gt;&lt;script&gt;</code>']
])('code %j', (text, html) => {
  expect(code(text)).toBe(html)
})

test.each([
  ['https://x/a (b)', '[t](https://x/a%20%28b%29)'],
  ['', 't']
])('a link to %j', (url, markdown) => {
  expect(link('t', url)).toBe(markdown)
})
