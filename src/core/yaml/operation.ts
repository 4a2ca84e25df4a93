import type { Alias, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'

/** A key and its value, both strings. */
export type Entry = readonly [key: string, value: string]

/** Gives a scalar another text; in place of an alias, puts a scalar. */
export interface SetValue {
  readonly kind: 'set'
  /** The pair whose value it is, where that is no other map's. */
  readonly pair: Pair | undefined
  readonly node: Scalar | Alias
  readonly value: string
}

/** Adds entries to a map, behind one of its pairs. */
export interface InsertFields {
  readonly kind: 'insert'
  readonly map: YAMLMap
  readonly after: Pair
  readonly entries: readonly Entry[]
}

/** Takes a pair out of a map. */
export interface RemoveField {
  readonly kind: 'remove'
  readonly map: YAMLMap
  readonly pair: Pair
}

/** Puts another entry in the place of a pair. */
export interface ReplaceField {
  readonly kind: 'replace'
  readonly map: YAMLMap
  readonly pair: Pair
  readonly entry: Entry
}

/** An item of a list: a map of entries, or a string. */
export type Item = readonly Entry[] | string

/** Adds items to the end of a list. */
export interface AppendItems {
  readonly kind: 'append'
  readonly list: YAMLSeq
  readonly items: readonly Item[]
}

/** Gives a map (`null`: that of an empty document) a list, under a key that is missing or holds nothing. */
export interface AddList {
  readonly kind: 'list'
  readonly root: YAMLMap | null
  /** The key of a new map that the list gets around it; none, where it is left out. */
  readonly within?: string
  /** The pair of the key, where it is there. */
  readonly pair: Pair | undefined
  readonly key: string
  readonly items: readonly Item[]
}

/** One change of a document's tree. What it does to the text is decided elsewhere; both are compared afterwards. */
export type Operation = SetValue | InsertFields | RemoveField | ReplaceField | AppendItems | AddList
