import { isMap } from 'yaml'
import { isSameImage } from '../image/name.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { keyStep } from '../yaml/field-path.ts'
import type { FieldPointer } from './field-pointer.ts'
import { allFindings } from './findings.ts'
import type { Findings, Slot } from './format.ts'
import { kustomizeItems } from './kustomize-items.ts'
import type { FormatName } from './manifest.ts'
import { fieldsAlong, type ImageField } from './updater-field.ts'

/** The items that stand for the image: those that are addressed by its name, or else by another one that no policy tells. */
function itemsFor(slots: readonly Slot[], { original, imageName }: ImageField): readonly Slot[] {
  const own = slots.filter(({ name }) => isSameImage(name, original ?? imageName))
  if (own.length > 0 || original !== undefined) return own
  return slots.filter(({ otherName }) => otherName !== undefined && isSameImage(otherName, imageName))
}

/**
 * The items of a list of kustomize's images that are pointed at as the image of a policy, under the name of the pointer; and those that
 * cannot be read.
 */
export function pointedImages(
  toldFormat: FormatName,
  document: YamlDocument,
  pointer: FieldPointer,
  updater: ImageField
): Findings {
  const holder = updater.way.slice(0, -1).map((step) => keyStep(String(step)))
  const { slots, ...others } = allFindings(
    fieldsAlong(document, holder.join('.'), updater).flatMap(({ field, aliases, path }) =>
      isMap(field.value)
        ? [
            kustomizeItems('yaml-field', document, {
              map: field.value,
              way: { path, aliases: [...aliases, ...field.aliases] }
            })
          ]
        : []
    )
  )
  const named = itemsFor(slots, updater).map((slot) => ({
    ...slot,
    toldFormat,
    name: pointer.image ?? slot.name,
    otherName: undefined
  }))
  return { slots: named, ...others }
}
