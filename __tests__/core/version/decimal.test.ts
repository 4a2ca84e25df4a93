import { describe, expect, test } from '@jest/globals'
import { parseDecimal } from '../../../src/core/version/decimal.ts'

describe('a number, for Go', () => {
  test.each([
    ['1', 1],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['1E-2', 0.01],
    ['0x1p4', 16],
    ['0X.8p1', 1],
    ['-0x1.8p+1', -3],
    ['0x_1p0', 1],
    ['1_000', 1000],
    ['Inf', Infinity],
    ['-infinity', -Infinity],
    ['NaN', NaN],
    ['+5', 5],
    ['-5', -5],
    ['007', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['9007199254740993', 9007199254740992]
  ])('is %s: %d', (text, number) => {
    expect(parseDecimal(text)).toBe(number)
  })

  test.each(
    ['0x1F', ' 5', '5 ', '1.2.3', '', '.', '-', 'e5', '1e', '1__0', '_1', '1_', '1_.5', '1._5', '0xp1']
      .concat(['0x.p1', '+nan', 'infinit', 'v1', '1e400', '0b1', '1_e5', '0x1p'])
      .map((text) => [text])
  )('is not "%s"', (text) => {
    expect(parseDecimal(text)).toBeUndefined()
  })
})
