import { isMap } from 'yaml'
import type { YamlDocument } from '../yaml/document.ts'
import { findFields, keyStep, type FieldAt, type Station } from '../yaml/field-path.ts'
import { readField } from '../yaml/field.ts'
import type { Made } from '../yaml/making.ts'
import type { Item, NewEntry } from '../yaml/operation.ts'
import { objectsNamed, type ObjectName } from './kubernetes-object.ts'

interface OfImage {
  /** The name of the image, with its registry. */
  readonly imageName: string
  /** The keys that lead to the value, or to the list that has it as an item. */
  readonly way: Made['way']
}

/** A key of Helm values. A name without a registry that stands there stays without one. */
export interface ValueField extends OfImage {
  readonly kind: 'value'
  /** As the updater has it: it may be one key with dots in it, too. */
  readonly key: string
}

/** A list of a source, in an override or in an Application. */
interface InList extends OfImage {
  /** The object that the list is in; the file itself, where it is left out. */
  readonly within?: ObjectName
}

/** A parameter of Helm: an item of a list, by its name. */
export interface ParameterField extends InList {
  readonly kind: 'parameter'
  readonly name: string
  /** What a new parameter has beside its name and its value. */
  readonly also: readonly NewEntry[]
  /** Parameters by their names that a new list has as well: it puts them out of effect where they stand. */
  readonly others: ReadonlyMap<string, Item>
  /** Whether nobody named it: it is made only together with others. */
  readonly isDefault: boolean
}

/** An image of kustomize: an item of a list, `[NAME=]IMAGE:TAG`. */
export interface ImageField extends InList {
  readonly kind: 'image'
  /** The name that kustomize knows the image by, where that is another. */
  readonly original: string | undefined
  /** Items that a new list has as well. */
  readonly others: readonly string[]
}

/** A field as Argo CD Image Updater has it: what is not there is made, and a digest stands behind the tag. */
export type UpdaterField = ValueField | ParameterField | ImageField

/** A map from which fields are looked for, and made. */
export function stationsOf(document: YamlDocument, field: UpdaterField | undefined): readonly Station[] {
  if (field === undefined || field.kind === 'value' || field.within === undefined) {
    return [{ node: document.root ?? undefined, aliases: [], path: '' }]
  }
  return objectsNamed(document, field.within).map(({ map, way }) => ({ node: map, ...way }))
}

function literalField(document: YamlDocument, { key }: ValueField): readonly FieldAt[] {
  const { root } = document
  if (!isMap(root) || !key.includes('.')) return []
  const field = readField(document, root, key)
  return field.pair === undefined ? [] : [{ field, map: root, aliases: [], path: keyStep(key) }]
}

/** The fields that a path leads to in a document. A key of values with dots in it is looked for as it stands first. */
export function fieldsAlong(
  document: YamlDocument,
  path: string,
  updater: UpdaterField | undefined
): readonly FieldAt[] {
  const literal = updater?.kind === 'value' ? literalField(document, updater) : []
  if (literal.length > 0) return literal
  return stationsOf(document, updater).flatMap((station) => findFields(document, path, station))
}
