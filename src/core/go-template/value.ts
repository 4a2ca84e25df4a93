import { compareBytes } from '../version/filter.ts'
import { GoTemplateError } from './template-error.ts'

/** A map of Go; templates walk it in the order of its keys. */
export interface GoMap {
  readonly kind: 'map'
  readonly entries: readonly (readonly [key: GoValue, value: GoValue])[]
  /** What `index` gives for a key that is not there. */
  readonly zero: GoValue
}

/** A struct of Go, with what its methods without arguments give as further fields. */
export interface GoStruct {
  readonly kind: 'struct'
  /** The name of its type, for messages. */
  readonly type: string
  readonly fields: ReadonlyMap<string, GoValue>
  /** What it is written as. */
  readonly text: string
}

/** A value of a template: `null` is `nil`, `undefined` is none at all. */
export type GoValue = string | number | boolean | null | undefined | readonly GoValue[] | GoMap | GoStruct

/** Whether a value is a slice. */
export const isList = (value: GoValue): value is readonly GoValue[] => Array.isArray(value)
/** Whether a value is a map. */
export const isGoMap = (value: GoValue): value is GoMap =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'map'
/** Whether a value is a struct. */
export const isStruct = (value: GoValue): value is GoStruct =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'struct'

/** A map of texts, in the order of its keys. */
export const textMap = (entries: Iterable<readonly [string, string]>): GoMap => ({
  kind: 'map',
  entries: [...entries].sort(([one], [other]) => compareBytes(one, other)),
  zero: ''
})

/** A value as `fmt` writes it by `%v`. */
export function format(value: GoValue): string {
  if (value === undefined) return '<no value>'
  if (value === null) return '<nil>'
  if (isList(value)) return `[${value.map(formatInside).join(' ')}]`
  if (isGoMap(value)) {
    return `map[${value.entries.map(([key, each]) => `${formatInside(key)}:${formatInside(each)}`).join(' ')}]`
  }
  return isStruct(value) ? value.text : String(value)
}

const formatInside = (value: GoValue): string => (value === undefined ? '<nil>' : format(value))

/** Whether `if` takes a value for true: what is empty is not. */
export function isTrue(value: GoValue): boolean {
  if (isList(value)) return value.length > 0
  if (isGoMap(value)) return value.entries.length > 0
  return Boolean(value)
}

/** The type of a value, for messages. */
export function typeOf(value: GoValue): string {
  if (value === undefined || value === null) return 'nil'
  if (typeof value === 'number') return 'int'
  if (typeof value === 'boolean') return 'bool'
  if (isList(value)) return 'a list'
  if (isGoMap(value)) return 'a map'
  return isStruct(value) ? value.type : 'string'
}

/** What a value has under a name. */
export function fieldOf(value: GoValue, name: string, offset: number): GoValue {
  if (value === undefined) return undefined
  if (isStruct(value)) {
    if (value.fields.has(name)) return value.fields.get(name)
    throw new GoTemplateError(`there is no field "${name}" in ${value.type}`, offset)
  }
  if (isGoMap(value)) return value.entries.find(([key]) => key === name)?.[1]
  throw new GoTemplateError(`there is no field "${name}" in ${typeOf(value)}`, offset)
}
