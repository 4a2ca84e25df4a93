import { YAMLMap, type Node } from 'yaml'
import { parseReference } from '../../image/reference.ts'
import type { YamlDocument, YamlFile } from '../../yaml/document.ts'
import { keyStep, type FieldAt } from '../../yaml/field-path.ts'
import { nodeStart } from '../../yaml/scalar.ts'
import { isArgocdSourcePath } from '../argocd-source-path.ts'
import type { FieldPart, FieldPointer } from '../field-pointer.ts'
import { allFindings, findingsOf } from '../findings.ts'
import type { Findings, Format, Slot, Surroundings } from '../format.ts'
import { referenceIn, separateParts, type PartFields } from '../part-fields.ts'
import { pointedParts } from '../pointed-field.ts'
import { pointedImages } from '../pointed-image.ts'
import { updaterParts } from '../updater-parts.ts'

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
  for (const pointer of pointers.filter(({ updater }) => updater?.kind !== 'image')) {
    for (const { at: field, part } of pointedParts(pointer, document)) {
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

type Content = Pick<Slot, 'fields' | 'reference'>

function wholeContent({ field }: PointedField, known: string | undefined): Content {
  return {
    fields: { kind: 'whole', value: field, inList: true },
    reference: parseReference(field.text ?? '') ?? { name: known ?? '' }
  }
}

function contentOf(group: Group): Content {
  const [first] = group
  const { part, field, pointer } = first
  const known = pointer.updater?.imageName ?? pointer.image
  const parts = Object.fromEntries(group.map((each) => [each.part, each.field])) as PartFields
  const content: Content =
    part === 'whole'
      ? wholeContent(first, known)
      : { fields: separateParts(parts, field), reference: referenceIn(parts, known) }
  return pointer.updater === undefined ? content : updaterParts(content, pointer.updater)
}

/** The way to a group: that to its first field, but one that does not depend on which are there where others are made. */
const pathOf = ([{ path, pointer }]: Group): string =>
  pointer.updater?.kind === 'value' ? parentOf(path) + keyStep(pointer.image ?? '') : path

/** Which part the fields are said to hold, where one of them holds a tag with a digest behind it. */
function misnamedPart(group: Group): 'name' | 'digest' | undefined {
  const said = group.find(({ part, pointer }) => part === 'tag' && pointer.updater === undefined)?.pointer
    .part
  return said === 'name' || said === 'digest' ? said : undefined
}

function slotOf(document: YamlDocument, group: Group): Slot {
  const [{ field, map, aliases, pointer }] = group
  const content = contentOf(group)
  const misnamed = misnamedPart(group)
  const at: Node | undefined = aliases[0] ?? field.aliases[0] ?? field.value ?? map
  return {
    format: 'yaml-field',
    document,
    name: pointer.image ?? (content.reference.name === '' ? pointer.field : content.reference.name),
    otherName: undefined,
    pointedAt: pointer.image === undefined,
    path: pathOf(group),
    offset: at === undefined ? 0 : nodeStart(at),
    map: map ?? new YAMLMap(),
    aliases,
    ...content,
    ...(misnamed === undefined ? {} : { misnamedPart: misnamed })
  }
}

function locate({ path }: YamlFile, document: YamlDocument, { pointers }: Surroundings): Findings {
  const told = isArgocdSourcePath(path) ? 'argocd-source' : 'argocd-application'
  const images = pointers.flatMap((pointer) => {
    const { updater } = pointer
    return updater?.kind === 'image' ? [pointedImages(told, document, pointer, updater)] : []
  })
  const fields = groupsOf(pointedFields(document, pointers)).map((group) => slotOf(document, group))
  return allFindings([findingsOf(fields), ...images])
}

/** Fields that a line of `manifests` points at (`FILE#FIELD`), in every document of the file that has them. */
export const yamlField: Format = { name: 'yaml-field', owns: () => false, readsAll: true, locate }
