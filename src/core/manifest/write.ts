import { isAlias, type Pair } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import { fieldScalar, type Field } from '../yaml/field.ts'
import type { Entry } from '../yaml/operation.ts'
import { readsAsString } from '../yaml/scalar.ts'
import { isRemovable } from '../yaml/write.ts'
import type { SeparateFields, WholeReference } from './format.ts'
import { partTexts, wholeText, type PartText } from './parts.ts'
import type { Target } from './target.ts'
import {
  isMapOurs,
  isValueOurs,
  sharedError,
  toDo,
  writeField,
  type Site,
  type Writing
} from './write-field.ts'

/** One part of a reference: its field, what that holds and what it shall hold. */
interface Part {
  readonly field: Field
  readonly from: string | undefined
  readonly to: string | undefined
}

const together = (...writings: readonly Writing[]): Writing => ({
  operations: writings.flatMap((writing) => writing.operations),
  notices: writings.flatMap((writing) => writing.notices)
})

/** Whether the part is as wanted, and every parser reads it so: an unquoted 1.10 is not the tag 1.10. */
function isFulfilled({ field, from, to }: Part): boolean {
  const scalar = fieldScalar(field)
  return from === to && (field.text === undefined || scalar === undefined || readsAsString(scalar))
}

const isThere = (site: Site, { field }: Part): boolean => field.pair !== undefined || isValueOurs(site, field)

/** Writes parts that have no field yet, each behind the nearest one before it that stays. */
function insertParts(
  site: Site,
  parts: readonly Part[],
  order: readonly Field[],
  gone: Pair | undefined
): Writing {
  const { map } = site.slot
  const stays = (pair: Pair | undefined): pair is Pair => pair !== undefined && pair !== gone
  const entries = new Map<Pair, Entry[]>()
  for (const { field, to } of parts) {
    const before = order.slice(0, order.indexOf(field)).map((other) => other.pair)
    const after = before.findLast(stays) ?? map.items.findLast(stays)
    if (after === undefined || !isMapOurs(site)) throw sharedError(site, field)
    entries.set(after, [...(entries.get(after) ?? []), [field.key, to ?? '']])
  }
  return toDo(
    ...[...entries].map(([after, added]) => ({ kind: 'insert', map, after, entries: added }) as const)
  )
}

/** Whether the field's pair may go: nobody reads its value through an anchor. */
const mayGo = (site: Site, field: Field): boolean =>
  field.pair !== undefined && isMapOurs(site) && (isAlias(field.pair.value) || isValueOurs(site, field))

/**
 * Takes away a tag or a digest that gives way to the other. When that one has no field yet, it gets the line; when
 * the line cannot go without moving a comment, the two change places first.
 */
function removePart(site: Site, gone: Part, other: Part | undefined): Writing {
  const { map } = site.slot
  const { pair } = gone.field
  if (pair === undefined || !mayGo(site, gone.field)) throw sharedError(site, gone.field)
  if (other?.to === undefined) return toDo({ kind: 'remove', map, pair })
  const entry: Entry = [other.field.key, other.to]
  if (!isThere(site, other)) return toDo({ kind: 'replace', map, pair, entry })
  const own = other.field.pair
  if (own === undefined || isRemovable(site.file, map, pair)) return toDo({ kind: 'remove', map, pair })
  if (!mayGo(site, other.field)) throw sharedError(site, other.field)
  return toDo({ kind: 'replace', map, pair, entry }, { kind: 'remove', map, pair: own })
}

interface NamedPart extends Part {
  readonly part: PartText['part']
}

function partsOf(fields: SeparateFields, from: ImageReference, to: ImageReference): readonly NamedPart[] {
  const now = partTexts(fields, from)
  return partTexts(fields, to).map(({ part, field, text }, index) => ({
    part,
    field,
    from: now[index]?.text,
    to: text
  }))
}

function writeSeparate(site: Site, fields: SeparateFields, { to }: Target): Writing {
  const parts = partsOf(fields, site.slot.reference, to)
  const open = parts.filter((part) => !isFulfilled(part))
  const gone = open.find((part) => part.to === undefined)
  const other = parts.find(({ part }) => part === (gone?.part === 'tag' ? 'digest' : 'tag'))
  const removal = gone === undefined ? toDo() : removePart(site, gone, other)
  const moved = removal.operations.some(({ kind }) => kind === 'replace') ? other : undefined
  const rest = open.filter((part) => part !== gone && part !== moved)
  const there = rest.filter((part) => isThere(site, part))
  const missing = rest.filter((part) => !isThere(site, part))
  const order = [fields.address, ...parts.map(({ field }) => field)]
  return together(
    ...there.map((part) => writeField(site, part.field, part.to ?? '')),
    removal,
    insertParts(site, missing, order, gone?.field.pair)
  )
}

function writeWhole(site: Site, fields: WholeReference, { to }: Target): Writing {
  const field = fields.value
  const part = { field, from: wholeText(fields, site.slot.reference), to: wholeText(fields, to) }
  if (isFulfilled(part)) return toDo()
  return isThere(site, part) || fields.inList === true
    ? writeField(site, field, part.to)
    : insertParts(site, [part], [field], undefined)
}

/**
 * What one target needs: nothing where it is as wanted. Values keep their place and style; a tag that gives way to a
 * digest, or the reverse, hands its line over. Throws `not-editable` where places that are not wanted would change.
 */
export function writeTarget(site: Site, target: Target): Writing {
  const { fields } = site.slot
  return fields.kind === 'whole' ? writeWhole(site, fields, target) : writeSeparate(site, fields, target)
}
