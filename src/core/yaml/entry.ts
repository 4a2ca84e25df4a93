import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml'
import type { Item, NewEntry } from './operation.ts'
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

/** One style for all. */
export const alike = (style: ScalarStyle): EntryStyle => ({ key: style, value: () => style })

/** Entries written like those of a map of the same kind, key by key. */
function styleLike(map: YAMLMap): EntryStyle {
  const [first] = map.items
  if (first === undefined) return alike('plain')
  const key = scalarStyle(first.key)
  return {
    key,
    value: (name) => {
      const pair = map.items.find((item) => isScalar(item.key) && scalarText(item.key) === name)
      return valueStyle((pair ?? first).value, key)
    }
  }
}

/** Items written like the last map of a list; where none is a map, like its last item. */
export function styleOfItems(items: readonly unknown[]): EntryStyle {
  const map = items.findLast((item): item is YAMLMap => isMap(item))
  return map === undefined ? alike(scalarStyle(items.at(-1))) : styleLike(map)
}

/** `key: value`. */
export const entryText = ([key, value]: NewEntry, style: EntryStyle): string =>
  `${quote(key, style.key)}: ${typeof value === 'string' ? quote(value, style.value(key)) : String(value)}`

const flowMapText = (entries: readonly NewEntry[], style: EntryStyle): string =>
  `{${entries.map((entry) => entryText(entry, style)).join(', ')}}`

/** A map as one entry after the other, and a string, on one line. */
export const flowItemText = (item: Item, style: EntryStyle): string =>
  typeof item === 'string' ? quote(item, style.key) : flowMapText(item, style)
