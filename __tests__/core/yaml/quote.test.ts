import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { needsQuotes, quote } from '../../../src/core/yaml/quote.ts'

const MISREAD = {
  'decimal numbers': [
    '1.10',
    '1.',
    '.5',
    '0',
    '00',
    '0123',
    '08',
    '7284872',
    '20240101',
    '18446744073709551616'
  ],
  'signed numbers': ['+1', '-1', '-0.5'],
  exponents: ['1e5', '553640e6', '1.5e3', '12e4567', '1e400', '0e12345', 'e123', 'E5', '1E5'],
  'other bases': ['0x1F', '0XFF', '0o7', '0b11', '0b', '0x'],
  'underscores that some parsers strip': [
    '1_000',
    '1_',
    '0_7',
    '0_x1F',
    '0_b1',
    '0b-1',
    '1e_-0',
    '685_230.15'
  ],
  'booleans and null': ['true', 'True', 'FALSE', 'null', 'Null', '~', 'yes', 'No', 'on', 'OFF', 'y', 'N'],
  'not finite': ['.inf', '-.Inf', 'nan', '.NaN'],
  dates: ['2024-01-01', '2024-1-1', '2024-08-08'],
  'sexagesimal numbers': ['12:30:45', '12:30', '1:1'],
  'syntax of YAML': [
    '=',
    '<<',
    '',
    ' ',
    'a b',
    'a:',
    ':a',
    '@a',
    '-',
    '--',
    '...',
    'a #b',
    '"',
    "'",
    '${A}',
    '{{a}}'
  ]
}

const READ_AS_SHOWN = [
  'v1',
  'v1.10',
  '1.2.3',
  'deadbeef',
  '1e',
  '1-2',
  'latest',
  'yes-1',
  'nginx:1.27',
  'localhost:5000/app:1.10',
  'ghcr.io/acme/api@sha256:1111',
  'sha256:1111',
  '-debug'
]

describe.each(Object.entries(MISREAD))('%s', (_kind, texts) => {
  test.each(texts)('%p is quoted', (text) => {
    expect(needsQuotes(text)).toBe(true)
    expect(quote(text, 'plain')).toBe(JSON.stringify(text))
  })
})

test.each(READ_AS_SHOWN)('%p stays plain', (text) => {
  expect(quote(text, 'plain')).toBe(text)
})

describe.each(['1.1', '1.2'] as const)('YAML %s', (version) => {
  const texts = [...Object.values(MISREAD).flat(), ...READ_AS_SHOWN]
  test.each(texts)('reads %p as itself, in every style', (text) => {
    for (const style of ['plain', 'single', 'double'] as const) {
      const block = `tag: ${quote(text, style)} # c\n`
      const flow = `[{tag: ${quote(text, style)}}]\n`
      expect(parse(block, { version })).toEqual({ tag: text })
      expect(parse(flow, { version })).toEqual([{ tag: text }])
    }
  })
})
