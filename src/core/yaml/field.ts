import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap
} from 'yaml'
import type { YamlDocument } from './document.ts'
import { scalarText } from './scalar.ts'

/** What a map holds under a key, be it its own pair or one that it inherits through a merge key. */
export interface Field {
  /** The key as the map spells it, or as it would. */
  readonly key: string
  /** The map's own pair: the last one, as repeated keys override each other. */
  readonly pair: Pair | undefined
  /** What the key stands for, aliases resolved. */
  readonly value: Node | undefined
  /** The aliases that lead from the map to the value. */
  readonly aliases: readonly Alias[]
  /** The value as a string; `undefined` where there is none, or it is null or no scalar. */
  readonly text: string | undefined
}

/** Whether keys must be spelled exactly, or in any case (as the decoder of kustomize has it). */
export type KeyCase = 'exact' | 'any'

const keyText = (pair: Pair): string | undefined => (isScalar(pair.key) ? scalarText(pair.key) : undefined)

function ownPair(map: YAMLMap, key: string, keyCase: KeyCase): Pair | undefined {
  const wanted = keyCase === 'any' ? key.toLowerCase() : key
  return map.items.findLast((pair) => {
    const text = keyText(pair)
    return (keyCase === 'any' ? text?.toLowerCase() : text) === wanted
  })
}

interface Lookup {
  readonly document: YamlDocument
  readonly key: string
  readonly keyCase: KeyCase
  /** The maps looked into: merge keys may lead to one map on many ways. */
  readonly seen: Set<YAMLMap>
}

interface Resolved {
  readonly node: Node | undefined
  readonly aliases: readonly Alias[]
}

/** What a node stands for, and the alias that it is, if any. */
export function resolve(document: YamlDocument, node: unknown): Resolved {
  if (!isAlias(node)) return { node: (node ?? undefined) as Node | undefined, aliases: [] }
  return { node: document.aliases.resolve(node), aliases: [node] }
}

const isMerge = ({ key }: Pair): boolean => isScalar(key) && key.type === 'PLAIN' && scalarText(key) === '<<'

const mergeSources = (document: YamlDocument, map: YAMLMap): readonly Resolved[] =>
  map.items.filter(isMerge).flatMap((pair) => {
    const merged = resolve(document, pair.value)
    if (!isSeq(merged.node)) return [merged]
    return merged.node.items.map((item) => {
      const { node, aliases } = resolve(document, item)
      return { node, aliases: [...merged.aliases, ...aliases] }
    })
  })

function inherited(lookup: Lookup, map: YAMLMap): Field | undefined {
  for (const { node, aliases } of mergeSources(lookup.document, map)) {
    if (!isMap(node) || lookup.seen.has(node)) continue
    const field = search(lookup, node)
    if (field !== undefined) return { ...field, pair: undefined, aliases: [...aliases, ...field.aliases] }
  }
  return undefined
}

const textOf = (node: Node | undefined): string | undefined =>
  isScalar(node) && node.value !== null ? scalarText(node) : undefined

function ownField(document: YamlDocument, key: string, pair: Pair): Field {
  const { node, aliases } = resolve(document, pair.value)
  return { key: keyText(pair) ?? key, pair, value: node, aliases, text: textOf(node) }
}

function search(lookup: Lookup, map: YAMLMap): Field | undefined {
  lookup.seen.add(map)
  const pair = ownPair(map, lookup.key, lookup.keyCase)
  return pair === undefined ? inherited(lookup, map) : ownField(lookup.document, lookup.key, pair)
}

/** Looks a key up in a map: its own last pair, else what its merge keys bring. */
export function readField(
  document: YamlDocument,
  map: YAMLMap,
  key: string,
  keyCase: KeyCase = 'exact'
): Field {
  const found = search({ document, key, keyCase, seen: new Set() }, map)
  return found ?? { key, pair: undefined, value: undefined, aliases: [], text: undefined }
}

function collect(document: YamlDocument, map: YAMLMap, seen: Set<YAMLMap>): ReadonlyMap<string, Field> {
  seen.add(map)
  const fields = new Map<string, Field>()
  for (const pair of map.items) {
    const key = keyText(pair)
    if (key !== undefined && !isMerge(pair)) fields.set(key, ownField(document, key, pair))
  }
  for (const { node, aliases } of mergeSources(document, map)) {
    if (!isMap(node) || seen.has(node)) continue
    for (const [key, field] of collect(document, node, seen)) {
      if (!fields.has(key))
        fields.set(key, { ...field, pair: undefined, aliases: [...aliases, ...field.aliases] })
    }
  }
  return fields
}

/** All that a map holds under keys that are scalars, by key: its own last pairs, then what its merge keys bring. */
export const readFields = (document: YamlDocument, map: YAMLMap): ReadonlyMap<string, Field> =>
  collect(document, map, new Set())

/** The field's value when it is a scalar. */
export const fieldScalar = (field: Field): Scalar | undefined =>
  isScalar(field.value) ? field.value : undefined
