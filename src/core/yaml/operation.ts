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

/** A key and its value in what is written anew. */
export type NewEntry = readonly [key: string, value: string | boolean]

/** An item of a list: a map of entries, or a string. */
export type Item = readonly NewEntry[] | string

/** What a new key holds: a single value, a list, or a map of further keys. */
export type Content = string | boolean | readonly Item[] | Contents

/** Keys with what they hold. */
export type Contents = ReadonlyMap<string, Content>

/** Adds items to the end of a list. */
export interface AppendItems {
  readonly kind: 'append'
  readonly list: YAMLSeq
  readonly items: readonly Item[]
}

/** Gives a map (`null`: that of an empty document) keys that are missing, or one of its keys that holds nothing a content. */
export interface AddFields {
  readonly kind: 'add'
  readonly map: YAMLMap | null
  /** The pair of the key that holds nothing; then `fields` has this one key. */
  readonly pair: Pair | undefined
  readonly fields: Contents
}

/** One change of a document's tree. What it does to the text is decided elsewhere; both are compared afterwards. */
export type Operation = SetValue | InsertFields | RemoveField | ReplaceField | AppendItems | AddFields
