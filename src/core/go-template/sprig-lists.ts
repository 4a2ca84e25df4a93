import { compareBytes } from '../version/filter.ts'
import { isSame, list, number, text } from './arguments.ts'
import { runesOf } from './bytes.ts'
import type { GoFunction } from './functions.ts'
import { GoTemplateError } from './template-error.ts'
import { format, isList, isTrue, type GoValue } from './value.ts'

/** The items of a list as texts, without those that are nil; another value as the only one. */
const texts = (value: GoValue): readonly string[] => {
  const items = isList(value) ? value : [value]
  return items.filter((item) => item !== null && item !== undefined).map(format)
}

/** As Go's `strings.Split`: without a separator, each character is an item. */
const split = (separator: string, value: string): readonly string[] =>
  separator === '' ? runesOf(value) : value.split(separator)

const uniq = (items: readonly GoValue[]): readonly GoValue[] =>
  items.filter((item, index) => items.findIndex((other) => isSame(other, item)) === index)

function slice(value: GoValue, positions: readonly GoValue[]): GoValue {
  const items = list(value)
  const [start = 0, end = items.length] = positions.map(number)
  if (start >= 0 && start <= end && end <= items.length) return items.slice(start, end)
  throw new GoTemplateError('the positions are not in it')
}

/** Functions of lists. */
export const listFunctions: Readonly<Record<string, GoFunction>> = {
  list: { least: 0, run: (...items) => items },
  split: (separator, value) => {
    const parts = split(text(separator), text(value)).map((part, index) => [`_${index}`, part] as const)
    const entries = parts.sort(([one], [other]) => compareBytes(one, other))
    return { kind: 'map', entries, zero: '' }
  },
  splitList: (separator, value) => split(text(separator), text(value)),
  join: (separator, value) => texts(value).join(text(separator)),
  sortAlpha: (value) => texts(value).toSorted(compareBytes),
  first: (value) => list(value)[0] ?? null,
  last: (value) => list(value).at(-1) ?? null,
  rest: (value) => list(value).slice(1),
  initial: (value) => list(value).slice(0, -1),
  reverse: (value) => list(value).toReversed(),
  uniq: (value) => uniq(list(value)),
  slice: { least: 1, run: (value, ...positions) => slice(value, positions) },
  compact: (value) => list(value).filter(isTrue),
  without: {
    least: 1,
    run: (value, ...omitted) => list(value).filter((item) => !omitted.some((other) => isSame(other, item)))
  },
  has: (item, value) => value !== null && list(value).some((each) => isSame(each, item)),
  append: (value, item) => [...list(value), item],
  prepend: (value, item) => [item, ...list(value)],
  concat: { least: 0, run: (...lists) => lists.flatMap(list) }
}
