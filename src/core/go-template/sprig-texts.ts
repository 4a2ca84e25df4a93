import { int, text } from './arguments.ts'
import { byteLength, runesOf, slicedBytes } from './bytes.ts'
import type { GoFunction } from './functions.ts'
import { GoTemplateError } from './template-error.ts'
import { quoted } from './unquote.ts'
import { format, type GoValue } from './value.ts'

/** Characters: far beyond what a message has a use for. */
const MOST_REPEATED = 10_000

const repeated = (count: number, each: string): string => {
  if (count >= 0 && count * each.length <= MOST_REPEATED) return each.repeat(count)
  throw new GoTemplateError(`${count} times is not written`)
}

function trimmed(characters: string, value: string): string {
  const [set, runes] = [new Set(runesOf(characters)), runesOf(value)]
  const stays = (rune: string): boolean => !set.has(rune)
  const first = runes.findIndex(stays)
  return first < 0 ? '' : runes.slice(first, runes.findLastIndex(stays) + 1).join('')
}

/** Each character by itself, as Go has it: one that would become two stays. */
const byRune = (value: string, change: (rune: string) => string): string =>
  runesOf(value)
    .map((rune) => (runesOf(change(rune)).length === 1 ? change(rune) : rune))
    .join('')

/** As Go's `strings.Title`: a letter is in upper case where no letter, digit or `_` stands before it. */
const title = (value: string): string =>
  value.replaceAll(/(?<![\p{L}\p{Nd}_])\p{L}/gu, (letter) => letter.toUpperCase())

function truncated(count: number, value: string): string {
  const length = byteLength(value)
  if (count < 0 && length + count > 0) return slicedBytes(value, length + count)
  return count >= 0 && length > count ? slicedBytes(value, 0, count) : value
}

function substring(start: number, end: number, value: string): string {
  const length = byteLength(value)
  if (start < 0) return slicedBytes(value, 0, end)
  if (start > length || (end >= 0 && end <= length && end < start)) {
    throw new GoTemplateError('the positions are not in it')
  }
  return end < 0 || end > length ? slicedBytes(value, start) : slicedBytes(value, start, end)
}

const indented = (spaces: number, value: string): string =>
  repeated(spaces, ' ') + value.replaceAll('\n', `\n${repeated(spaces, ' ')}`)

const isThere = (value: GoValue): boolean => value !== null && value !== undefined

const wordsOf = (values: readonly GoValue[], write: (value: GoValue) => string): string =>
  values.filter(isThere).map(write).join(' ')

/** Functions of texts. */
export const textFunctions: Readonly<Record<string, GoFunction>> = {
  upper: (value) => byRune(text(value), (rune) => rune.toUpperCase()),
  lower: (value) => byRune(text(value), (rune) => rune.toLowerCase()),
  title: (value) => title(text(value)),
  trim: (value) => text(value).replace(/^\p{White_Space}+|\p{White_Space}+$/gu, ''),
  trimAll: (characters, value) => trimmed(text(characters), text(value)),
  trimPrefix: (prefix, value) => {
    const [start, whole] = [text(prefix), text(value)]
    return whole.startsWith(start) ? whole.slice(start.length) : whole
  },
  trimSuffix: (suffix, value) => {
    const [end, whole] = [text(suffix), text(value)]
    return whole.endsWith(end) ? whole.slice(0, whole.length - end.length) : whole
  },
  trunc: (count, value) => truncated(int(count), text(value)),
  substr: (start, end, value) => substring(int(start), int(end), text(value)),
  repeat: (count, value) => repeated(int(count), text(value)),
  nospace: (value) => text(value).replaceAll(/\p{White_Space}/gu, ''),
  replace: (old, replacement, value) => text(value).split(text(old)).join(text(replacement)),
  contains: (part, value) => text(value).includes(text(part)),
  hasPrefix: (prefix, value) => text(value).startsWith(text(prefix)),
  hasSuffix: (suffix, value) => text(value).endsWith(text(suffix)),
  quote: { least: 0, run: (...values) => wordsOf(values, (value) => quoted(format(value))) },
  squote: { least: 0, run: (...values) => wordsOf(values, (value) => `'${format(value)}'`) },
  cat: { least: 0, run: (...values) => wordsOf(values, format) },
  indent: (spaces, value) => indented(int(spaces), text(value)),
  nindent: (spaces, value) => `\n${indented(int(spaces), text(value))}`,
  plural: (one, many, count) => (int(count) === 1 ? text(one) : text(many)),
  toString: (value: GoValue) => (isThere(value) ? format(value) : '<nil>')
}
