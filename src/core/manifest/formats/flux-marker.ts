import type { Node } from 'yaml'
import { parseReference } from '../../image/reference.ts'
import type { YamlDocument, YamlFile } from '../../yaml/document.ts'
import { nodeStart } from '../../yaml/scalar.ts'
import { placeAt } from '../../yaml/place.ts'
import {
  isTemplate,
  NOTHING,
  type Findings,
  type Format,
  type Slot,
  type Surroundings,
  type Unreadable
} from '../format.ts'
import { findingsOf } from '../findings.ts'
import { markedNames, markedScalars, type MarkedScalar } from '../marked-scalar.ts'
import { fieldAt, mapAround, referenceIn, separateParts, type PartFields } from '../part-fields.ts'

/** What a document is read with. */
interface Reading {
  readonly file: YamlFile
  readonly document: YamlDocument
  /** The names that other places give the image of a policy. */
  readonly namesOf: (policy: string) => readonly string[]
}

/** The markers of one policy that make up one reference: all parts in one map, or a whole one. */
type Group = readonly [MarkedScalar, ...MarkedScalar[]]

const joins = (group: Group, { policy, part, place }: MarkedScalar): boolean =>
  part !== 'whole' &&
  place.pair !== undefined &&
  group.every((other) => other.policy === policy && other.part !== 'whole' && other.part !== part)

function groupsOf(marked: readonly MarkedScalar[]): readonly Group[] {
  const byHolder = new Map<unknown, [MarkedScalar, ...MarkedScalar[]][]>()
  for (const one of marked) {
    const groups = byHolder.get(one.place.holder) ?? []
    byHolder.set(one.place.holder, groups)
    const group = groups.find((each) => joins(each, one))
    if (group === undefined) groups.push([one])
    else group.push(one)
  }
  return [...byHolder.values()].flat()
}

/** What a person should know about a value that aliases read, too: they follow it, as they do in Flux. */
function cautionFor({ file, document }: Reading, group: Group): Pick<Slot, 'caution'> {
  const users = group.flatMap(({ place }) => document.aliases.users(place.scalar))
  if (users.length === 0) return {}
  const lines = users.map((alias) => placeAt(file, nodeStart(alias)).line).join(', ')
  return {
    caution: `The marked value is anchored: what its aliases stand for changes with it (line ${lines}).`
  }
}

/** What the slots of both kinds have in common. */
function slotOf(
  reading: Reading,
  group: Group,
  { fields, reference }: Pick<Slot, 'fields' | 'reference'>,
  named: readonly string[]
): Slot {
  const [{ policy, place }] = group
  const [name = policy, ...others] = [...new Set(named)]
  return {
    format: 'flux-marker',
    document: reading.document,
    name,
    alsoNamed: [policy, ...others],
    otherName: undefined,
    reference,
    path: place.path,
    offset: nodeStart(place.scalar),
    map: mapAround(place),
    aliases: [],
    fields,
    followed: new Set<Node>(group.map((one) => one.place.scalar)),
    ...cautionFor(reading, group)
  }
}

function wholeSlot(reading: Reading, group: Group): Slot | Unreadable {
  const [{ policy, place }] = group
  const value = fieldAt(place)
  const text = value.text ?? ''
  if (isTemplate(text)) return { offset: nodeStart(place.scalar), text }
  const named = reading.namesOf(policy)
  const reference = parseReference(text) ?? { name: named[0] ?? '' }
  const names = reference.name === '' ? named : [reference.name, ...named]
  return slotOf(reading, group, { fields: { kind: 'whole', value, inList: true }, reference }, names)
}

function partsOf(group: Group): PartFields {
  const fields = group.map(({ part, place }) => [part, fieldAt(place)] as const)
  return Object.fromEntries(fields)
}

function partSlot(reading: Reading, group: Group): Slot | Unreadable {
  const [{ policy, place }] = group
  const parts = partsOf(group)
  const named = reading.namesOf(policy)
  const own = parts.name?.text ?? ''
  const names = own === '' ? named : [own, ...named]
  const reference = referenceIn(parts, named[0])
  const template = [parts.name, parts.tag, parts.digest].find((field) => isTemplate(field?.text ?? ''))
  if (template?.text !== undefined) {
    return { offset: nodeStart(place.scalar), text: `${reference.name}:${template.text}` }
  }
  return slotOf(reading, group, { fields: separateParts(parts, fieldAt(place)), reference }, names)
}

function locate(file: YamlFile, document: YamlDocument, { policies }: Surroundings): Findings {
  const marked = markedScalars(file, document)
  if (marked.length === 0) return NOTHING
  const inFile = markedNames(file)
  const namesOf = (policy: string): readonly string[] => {
    const image = policies.get(policy)
    return [...(inFile.get(policy) ?? []), ...(image === undefined ? [] : [image])]
  }
  const reading: Reading = { file, document, namesOf }
  return findingsOf(
    groupsOf(marked).map((group) =>
      group[0].part === 'whole' ? wholeSlot(reading, group) : partSlot(reading, group)
    )
  )
}

/** Values that the markers of Flux's image automation are on (`# {"$imagepolicy": "namespace:policy"}`), of any document. */
export const fluxMarker: Format = { name: 'flux-marker', owns: () => false, readsAll: true, locate }
