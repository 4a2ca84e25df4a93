import type { Alias, Node, YAMLMap } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import type { Field } from '../yaml/field.ts'
import type { FieldPointer } from './field-pointer.ts'
import { FORMAT_NAMES, type FormatName } from './manifest.ts'

/** A reference in one scalar (`image: app:v1`). */
export interface WholeReference {
  readonly kind: 'whole'
  readonly value: Field
  /** What stands before the reference in the scalar, such as the `app=` of an Argo CD override; it stays. */
  readonly prefix?: string
  /** The name that addresses it whatever the reference says: once the two differ, it stands before it as `NAME=`. */
  readonly address?: string
  /** Whether the name stands in it without its registry, which nothing else tells. */
  readonly nameIsShort?: boolean
  /** Whether it is an item of a list, to which no key could be added. */
  readonly inList?: boolean
}

/** What the fields of a reference hold. */
export type PartName = 'registry' | 'name' | 'tag' | 'digest'

/**
 * A reference in up to three fields of one map, each with the key that it has or would have. A part whose field is
 * `undefined` cannot be written in this place.
 */
export interface SeparateFields {
  readonly kind: 'separate'
  /** The field that addresses the map: new fields come behind it where none of their own order is there. */
  readonly address: Field
  /** The registry, where it is apart from the name. */
  readonly registry?: Field
  readonly name: Field | undefined
  /** Whether the name stands there without its registry, which nothing in the map tells. */
  readonly nameIsShort?: boolean
  readonly tag: Field | undefined
  readonly digest: Field | undefined
  /** Parts whose fields stay when they go, with an empty text: they are marked, or pointed at, or others need the key. */
  readonly lasting?: readonly PartName[]
  /** Whether the tag's field takes `tag@digest`, for want of a field of its own. */
  readonly tagHoldsDigest?: boolean
}

/** One place that names an image: what it is called, what it stands for, and where its parts are written. */
export interface Slot {
  readonly format: FormatName
  /** The format that people are told, where it is another: what is pointed at may be a place that one knows. */
  readonly toldFormat?: FormatName
  readonly document: YamlDocument
  /** The name that addresses it. */
  readonly name: string
  /** Names that address it just as well. */
  readonly alsoNamed?: readonly string[]
  /** The name without its registry, spelled so: addresses it as well, unless it fits images of several registries. */
  readonly shortName?: string
  /** A name that addresses it as well, when no place has it for its own and no other has it too. */
  readonly otherName: string | undefined
  /** What the place stands for, before the update. */
  readonly reference: ImageReference
  /** The way to it through document, keys and list items, by names where items have them. */
  readonly path: string
  readonly offset: number
  /** The map that holds the fields, and the aliases through which this place reads it. */
  readonly map: YAMLMap
  readonly aliases: readonly Alias[]
  readonly fields: WholeReference | SeparateFields
  /** Whether it is pointed at, so that every wish is for it, whatever it is called. */
  readonly pointedAt?: boolean
  /** The part that it is said to hold, while it holds a tag with a digest behind it. */
  readonly misnamedPart?: 'name' | 'digest'
  /** Values of it that are set where they stand though aliases read them, too: what those stand for follows. */
  readonly followed?: ReadonlySet<Node>
  /** The markers on values of it. */
  readonly marks?: readonly Slot[]
  /** Something that a person should know when the place is changed. */
  readonly caution?: string
}

/** A value in the place of an image that is none: the source of a template, or free text. */
export interface Unreadable {
  readonly offset: number
  readonly text: string
}

/** What a format finds in one document. */
export interface Findings {
  readonly slots: readonly Slot[]
  readonly unreadable: readonly Unreadable[]
  /** The documents within block scalars that were read. */
  readonly embedded?: readonly YamlDocument[]
}

/** Every format may find, and nothing is known beyond the document. */
export const ANYWHERE: Surroundings = { formats: new Set(FORMAT_NAMES), pointers: [], policies: new Map() }

/** Nothing found. */
export const NOTHING: Findings = { slots: [], unreadable: [] }

/** What formats know beyond the document that they read. */
export interface Surroundings {
  /** The formats that may find anything. */
  readonly formats: ReadonlySet<FormatName>
  /** The fields of this file that `manifests` points at. */
  readonly pointers: readonly FieldPointer[]
  /** The names of the only images that are looked for in this file (`NAME=FILE`); all, where it is left out. */
  readonly images?: readonly string[]
  /** The image that each Flux `ImagePolicy` (`namespace:name`) is about, by its name. */
  readonly policies: ReadonlyMap<string, string>
}

/** Knows how one kind of document names images, and nothing about how they are written. */
export interface Format {
  readonly name: FormatName
  /** Whether a file is of this format alone, by its path. */
  readonly owns: (path: string) => boolean
  /** Whether it reads files of other formats too: places that are marked or pointed at are anywhere. */
  readonly readsAll?: boolean
  readonly locate: (file: YamlFile, document: YamlDocument, surroundings: Surroundings) => Findings
}

/** Whether something else fills the text in before a cluster sees it (Helm, Jinja, ERB, envsubst, Terraform). */
export const isTemplate = (text: string): boolean => /\{\{|\{%|<%|%\{|\$\{|\$\(|\$[A-Z_]/.test(text)
