import { isMap, isScalar, isSeq, type Alias, type YAMLMap } from 'yaml'
import type { ImageReference } from '../../image/reference.ts'
import { rootMap, type YamlDocument, type YamlFile } from '../../yaml/document.ts'
import { readField, resolve, type Field } from '../../yaml/field.ts'
import { nodeStart } from '../../yaml/scalar.ts'
import { isTemplate, NOTHING, type Findings, type Format, type Slot, type Unreadable } from '../format.ts'
import { isKustomizationPath } from '../kustomization-path.ts'

const KINDS = new Set(['Kustomization', 'Component'])

/** Whether kustomize reads the document: by its file's name, or by its `apiVersion` and `kind`. */
export function isKustomization(path: string, document: YamlDocument | undefined): boolean {
  if (isKustomizationPath(path)) return true
  const root = rootMap(document)
  if (document === undefined || root === undefined) return false
  const apiVersion = readField(document, root, 'apiVersion').text ?? ''
  const kind = readField(document, root, 'kind').text ?? ''
  return apiVersion.startsWith('kustomize.config.k8s.io/') && KINDS.has(kind)
}

/** The list of entries: `images`, or the `imageTags` of old where that is missing. Keys count in any case, as in kustomize. */
export function imagesField(document: YamlDocument, root: YAMLMap): Field {
  const images = readField(document, root, 'images', 'any')
  if (images.pair !== undefined) return images
  const imageTags = readField(document, root, 'imageTags', 'any')
  return imageTags.pair === undefined ? images : imageTags
}

interface EntryFields {
  readonly name: Field
  readonly newName: Field
  readonly newTag: Field
  readonly digest: Field
  readonly tagSuffix: Field
}

const readEntry = (document: YamlDocument, entry: YAMLMap): EntryFields => ({
  name: readField(document, entry, 'name', 'any'),
  newName: readField(document, entry, 'newName', 'any'),
  newTag: readField(document, entry, 'newTag', 'any'),
  digest: readField(document, entry, 'digest', 'any'),
  tagSuffix: readField(document, entry, 'tagSuffix', 'any')
})

// An empty string means the same as a missing field, in every field of an entry.
const textIn = (field: Field): string | undefined => (field.text === '' ? undefined : field.text)

function referenceOf({ name, newName, newTag, digest }: EntryFields): ImageReference {
  const tag = textIn(newTag)
  const pinned = textIn(digest)
  return {
    name: textIn(newName) ?? name.text ?? '',
    ...(tag === undefined ? {} : { tag }),
    ...(pinned === undefined ? {} : { digest: pinned })
  }
}

function templateIn(fields: EntryFields): Unreadable | undefined {
  const parts = [fields.name, fields.newName, fields.newTag, fields.digest]
  const template = parts.find((field) => isTemplate(field.text ?? ''))
  if (template?.value === undefined) return undefined
  return { offset: nodeStart(template.value), text: `${fields.name.text ?? ''}:${template.text ?? ''}` }
}

function entrySlot(
  document: YamlDocument,
  map: YAMLMap,
  fields: EntryFields,
  aliases: readonly Alias[]
): Slot {
  const { name, newName, newTag, digest, tagSuffix } = fields
  const spelled = name.text ?? ''
  const suffix = textIn(tagSuffix)
  return {
    format: 'kustomization',
    document,
    name: spelled,
    otherName: textIn(newName),
    reference: referenceOf(fields),
    path: `images.[name=${spelled}]`,
    offset: name.value === undefined ? nodeStart(map) : nodeStart(name.value),
    map,
    aliases,
    fields: { kind: 'separate', address: name, name: newName, tag: newTag, digest },
    ...(suffix === undefined
      ? {}
      : {
          caution: `"${spelled}" keeps its tagSuffix "${suffix}", which kustomize ignores beside a newTag or digest.`
        })
  }
}

function locate(file: YamlFile, document: YamlDocument): Findings {
  const root = rootMap(document)
  if (document.index !== 0 || root === undefined || !isKustomization(file.path, document)) return NOTHING
  const images = imagesField(document, root)
  if (!isSeq(images.value)) return NOTHING
  const slots: Slot[] = []
  const unreadable: Unreadable[] = []
  for (const item of images.value.items) {
    const { node, aliases } = resolve(document, item)
    if (!isMap(node)) continue
    const fields = readEntry(document, node)
    const template = templateIn(fields)
    if (template !== undefined) unreadable.push(template)
    else if (isScalar(fields.name.value)) {
      slots.push(entrySlot(document, node, fields, [...images.aliases, ...aliases]))
    }
  }
  return { slots, unreadable }
}

/** The `images` of a kustomization or a kustomize component. */
export const kustomization: Format = { name: 'kustomization', owns: isKustomizationPath, locate }
