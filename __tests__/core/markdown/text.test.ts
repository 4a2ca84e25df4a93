import { describe, expect, test } from '@jest/globals'
import { breakableCode, brief, code, escapeMarkdown, link } from '../../../src/core/markdown/text.ts'

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
    ['www.example.com', `${GAP}www.example.com`],
    ['$x_1$', '<span>$</span>x\\_1<span>$</span>']
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
  ['apps/api/kustomization.yaml:7', '<code>apps/api/kustomization.yaml:7</code>'],
  [
    'clusters/_eu_/tenants/a<b/apps/kustomization.yaml:7',
    '<code>clusters/<wbr>&#95;eu&#95;/<wbr>tenants/<wbr>a&lt;b/<wbr>apps/<wbr>kustomization.yaml:7</code>'
  ],
  [
    '2026.12.0-build.4800.g4d1e7aa@sha256:0a1b2c3',
    '<code>2026.12.0-build.4800.g4d1e7aa<wbr>&#64;sha256:0a1b2c3</code>'
  ]
])('code that may be broken where it is long: %j', (text, html) => {
  expect(breakableCode(text)).toBe(html)
})

test.each([
  ['https://x/a (b)', '[t](https://x/a%20%28b%29)'],
  ['', 't'],
  [`https://x/${'a'.repeat(2000)}`, 't']
])('a link to %j', (url, markdown) => {
  expect(link('t', url)).toBe(markdown)
})

test.each([
  ['as it is', 'abcde', 'abcde'],
  ['its beginning', 'abcdef', 'abcd…'],
  ['whole characters of it', 'abc🚀f', 'abc…']
])('a text in brief is %s', (_, text, shown) => {
  expect(brief(text, 5)).toBe(shown)
})
