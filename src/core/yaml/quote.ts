/*
 * When a plain scalar would not be read as the string it shows, by any of the parsers that manifests meet (YAML 1.1,
 * YAML 1.2 and the dialects in between: kubectl strips `_` from numbers, PyYAML reads 12:30 as 750).
 */

const PLAIN_CHARACTERS = /^[A-Za-z0-9_./@:=+-]+$/
const INDICATOR = /^[@:]|:$|^-(?:-|$)|^\.\.\./
const WORD = /^(?:~|null|y|yes|n|no|true|false|on|off|[-+]?\.?inf|\.?nan|=|<<)$/i
const NUMBER = [
  /^[-+]?[0-9]+$/,
  /^[-+]?0b[-+]?[01]*$/i,
  /^[-+]?0o[-+]?[0-7]*$/i,
  /^[-+]?0x[-+]?[0-9a-f]*$/i,
  /^[-+]?[0-9]*\.[0-9]*(?:e[-+]?[0-9]*)?$/i,
  /^[-+]?[0-9]*e[-+]?[0-9]+$/i
]
const SEXAGESIMAL = /^[-+]?[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?$/
const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t \t].*)?$/i

const looksNumeric = (text: string): boolean =>
  SEXAGESIMAL.test(text) || DATE.test(text) || NUMBER.some((number) => number.test(text))

/** Whether `text` must be quoted for YAML 1.1 and 1.2 alike to read it as a string. */
export const needsQuotes = (text: string): boolean =>
  !PLAIN_CHARACTERS.test(text) ||
  INDICATOR.test(text) ||
  WORD.test(text) ||
  // Some parsers strip the underscores of numbers, some do not: either way it must not look like one.
  looksNumeric(text.replaceAll('_', ''))

/** How a scalar is written on one line. */
export type ScalarStyle = 'plain' | 'single' | 'double'

/** `text` as a scalar of the given style; plain only where that reads as a string. */
export function quote(text: string, style: ScalarStyle): string {
  if (style === 'single') return `'${text.replaceAll("'", "''")}'`
  return style === 'double' || needsQuotes(text) ? JSON.stringify(text) : text
}
