import { isMap, isSeq, type Alias, type Node, type YAMLMap } from 'yaml'
import type { YamlDocument } from '../yaml/document.ts'
import { readField, resolve } from '../yaml/field.ts'

/** How one comes to a node: the path, and the aliases on it. */
export interface Way {
  readonly path: string
  readonly aliases: readonly Alias[]
}

/** A map, and the way to it. */
export interface MapAt {
  readonly map: YAMLMap
  readonly way: Way
}

/** An item of a list: what it stands for, the aliases that stand in its place, and the way to the list. */
export interface ItemAt {
  readonly index: number
  readonly node: Node | undefined
  readonly aliases: readonly Alias[]
  readonly list: Way
}

/** The way one key further, through the aliases that the key leads to. */
export const further = (way: Way, key: string, aliases: readonly Alias[] = []): Way => ({
  path: way.path === '' ? key : `${way.path}.${key}`,
  aliases: [...way.aliases, ...aliases]
})

/** The map under a key of a map. */
export function mapUnder(document: YamlDocument, { map, way }: MapAt, key: string): MapAt | undefined {
  const { value, aliases } = readField(document, map, key)
  return isMap(value) ? { map: value, way: further(way, key, aliases) } : undefined
}

/** The items of the list under a key of a map; none where there is no list. */
export function itemsUnder(document: YamlDocument, { map, way }: MapAt, key: string): readonly ItemAt[] {
  const { value, aliases } = readField(document, map, key)
  if (!isSeq(value)) return []
  const list = further(way, key, aliases)
  return value.items.map((item, index) => ({ index, ...resolve(document, item), list }))
}

/** The maps in the list under a key of a map; in their paths by their names where they have some, else by position. */
export const mapsUnder = (document: YamlDocument, at: MapAt, key: string): readonly MapAt[] =>
  itemsUnder(document, at, key).flatMap(({ index, node, aliases, list }) => {
    if (!isMap(node)) return []
    const name = readField(document, node, 'name').text
    return [{ map: node, way: further(list, name === undefined ? String(index) : `[name=${name}]`, aliases) }]
  })
