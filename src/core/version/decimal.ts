const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const HEXADECIMAL = /^(?<sign>[+-]?)0x(?<whole>[0-9a-f]*)\.?(?<fraction>[0-9a-f]*)p(?<exponent>[+-]?\d+)$/i
const ENDLESS = /^(?<sign>[+-]?)inf(?:inity)?$/i

/** Underscores stand between two digits, or behind `0x`. */
function withoutUnderscores(text: string): string {
  const digit = /^[+-]?0x/i.test(text) ? '[0-9a-fx]' : '[0-9]'
  return text.replaceAll(new RegExp(`(?<=${digit})_(?=${digit})`, 'gi'), '')
}

function hexadecimal(text: string): number | undefined {
  const { sign, whole = '', fraction = '', exponent } = HEXADECIMAL.exec(text)?.groups ?? {}
  const digits = whole + fraction
  if (digits === '') return undefined
  const value = Number(`0x${digits}`) * 2 ** (Number(exponent) - 4 * fraction.length)
  return sign === '-' ? -value : value
}

const finite = (number: number | undefined): number | undefined =>
  number !== undefined && Number.isFinite(number) ? number : undefined

/**
 * The number that `text` is for Go's `strconv.ParseFloat` of 64 bits, or `undefined`. Other than for `Number`, `0x1F` and blanks
 * are none, and `1_000`, `0x1p4` and `inf` are.
 */
export function parseDecimal(text: string): number | undefined {
  if (/^nan$/i.test(text)) return NaN
  const endless = ENDLESS.exec(text)?.groups
  if (endless !== undefined) return endless['sign'] === '-' ? -Infinity : Infinity
  const number = withoutUnderscores(text)
  return DECIMAL.test(number) ? finite(Number(number)) : finite(hexadecimal(number))
}
