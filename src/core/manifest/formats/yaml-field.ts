import { YAMLMap, type Node } from 'yaml'
import { parseReference } from '../../image/reference.ts'
import type { YamlDocument, YamlFile } from '../../yaml/document.ts'
import { findFields, type FieldAt } from '../../yaml/field-path.ts'
import { nodeStart } from '../../yaml/scalar.ts'
import type { FieldPart, FieldPointer } from '../field-pointer.ts'
import { findingsOf } from '../findings.ts'
import type { Findings, Format, Slot, Surroundings } from '../format.ts'
import { referenceIn, separateParts, type PartFields } from '../part-fields.ts'
import { pointedPart } from '../pointed-field.ts'

/** A field that is pointed at, and the part of a reference that it holds. */
interface PointedField extends FieldAt {
  readonly pointer: FieldPointer
  readonly part: FieldPart
}

/** The fields that make up one reference: parts in one map, or a whole one. */
type Group = readonly [PointedField, ...PointedField[]]

const isSamePlace = (one: FieldAt, other: FieldAt): boolean =>
  one.field.value === other.field.value && one.map === other.map && one.path === other.path

function pointedFields(document: YamlDocument, pointers: readonly FieldPointer[]): readonly PointedField[] {
  const found: PointedField[] = []
  for (const pointer of pointers) {
    for (const field of findFields(document, pointer.field)) {
      const part = pointedPart(pointer, field)
      const isKnown = found.some(
        (other) => other.pointer.image === pointer.image && other.part === part && isSamePlace(other, field)
      )
      if (part !== undefined && !isKnown) found.push({ ...field, pointer, part })
    }
  }
  return found
}

const joins = (group: Group, { part, map, pointer, path }: PointedField): boolean =>
  part !== 'whole' &&
  map !== undefined &&
  group.every(
    (other) =>
      other.map === map &&
      parentOf(other.path) === parentOf(path) &&
      other.pointer.image === pointer.image &&
      other.part !== 'whole' &&
      other.part !== part
  )

const parentOf = (path: string): string => path.replace(/(?:\\\.|[^.])*$/, '')

function groupsOf(fields: readonly PointedField[]): readonly Group[] {
  const groups: [PointedField, ...PointedField[]][] = []
  for (const one of fields) {
    const group = groups.find((each) => joins(each, one))
    if (group === undefined) groups.push([one])
    else group.push(one)
  }
  return groups
}

function contentOf(document: YamlDocument, group: Group): Pick<Slot, 'fields' | 'reference'> {
  const [{ part, field, map = new YAMLMap(), pointer }] = group
  if (part === 'whole') {
    const reference = parseReference(field.text ?? '') ?? { name: pointer.image ?? '' }
    return { fields: { kind: 'whole', value: field, inList: true }, reference }
  }
  const parts = Object.fromEntries(group.map((each) => [each.part, each.field])) as PartFields
  return { fields: separateParts(parts, field), reference: referenceIn(document, map, parts, pointer.image) }
}

function slotOf(document: YamlDocument, group: Group): Slot {
  const [{ field, map, aliases, path, pointer }] = group
  const content = contentOf(document, group)
  const at: Node | undefined = aliases[0] ?? field.aliases[0] ?? field.value ?? map
  return {
    format: 'yaml-field',
    document,
    name: pointer.image ?? (content.reference.name === '' ? pointer.field : content.reference.name),
    otherName: undefined,
    pointedAt: pointer.image === undefined,
    path,
    offset: at === undefined ? 0 : nodeStart(at),
    map: map ?? new YAMLMap(),
    aliases,
    ...content
  }
}

function locate(_file: YamlFile, document: YamlDocument, { pointers }: Surroundings): Findings {
  return findingsOf(groupsOf(pointedFields(document, pointers)).map((group) => slotOf(document, group)))
}

/** Fields that a line of `manifests` points at (`FILE#FIELD`), in every document of the file that has them. */
export const yamlField: Format = { name: 'yaml-field', owns: () => false, readsAll: true, locate }
