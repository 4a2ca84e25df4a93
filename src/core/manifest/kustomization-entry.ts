import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { readField, resolve, type Field, type KeyCase } from '../yaml/field.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { findingsOf } from './findings.ts'
import { isTemplate, type Findings, type Slot, type Unreadable } from './format.ts'
import type { Way } from './way.ts'

/** A list of entries as kustomize has them, and how its keys are read. */
export interface EntryList {
  readonly list: Field
  /** The way to the list. */
  readonly way: Way
  readonly keyCase: KeyCase
}

interface EntryFields {
  readonly name: Field
  readonly newName: Field
  readonly newTag: Field
  readonly digest: Field
  readonly tagSuffix: Field
}

const readEntry = (document: YamlDocument, entry: YAMLMap, keyCase: KeyCase): EntryFields => ({
  name: readField(document, entry, 'name', keyCase),
  newName: readField(document, entry, 'newName', keyCase),
  newTag: readField(document, entry, 'newTag', keyCase),
  digest: readField(document, entry, 'digest', keyCase),
  tagSuffix: readField(document, entry, 'tagSuffix', keyCase)
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

function entrySlot(document: YamlDocument, map: YAMLMap, fields: EntryFields, way: Way): Slot {
  const { name, newName, newTag, digest, tagSuffix } = fields
  const spelled = name.text ?? ''
  const suffix = textIn(tagSuffix)
  return {
    format: 'kustomization',
    document,
    name: spelled,
    otherName: textIn(newName),
    reference: referenceOf(fields),
    path: `${way.path}.[name=${spelled}]`,
    offset: name.value === undefined ? nodeStart(map) : nodeStart(name.value),
    map,
    aliases: way.aliases,
    fields: { kind: 'separate', address: name, name: newName, tag: newTag, digest },
    ...(suffix === undefined
      ? {}
      : {
          caution: `"${spelled}" keeps its tagSuffix "${suffix}", which kustomize ignores beside a newTag or digest.`
        })
  }
}

/** The entries of a list, by their names; items that are none are passed over. */
export function entriesIn(document: YamlDocument, { list, way, keyCase }: EntryList): Findings {
  if (!isSeq(list.value)) return findingsOf([])
  const found = list.value.items.flatMap((item): readonly (Slot | Unreadable)[] => {
    const { node, aliases } = resolve(document, item)
    if (!isMap(node)) return []
    const fields = readEntry(document, node, keyCase)
    const template = templateIn(fields)
    if (template !== undefined) return [template]
    const to = { ...way, aliases: [...way.aliases, ...list.aliases, ...aliases] }
    return isScalar(fields.name.value) ? [entrySlot(document, node, fields, to)] : []
  })
  return findingsOf(found)
}
