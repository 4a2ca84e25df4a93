import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml'
import type { Entry } from './operation.ts'
import { quote, type ScalarStyle } from './quote.ts'
import { scalarStyle, scalarText } from './scalar.ts'

/** How the keys and values of new entries are quoted. */
export interface EntryStyle {
  readonly key: ScalarStyle
  readonly value: (key: string) => ScalarStyle
}

/** The quotes of a value that is a string; those of its key where it is something else, as JSON needs them. */
const valueStyle = (value: unknown, key: ScalarStyle): ScalarStyle =>
  isScalar(value) && typeof value.value === 'string' ? scalarStyle(value) : key

/** Entries written like the pair beside them: its quotes are theirs. */
export function styleOf(pair: Pair): EntryStyle {
  const key = scalarStyle(pair.key)
  return { key, value: () => valueStyle(pair.value, key) }
}

/** Entries written like those of a map of the same kind, key by key; `otherwise` where it has none. */
export function styleLike(map: YAMLMap | undefined, otherwise: ScalarStyle): EntryStyle {
  const [first] = map?.items ?? []
  if (map === undefined || first === undefined) return { key: otherwise, value: () => otherwise }
  const key = scalarStyle(first.key)
  return {
    key,
    value: (name) => {
      const pair = map.items.find((item) => isScalar(item.key) && scalarText(item.key) === name)
      return valueStyle((pair ?? first).value, key)
    }
  }
}

/** `key: value`. */
export const entryText = ([key, value]: Entry, style: EntryStyle): string =>
  `${quote(key, style.key)}: ${quote(value, style.value(key))}`

/** `{key: value, …}`. */
export const flowMapText = (entries: readonly Entry[], style: EntryStyle): string =>
  `{${entries.map((entry) => entryText(entry, style)).join(', ')}}`

/** The map among a list's items that shows how they are written: the last one. */
export const lastMap = (items: readonly unknown[]): YAMLMap | undefined =>
  items.findLast((item): item is YAMLMap => isMap(item))
