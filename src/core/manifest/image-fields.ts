import type { Alias, YAMLMap } from 'yaml'
import { isImageName } from '../image/grammar.ts'
import { parseReference, type ImageReference } from '../image/reference.ts'
import type { YamlDocument } from '../yaml/document.ts'
import type { Field } from '../yaml/field.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { isTemplate, type PartName, type Slot, type Unreadable } from './format.ts'
import type { FormatName } from './manifest.ts'

/** Where fields are that name an image. */
export interface ImagePlace {
  readonly format: FormatName
  readonly document: YamlDocument
  readonly map: YAMLMap
  readonly aliases: readonly Alias[]
  readonly path: string
}

/** The fields of one image in a list of values whose keys others rely on, so that none of them may go. */
export interface ImageFields {
  readonly registry: Field | undefined
  readonly name: Field
  readonly tag: Field
  readonly digest: Field | undefined
}

const PARTS: readonly PartName[] = ['registry', 'name', 'tag', 'digest']

const offsetOf = (map: YAMLMap, field: Field): number => nodeStart(field.aliases.at(-1) ?? field.value ?? map)

const textIn = (field: Field | undefined): string | undefined =>
  field?.text === '' ? undefined : field?.text

function referenceOf({ registry, name, tag, digest }: ImageFields): ImageReference {
  const host = textIn(registry)
  const repository = name.text ?? ''
  const version = textIn(tag) ?? ''
  const at = digest === undefined ? version.indexOf('@') : -1
  const tagText = at < 0 ? version : version.slice(0, at)
  const digestText = at < 0 ? textIn(digest) : version.slice(at + 1)
  return {
    name: host === undefined ? repository : `${host}/${repository}`,
    ...(tagText === '' ? {} : { tag: tagText }),
    ...(digestText === undefined ? {} : { digest: digestText })
  }
}

/** Reads the image of several fields; what a template fills in is none, nor what has no name of an image. */
export function readImageFields(place: ImagePlace, fields: ImageFields): Slot | Unreadable | undefined {
  const { registry, name, tag, digest } = fields
  const reference = referenceOf(fields)
  const template = [name, tag, registry, digest].find((field) => isTemplate(field?.text ?? ''))
  if (template !== undefined) {
    return { offset: offsetOf(place.map, template), text: `${reference.name}:${reference.tag ?? ''}` }
  }
  if (!isImageName(reference.name)) return undefined
  return {
    ...place,
    name: reference.name,
    ...(registry === undefined ? {} : { shortName: name.text ?? '' }),
    otherName: undefined,
    reference,
    offset: offsetOf(place.map, name),
    fields: {
      kind: 'separate',
      address: name,
      ...(registry === undefined ? {} : { registry }),
      name,
      tag,
      digest,
      tagHoldsDigest: digest === undefined,
      lasting: PARTS
    }
  }
}

/** Reads a field that holds a whole reference; only a version in it shows that it does. */
export function readWholeImage(place: ImagePlace, value: Field): Slot | Unreadable | undefined {
  const text = value.text ?? ''
  const offset = offsetOf(place.map, value)
  if (isTemplate(text)) return { offset, text }
  const reference = parseReference(text)
  if (reference?.tag === undefined && reference?.digest === undefined) return undefined
  const { name } = reference
  return { ...place, name, otherName: undefined, reference, offset, fields: { kind: 'whole', value } }
}
