import { isMap, YAMLMap } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { YamlDocument } from '../yaml/document.ts'
import type { Field } from '../yaml/field.ts'
import type { ScalarPlace } from '../yaml/scalar-place.ts'
import { scalarText } from '../yaml/scalar.ts'
import type { SeparateFields } from './format.ts'
import { nameBeside } from './name-beside.ts'

/** The fields that were given for parts of one reference, each found by itself and not by its key. */
export interface PartFields {
  readonly name?: Field
  readonly tag?: Field
  readonly digest?: Field
}

// An empty text is no tag and no digest.
const textIn = (field: Field | undefined): string | undefined =>
  field?.text === '' ? undefined : field?.text

/** The reference that the fields make up; where none of them holds its name, that of `known`, or what stands beside them. */
export function referenceIn(
  document: YamlDocument,
  map: YAMLMap,
  { name, tag, digest }: PartFields,
  known: string | undefined
): ImageReference {
  const [tagText, digestText] = [textIn(tag), textIn(digest)]
  return {
    name: textIn(name) ?? known ?? nameBeside(document, map) ?? '',
    ...(tagText === undefined ? {} : { tag: tagText }),
    ...(digestText === undefined ? {} : { digest: digestText })
  }
}

/** The fields as those of a slot: they stay where they are, with an empty text when their part goes. */
export const separateParts = (parts: PartFields, first: Field): SeparateFields => ({
  kind: 'separate',
  address: parts.name ?? first,
  name: parts.name,
  tag: parts.tag,
  digest: parts.digest,
  lasting: ['tag', 'digest']
})

/** A scalar as a field that is written in place. */
export const fieldAt = ({ scalar, pair, path }: ScalarPlace): Field => ({
  key: path.slice(path.lastIndexOf('.') + 1),
  pair,
  value: scalar,
  aliases: [],
  text: scalar.value === null ? undefined : scalarText(scalar)
})

/** The map that holds the scalar; one of its own, without keys, where a list does: nothing can be put beside it. */
export const mapAround = ({ holder }: ScalarPlace): YAMLMap => (isMap(holder) ? holder : new YAMLMap())
