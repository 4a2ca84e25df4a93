import { isImageName, isRegistryHost } from '../image/grammar.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { Field } from '../yaml/field.ts'
import type { PartName, SeparateFields, Slot, WholeReference } from './format.ts'

/** One part of a reference: its field, and the text that the field holds for the reference. */
export interface PartText {
  readonly part: PartName
  readonly field: Field
  readonly text: string | undefined
}

interface SplitName {
  readonly registry: string | undefined
  readonly repository: string
}

/** A name as its registry and the rest. */
export function splitName(name: string): SplitName {
  const slash = name.indexOf('/')
  const host = name.slice(0, Math.max(slash, 0))
  if (slash < 0 || !isRegistryHost(host)) return { registry: undefined, repository: name }
  return { registry: host, repository: name.slice(slash + 1) }
}

/** `tag@digest` where one field holds both; the tag alone where it does not. */
function versionText(
  { tagHoldsDigest }: SeparateFields,
  { tag, digest }: ImageReference
): string | undefined {
  return tagHoldsDigest === true && digest !== undefined ? `${tag ?? ''}@${digest}` : tag
}

/** The texts of a map's fields for a reference, in the order in which new fields come: registry, name, tag, digest. */
export function partTexts(fields: SeparateFields, reference: ImageReference): readonly PartText[] {
  const { registry, repository } = splitName(reference.name)
  const isWhole = fields.registry === undefined && fields.nameIsShort !== true
  const texts: readonly (readonly [PartName, Field | undefined, string | undefined])[] = [
    ['registry', fields.registry, registry],
    ['name', fields.name, isWhole ? reference.name : repository],
    ['tag', fields.tag, versionText(fields, reference)],
    ['digest', fields.digest, reference.digest]
  ]
  return texts.flatMap(([part, field, text]) => {
    const nothing = fields.lasting?.includes(part) === true ? '' : undefined
    return field === undefined ? [] : [{ part, field, text: text ?? nothing }]
  })
}

/** The text of a scalar that holds a whole reference, with what stands before it. */
export function wholeText(
  { prefix, address, nameIsShort }: Pick<WholeReference, 'prefix' | 'address' | 'nameIsShort'>,
  reference: ImageReference
): string {
  const before = prefix ?? (address === undefined || address === reference.name ? '' : `${address}=`)
  const name = nameIsShort === true ? splitName(reference.name).repository : reference.name
  return before + formatReference({ ...reference, name })
}

/** A reference as people are told of it: under the wanted name, where nothing in the file tells it. */
export const toldName = (reference: ImageReference, { name, newName }: Wanted): ImageReference =>
  reference.name === '' ? { ...reference, name: newName ?? name } : reference

/** A reference that nothing has told the name of, with the one that it is wanted by. */
export const withName = (reference: ImageReference, { name }: Wanted): ImageReference =>
  reference.name === '' && isImageName(name) ? { ...reference, name } : reference

/**
 * As much of a reference as a place can hold: a part without a field stays as it is there. A digest in the field of a tag
 * needs the tag before it, so that the tag stays where the wish has none.
 */
export function writable({ fields, reference }: Slot, to: ImageReference): ImageReference {
  if (fields.kind === 'whole') return to
  const inTag = fields.digest === undefined && fields.tagHoldsDigest === true
  const digest = fields.digest === undefined && !inTag ? reference.digest : to.digest
  const keepsTag = fields.tag === undefined || (inTag && to.tag === undefined)
  const tag = keepsTag ? reference.tag : to.tag
  return {
    name: fields.name === undefined ? reference.name : to.name,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest })
  }
}
