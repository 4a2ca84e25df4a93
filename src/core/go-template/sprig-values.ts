import { number } from './arguments.ts'
import type { GoFunction } from './functions.ts'
import { GoTemplateError } from './template-error.ts'
import { isStruct, isTrue, typeOf, type GoValue } from './value.ts'

/** Whether Sprig takes a value for empty: a struct is never. */
const isEmpty = (value: GoValue): boolean => !isStruct(value) && !isTrue(value)

const quotient = (one: GoValue, other: GoValue): number => {
  if (number(other) === 0) throw new GoTemplateError('it would divide by zero')
  return Math.trunc(number(one) / number(other))
}

/** Functions of values of any kind, and of numbers. */
export const valueFunctions: Readonly<Record<string, GoFunction>> = {
  default: { least: 1, run: (otherwise, ...given) => (isEmpty(given[0]) ? otherwise : given[0]) },
  empty: isEmpty,
  coalesce: { least: 0, run: (...values) => values.find((value) => !isEmpty(value)) ?? null },
  all: { least: 0, run: (...values) => !values.some(isEmpty) },
  any: { least: 0, run: (...values) => values.some((value) => !isEmpty(value)) },
  int: number,
  add: { least: 0, run: (...values) => values.reduce((sum: number, value) => sum + number(value), 0) },
  add1: (value) => number(value) + 1,
  sub: (one, other) => number(one) - number(other),
  mul: {
    least: 1,
    run: (...values) => values.reduce((product: number, value) => product * number(value), 1)
  },
  div: quotient,
  mod: (one, other) => number(one) - quotient(one, other) * number(other),
  max: { least: 1, run: (...values) => Math.max(...values.map(number)) },
  min: { least: 1, run: (...values) => Math.min(...values.map(number)) },
  fail: (message) => {
    throw new GoTemplateError(typeof message === 'string' ? message : typeOf(message))
  }
}
