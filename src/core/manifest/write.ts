import { isAlias, isScalar, type Pair } from 'yaml'
import { formatReference } from '../image/reference.ts'
import type { YamlFile } from '../yaml/document.ts'
import { fieldScalar, type Field } from '../yaml/field.ts'
import type { Entry, Operation } from '../yaml/operation.ts'
import { notEditable, placeAt } from '../yaml/place.ts'
import { nodeStart, readsAsString } from '../yaml/scalar.ts'
import { isRemovable } from '../yaml/write.ts'
import type { Slot } from './format.ts'
import type { Notice } from './manifest.ts'
import type { Target } from './select.ts'
import type { Sharing } from './sharing.ts'

/** What is to be done for one target, and what a person should know about it. */
export interface Writing {
  readonly operations: readonly Operation[]
  readonly notices: readonly Notice[]
}

/** One part of a reference: its field, what it holds and what it shall hold. */
interface Part {
  readonly field: Field
  readonly from: string | undefined
  readonly to: string | undefined
}

const NONE: Writing = { operations: [], notices: [] }

const together = (writings: readonly Writing[]): Writing => ({
  operations: writings.flatMap((writing) => writing.operations),
  notices: writings.flatMap((writing) => writing.notices)
})

const operation = (...operations: readonly Operation[]): Writing => ({ operations, notices: [] })

/** Whether the field's own scalar shows the wanted text, but some parser reads a number or another non-string. */
const isMisread = ({ field }: Part): boolean => {
  const scalar = fieldScalar(field)
  return scalar !== undefined && !readsAsString(scalar)
}

const isDone = (part: Part): boolean => part.from === part.to && (part.to === undefined || !isMisread(part))

function refuseShared(file: YamlFile, slot: Slot, field: Field): never {
  const node = field.value ?? slot.map
  const alias = slot.document.aliases.users(node)[0] ?? slot.document.aliases.users(slot.map)[0]
  const user = alias === undefined ? '' : ` (line ${placeAt(file, nodeStart(alias)).line})`
  throw notEditable(
    file,
    slot.offset,
    `The value of "${field.key}" for "${slot.name}" is shared through an anchor with other places${user}, which would change too.`,
    'Write the value out in one of the two places, so that they no longer share it.'
  )
}

const literalNotice = (file: YamlFile, slot: Slot, field: Field, offset: number): Notice => ({
  place: placeAt(file, offset),
  message: `The alias in "${field.key}" of "${slot.name}" is now a value of its own: its anchor has other users.`
})

/** Gives a field that the map has a value, where it stands: in the scalar, or in place of an alias. */
function setField(file: YamlFile, slot: Slot, field: Field, pair: Pair, value: string): Writing {
  const node = pair.value
  if (isAlias(node)) {
    const notices = [literalNotice(file, slot, field, nodeStart(node))]
    return { operations: [{ kind: 'set', pair, node, value }], notices }
  }
  if (node === null) return operation({ kind: 'replace', map: slot.map, pair, entry: [field.key, value] })
  if (isScalar(node)) return operation({ kind: 'set', pair, node, value })
  throw notEditable(
    file,
    slot.offset,
    `"${field.key}" of "${slot.name}" holds a map or a list.`,
    'Write a single value there.'
  )
}

function writeExisting(file: YamlFile, sharing: Sharing, slot: Slot, field: Field, value: string): Writing {
  const scalar = fieldScalar(field)
  if (scalar !== undefined && sharing.isOurs(slot.document, scalar)) {
    return operation({ kind: 'set', pair: field.pair, node: scalar, value })
  }
  if (!sharing.isOurs(slot.document, slot.map) || field.pair === undefined) refuseShared(file, slot, field)
  if (scalar !== undefined && !isAlias(field.pair.value)) refuseShared(file, slot, field)
  return setField(file, slot, field, field.pair, value)
}

/** Takes a pair out; where its place on the dash's line forbids that, the other key moves there and its line goes. */
function removePart(file: YamlFile, sharing: Sharing, slot: Slot, gone: Part, other: Part): Writing {
  const { map } = slot
  const { pair } = gone.field
  if (pair === undefined || !sharing.isOurs(slot.document, map)) refuseShared(file, slot, gone.field)
  const entry: Entry = [other.field.key, other.to ?? '']
  if (other.field.pair === undefined) return operation({ kind: 'replace', map, pair, entry })
  if (isRemovable(file, map, pair)) return operation({ kind: 'remove', map, pair })
  return operation({ kind: 'replace', map, pair, entry }, { kind: 'remove', map, pair: other.field.pair })
}

function insertParts(
  file: YamlFile,
  sharing: Sharing,
  slot: Slot,
  inserted: readonly Part[],
  order: readonly Field[],
  gone: Pair | undefined
): Writing {
  if (inserted.length === 0) return NONE
  const [first] = inserted
  if (first !== undefined && !sharing.isOurs(slot.document, slot.map)) refuseShared(file, slot, first.field)
  const groups = new Map<Pair, Entry[]>()
  for (const { field, to } of inserted) {
    const before = order
      .slice(0, order.indexOf(field))
      .findLast((one) => one.pair !== undefined && one.pair !== gone)
    const after = before?.pair ?? slot.map.items.findLast((pair) => pair !== gone)
    if (after === undefined) refuseShared(file, slot, field)
    groups.set(after, [...(groups.get(after) ?? []), [field.key, to ?? '']])
  }
  return operation(
    ...[...groups].map(([after, entries]) => ({ kind: 'insert', map: slot.map, after, entries }) as const)
  )
}

function writeParts(
  file: YamlFile,
  sharing: Sharing,
  slot: Slot,
  address: Field | undefined,
  parts: readonly Part[]
): Writing {
  const open = parts.filter((part) => !isDone(part))
  const gone = open.find((part) => part.to === undefined)
  const swapped = gone && parts.find((part) => part !== gone && part !== parts[0] && part.to !== undefined)
  const removal = gone && swapped ? removePart(file, sharing, slot, gone, swapped) : NONE
  const moved = removal.operations.some((one) => one.kind === 'replace') ? swapped : undefined
  const rest = open.filter((part) => part !== gone && part !== moved)
  const isThere = ({ field }: Part): boolean =>
    field.pair !== undefined || (field.value !== undefined && sharing.isOurs(slot.document, field.value))
  const order = [...(address === undefined ? [] : [address]), ...parts.map((part) => part.field)]
  const existing = rest
    .filter(isThere)
    .map(({ field, to }) => writeExisting(file, sharing, slot, field, to ?? ''))
  const inserted = rest.filter((part) => !isThere(part))
  return together([...existing, removal, insertParts(file, sharing, slot, inserted, order, gone?.field.pair)])
}

/**
 * What one target needs: nothing where it already is as wanted. Existing values keep their place and style; a tag that
 * gives way to a digest, or the reverse, hands its line over. Throws `not-editable` where the change would reach
 * places that are not wanted.
 */
export function writeTarget(file: YamlFile, sharing: Sharing, { slot, to }: Target): Writing {
  const { fields, reference } = slot
  if (fields.kind === 'whole') {
    const part = { field: fields.value, from: formatReference(reference), to: formatReference(to) }
    return writeParts(file, sharing, slot, undefined, [part])
  }
  const parts = [
    { field: fields.name, from: reference.name, to: to.name },
    { field: fields.tag, from: reference.tag, to: to.tag },
    { field: fields.digest, from: reference.digest, to: to.digest }
  ].filter((part): part is Part => part.field !== undefined)
  return writeParts(file, sharing, slot, fields.address, parts)
}
