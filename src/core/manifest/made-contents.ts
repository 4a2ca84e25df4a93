import { isSeq, type YAMLMap } from 'yaml'
import { isSameImage } from '../image/name.ts'
import { splitReference } from '../image/reference.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import { findFields, keyStep } from '../yaml/field-path.ts'
import { makeFields, type Made } from '../yaml/making.ts'
import type { Item, NewEntry, Operation } from '../yaml/operation.ts'
import type { MissingField } from './made-fields.ts'
import type { ImageField, ParameterField } from './updater-field.ts'

/** A missing field of one kind. */
interface Missing<Updater> extends Omit<MissingField, 'updater'> {
  readonly updater: Updater
}

const isOfKind =
  <Kind extends MissingField['updater']['kind']>(kind: Kind) =>
  (field: MissingField): field is Missing<Extract<MissingField['updater'], { kind: Kind }>> & MissingField =>
    field.updater.kind === kind

/** Parameters, where they are a new list with the others of it, by their names; else behind those that there are. */
function parameterItems(fields: readonly Missing<ParameterField>[], isNew: boolean): readonly Item[] {
  const items = new Map<string, Item>()
  if (isNew) for (const { updater } of fields) updater.others.forEach((item, name) => items.set(name, item))
  for (const { updater, text } of fields) {
    const entries: readonly NewEntry[] = [['name', updater.name], ['value', text], ...updater.also]
    items.set(updater.name, entries)
  }
  if (!isNew) return [...items.values()]
  return [...items].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item)
}

/** Whether an item of others is for the same image; and if it has another name for it, which it keeps. */
function addressIn(item: string, { original, imageName }: ImageField): string | undefined {
  const equals = item.indexOf('=')
  const { name } = splitReference(item.slice(equals + 1))
  const address = equals < 0 ? name : item.slice(0, equals)
  if (isSameImage(address, original ?? imageName)) return address
  return original === undefined && isSameImage(name, imageName) ? address : undefined
}

/** Items of images, in a new list together with the others of it, in which they take the places of their own. */
function imageItems(fields: readonly Missing<ImageField>[], isNew: boolean): readonly Item[] {
  const items = isNew ? [...new Set(fields.flatMap(({ updater }) => updater.others))] : []
  for (const { updater, text } of fields) {
    const position = items.findIndex((item) => addressIn(item, updater) !== undefined)
    const equals = items[position]?.indexOf('=') ?? -1
    const keeps = updater.original === undefined && equals >= 0
    const item = keeps ? `${items[position]?.slice(0, equals) ?? ''}=${text}` : text
    if (position < 0) items.push(item)
    else items[position] = item
  }
  return items
}

/** Whether the list at the end of a way is not there, or has nothing in it. */
function isNewList(document: YamlDocument | undefined, map: YAMLMap | null, way: Made['way']): boolean {
  if (document === undefined || map === null) return true
  const path = way.map((step) => keyStep(String(step))).join('.')
  const [found] = findFields(document, path, { node: map, aliases: [], path: '' })
  const value = found?.field.value
  return !isSeq(value) || value.items.length === 0
}

/** What is to be done to a map of a document so that the missing fields are below it. */
export function newContents(
  file: YamlFile,
  document: YamlDocument | undefined,
  map: YAMLMap | null,
  missing: readonly MissingField[]
): readonly Operation[] {
  const made: Made[] = missing
    .filter(isOfKind('value'))
    .map(({ updater, text }) => ({ way: updater.way, content: text }))
  const inLists = Map.groupBy(
    missing.filter(({ updater }) => updater.kind !== 'value'),
    ({ updater }) => JSON.stringify(updater.way)
  )
  for (const fields of inLists.values()) {
    const way = fields[0]?.updater.way ?? []
    const isNew = isNewList(document, map, way)
    const items = [
      ...parameterItems(fields.filter(isOfKind('parameter')), isNew),
      ...imageItems(fields.filter(isOfKind('image')), isNew)
    ]
    made.push({ way, content: items })
  }
  return makeFields(file, document, map, made)
}
