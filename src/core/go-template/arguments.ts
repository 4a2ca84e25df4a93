import { GoTemplateError } from './template-error.ts'
import { isList, isStruct, typeOf, type GoValue } from './value.ts'

/** Asserts a text; what only looks like one (a struct with a text of its own) is none to Go. */
export function text(value: GoValue): string {
  if (typeof value === 'string') return value
  throw new GoTemplateError(`a string is wanted, and ${typeOf(value)} is given`)
}

/** Asserts a whole number. */
export function int(value: GoValue): number {
  if (typeof value === 'number') return value
  throw new GoTemplateError(`an int is wanted, and ${typeOf(value)} is given`)
}

/** Asserts a boolean. */
export function bool(value: GoValue): boolean {
  if (typeof value === 'boolean') return value
  throw new GoTemplateError(`a bool is wanted, and ${typeOf(value)} is given`)
}

/** Asserts a list. */
export function list(value: GoValue): readonly GoValue[] {
  if (isList(value)) return value
  throw new GoTemplateError(`a list is wanted, and ${typeOf(value)} is given`)
}

/** Whether a value is a text, a number or a boolean. */
export const isSimple = (value: GoValue): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** Whether two values are the same, all the way down. */
export function isSame(one: GoValue, other: GoValue): boolean {
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]))
  }
  if (isStruct(one) && isStruct(other)) return one.type === other.type && one.text === other.text
  return one === other
}

/** A value as a whole number, whatever it is; what is none counts as nothing. */
export function number(value: GoValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  const isDigits = typeof value === 'string' && /^[-+]?(?:0|[1-9]\d*)$/.test(value)
  return isDigits ? Number(value) : 0
}
