import type { ImageReference } from '../image/reference.ts'
import type { SeparateFields, Slot, WholeReference } from './format.ts'
import { splitName } from './parts.ts'
import type { UpdaterField } from './updater-field.ts'

type Content = Pick<Slot, 'fields' | 'reference'>

/** The name that stands in the place, where it holds one. */
const nameIn = (fields: WholeReference | SeparateFields, { name }: ImageReference): string =>
  fields.kind === 'whole' ? name : (fields.name?.text ?? '')

/** Whether the name stands in a value without its registry, while the image has one. */
function isShort({ fields, reference }: Content, { kind, imageName }: UpdaterField): boolean {
  const name = nameIn(fields, reference)
  const hasNone = name !== '' && splitName(name).registry === undefined
  return kind === 'value' && hasNone && splitName(imageName).registry !== undefined
}

/** What a place holds as Argo CD Image Updater has it: the field of a tag takes a digest, and a short name stays short. */
export function updaterParts(content: Content, updater: UpdaterField): Content {
  const { reference } = content
  const fields =
    content.fields.kind === 'whole'
      ? content.fields
      : { ...content.fields, tagHoldsDigest: content.fields.digest === undefined }
  if (!isShort(content, updater)) return { fields, reference }
  const isIt = reference.name === splitName(updater.imageName).repository
  return {
    fields: { ...fields, nameIsShort: true },
    reference: { ...reference, name: isIt ? updater.imageName : reference.name }
  }
}
