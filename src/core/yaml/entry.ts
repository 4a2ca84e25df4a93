import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml'
import type { Entry } from './operation.ts'
import { quote, type ScalarStyle } from './quote.ts'
import { scalarStyle, scalarText } from './scalar.ts'

/** How the keys and values of new entries are quoted. */
export interface EntryStyle {
  readonly key: ScalarStyle
  readonly value: (key: string) => ScalarStyle
}

/** Entries written like the pair beside them: its quotes are theirs. */
export const styleOf = (pair: Pair): EntryStyle => ({
  key: scalarStyle(pair.key),
  value: () => scalarStyle(pair.value)
})

/** Entries written like those of a map of the same kind, key by key; `otherwise` where it has none. */
export function styleLike(map: YAMLMap | undefined, otherwise: ScalarStyle): EntryStyle {
  const [first] = map?.items ?? []
  const keyStyle = first === undefined ? otherwise : scalarStyle(first.key)
  const valueStyle = first === undefined || keyStyle !== 'plain' ? keyStyle : scalarStyle(first.value)
  return {
    key: keyStyle,
    value: (key) => {
      const pair = map?.items.find((item) => isScalar(item.key) && scalarText(item.key) === key)
      return isScalar(pair?.value) ? scalarStyle(pair.value) : valueStyle
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
