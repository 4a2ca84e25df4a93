import { isMap, YAMLMap } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { Field } from '../yaml/field.ts'
import type { ScalarPlace } from '../yaml/scalar-place.ts'
import { scalarText } from '../yaml/scalar.ts'
import { isPinnedTag } from './field-part.ts'
import type { SeparateFields } from './format.ts'

/** The fields that were given for parts of one reference, each found by itself and not by its key. */
export interface PartFields {
  readonly name?: Field
  readonly tag?: Field
  readonly digest?: Field
}

// An empty text is no tag and no digest.
const textIn = (field: Field | undefined): string | undefined =>
  field?.text === '' ? undefined : field?.text

/** The version that a field of a tag holds, be it with a digest behind it. */
function versionIn(tag: Field | undefined): Omit<ImageReference, 'name'> {
  const text = textIn(tag)
  if (text === undefined) return {}
  const at = isPinnedTag(text) ? text.indexOf('@') : -1
  return at < 0 ? { tag: text } : { tag: text.slice(0, at), digest: text.slice(at + 1) }
}

/** The reference that the fields make up; where none of them holds its name, that of `known`, or none: what stands beside them may be of anything. */
export function referenceIn({ name, tag, digest }: PartFields, known: string | undefined): ImageReference {
  const digestText = textIn(digest)
  return {
    name: textIn(name) ?? known ?? '',
    ...versionIn(tag),
    ...(digestText === undefined ? {} : { digest: digestText })
  }
}

/**
 * The fields as those of a slot: they stay where they are, with an empty text when their part goes. A tag's field that has
 * a digest behind the tag, and no field for it, takes others as well.
 */
export const separateParts = (parts: PartFields, first: Field): SeparateFields => ({
  kind: 'separate',
  address: parts.name ?? first,
  name: parts.name,
  tag: parts.tag,
  digest: parts.digest,
  lasting: ['tag', 'digest'],
  tagHoldsDigest: parts.digest === undefined && isPinnedTag(parts.tag?.text ?? '')
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
