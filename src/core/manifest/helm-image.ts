import type { Node } from 'yaml'
import { parseReference } from '../image/reference.ts'
import type { YamlDocument } from '../yaml/document.ts'
import type { Field } from '../yaml/field.ts'
import { nodeStart } from '../yaml/scalar.ts'
import type { SeparateFields, Slot, Unreadable } from './format.ts'
import type { HelmFields } from './helm-fields.ts'
import { readHelmReference, type HelmReference } from './helm-reference.ts'
import type { FormatName } from './manifest.ts'
import { further, type MapAt } from './way.ts'

/** What the images of one set of Helm values have in common. */
export interface HelmValues {
  readonly document: YamlDocument
  readonly format: FormatName
  /** The registry that charts put before names without one of their own. */
  readonly globalRegistry: string | undefined
}

/** Where a person finds the place: at its value, or at the alias that stands for it. */
function offsetOf({ map }: MapAt, { aliases, value }: Field): number {
  const node: Node = aliases[0] ?? value ?? map
  return nodeStart(node)
}

function registryField({ registry }: HelmFields, found: HelmReference): { readonly registry?: Field } {
  if (found.hasOwnRegistry) return {}
  // Where the registry is that of all, another one of this image alone gets a key of its own.
  const isGlobal = found.registry !== undefined && (registry.text ?? '') === ''
  if (isGlobal && registry.value === undefined) return { registry: { ...registry, text: found.registry } }
  return registry.value === undefined || isGlobal ? {} : { registry }
}

function separateFields(fields: HelmFields, found: HelmReference): SeparateFields {
  const { name, tag, digest } = fields
  const inTag = found.digestInTag || digest.value === undefined
  return {
    kind: 'separate',
    address: name,
    ...registryField(fields, found),
    name,
    tag,
    digest: inTag ? undefined : digest,
    tagHoldsDigest: inTag
  }
}

/** The names that address an image whose name is put together: without its registry, and with that of all. */
function otherNames(
  { globalRegistry }: HelmValues,
  { reference, repository, hasOwnRegistry }: HelmReference
): Pick<Slot, 'alsoNamed' | 'shortName'> {
  if (hasOwnRegistry) return { shortName: repository.slice(repository.indexOf('/') + 1) }
  if (repository === reference.name) return {}
  const withGlobal = globalRegistry === undefined ? [] : [`${globalRegistry}/${repository}`]
  return { shortName: repository, alsoNamed: withGlobal }
}

/** Reads the image that some fields of a map name, if they name one. */
export function readHelmFields(
  values: HelmValues,
  fields: HelmFields,
  at: MapAt
): Slot | Unreadable | undefined {
  const found = readHelmReference(fields, values.globalRegistry)
  if (found === undefined) return undefined
  if ('text' in found) return { offset: offsetOf(at, found.field), text: found.text }
  const { reference } = found
  return {
    format: values.format,
    document: values.document,
    name: reference.name,
    ...otherNames(values, found),
    otherName: undefined,
    reference,
    path: further(at.way, fields.name.key).path,
    offset: offsetOf(at, fields.name),
    map: at.map,
    aliases: at.way.aliases,
    fields: separateFields(fields, found)
  }
}

/** Reads a whole reference under a key for an image. */
export function readHelmWhole(
  { document, format }: HelmValues,
  value: Field,
  at: MapAt
): Slot | Unreadable | undefined {
  if (value.text === undefined || value.text === '') return undefined
  const offset = offsetOf(at, value)
  const reference = parseReference(value.text)
  if (reference === undefined) return { offset, text: value.text }
  return {
    format,
    document,
    name: reference.name,
    otherName: undefined,
    reference,
    path: further(at.way, value.key).path,
    offset,
    map: at.map,
    aliases: at.way.aliases,
    fields: { kind: 'whole', value }
  }
}
