import { compareBytes } from '../version/filter.ts'
import { bool, int, isSimple, text } from './arguments.ts'
import { formatted } from './printf.ts'
import { GoTemplateError } from './template-error.ts'
import { byteLength } from './bytes.ts'
import type { GoFunction } from './functions.ts'
import { format, isGoMap, isList, isTrue, typeOf, type GoValue } from './value.ts'

/** Values with blanks between two that are no texts, as Go's `fmt.Sprint` has them. */
const sprint = (values: readonly GoValue[]): string =>
  values
    .map((value, index) => {
      const isBlank = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string'
      return (isBlank ? ' ' : '') + shown(value)
    })
    .join('')

const shown = (value: GoValue): string => (value === undefined ? '<nil>' : format(value))

function lengthOf(value: GoValue): number {
  if (typeof value === 'string') return byteLength(value)
  if (isList(value)) return value.length
  if (isGoMap(value)) return value.entries.length
  throw new GoTemplateError(`${typeOf(value)} has no length`)
}

function something(value: GoValue): GoValue {
  if (value !== null && value !== undefined) return value
  throw new GoTemplateError('nil has no items')
}

function itemAt(value: GoValue, key: GoValue): GoValue {
  if (isGoMap(value)) {
    const wanted = text(key)
    const entry = value.entries.find(([each]) => each === wanted)
    return entry === undefined ? value.zero : entry[1]
  }
  if (!isList(value)) throw new GoTemplateError(`${typeOf(value)} has no items`)
  const position = int(key)
  if (position >= 0 && position < value.length) return value[position]
  throw new GoTemplateError(`the list has no item ${position}`)
}

function isEqual(one: GoValue, other: GoValue): boolean {
  if (one === null || other === null || one === undefined || other === undefined) {
    return (one ?? null) === (other ?? null)
  }
  if (!isSimple(one) || !isSimple(other) || typeof one !== typeof other) {
    throw new GoTemplateError(`${typeOf(one)} and ${typeOf(other)} cannot be compared`)
  }
  return one === other
}

function order(one: GoValue, other: GoValue): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return compareBytes(text(one), text(other))
}

/** The first argument that ends the question, or else the last one; those behind it are not looked at. */
const firstThat = (ends: (value: GoValue) => boolean): GoFunction => ({
  lazy: (given) => {
    let value: GoValue
    for (const argument of given) {
      value = argument()
      if (ends(value)) break
    }
    if (given.length === 0) throw new GoTemplateError('it is given no argument')
    return value
  }
})

/** The functions that Go's templates have by themselves. */
export const builtins: Readonly<Record<string, GoFunction>> = {
  and: firstThat((value) => !isTrue(value)),
  or: firstThat(isTrue),
  not: (value) => !isTrue(value),
  eq: { least: 2, run: (one, ...others) => others.some((other) => isEqual(one, other)) },
  ne: (one, other) => !isEqual(one, other),
  lt: (one, other) => order(one, other) < 0,
  le: (one, other) => order(one, other) <= 0,
  gt: (one, other) => order(one, other) > 0,
  ge: (one, other) => order(one, other) >= 0,
  len: lengthOf,
  index: { least: 1, run: (value, ...keys) => keys.reduce(itemAt, something(value)) },
  print: { least: 0, run: (...values) => sprint(values) },
  println: { least: 0, run: (...values) => `${values.map(shown).join(' ')}\n` },
  printf: { least: 1, run: (pattern, ...values) => formatted(text(pattern), values) },
  ternary: (yes, no, which) => (bool(which) ? yes : no)
}
