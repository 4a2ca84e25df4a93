import type { Alias, YAMLMap } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import type { Field } from '../yaml/field.ts'
import type { FormatName } from './manifest.ts'

/** A reference in one scalar (`image: app:v1`). */
export interface WholeReference {
  readonly kind: 'whole'
  readonly value: Field
}

/**
 * A reference in up to three fields of one map, each with the key that it has or would have. A part whose field is
 * `undefined` cannot be written in this place.
 */
export interface SeparateFields {
  readonly kind: 'separate'
  /** The field that addresses the map: new fields come behind it where none of their own order is there. */
  readonly address: Field
  readonly name: Field | undefined
  readonly tag: Field | undefined
  readonly digest: Field | undefined
}

/** One place that names an image: what it is called, what it stands for, and where its parts are written. */
export interface Slot {
  readonly format: FormatName
  readonly document: YamlDocument
  /** The name that addresses it. */
  readonly name: string
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
}

/** Nothing found. */
export const NOTHING: Findings = { slots: [], unreadable: [] }

/** Knows how one kind of document names images, and nothing about how they are written. */
export interface Format {
  readonly name: FormatName
  /** Whether a file is of this format alone, by its path. */
  readonly owns: (path: string) => boolean
  readonly locate: (file: YamlFile, document: YamlDocument) => Findings
}

/** Whether something else fills the text in before a cluster sees it (Helm, Jinja, ERB, envsubst, Terraform). */
export const isTemplate = (text: string): boolean => /\{\{|\{%|<%|%\{|\$\{|\$\(|\$[A-Z_]/.test(text)
