import { isAlias, type Pair } from 'yaml'
import { formatReference } from '../image/reference.ts'
import { fieldScalar, type Field } from '../yaml/field.ts'
import type { Entry } from '../yaml/operation.ts'
import { readsAsString } from '../yaml/scalar.ts'
import { isRemovable } from '../yaml/write.ts'
import type { SeparateFields } from './format.ts'
import type { Target } from './select.ts'
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

/**
 * Takes away a tag or a digest that gives way to the other. When that one has no field yet, it gets the line; when
 * the line cannot go without moving a comment, the two change places first.
 */
function removePart(site: Site, gone: Part, other: Part | undefined): Writing {
  const { file, slot } = site
  const { map } = slot
  const { pair } = gone.field
  const isShared = !isAlias(pair?.value) && !isValueOurs(site, gone.field)
  if (pair === undefined || isShared || !isMapOurs(site)) throw sharedError(site, gone.field)
  if (other?.to === undefined) return toDo({ kind: 'remove', map, pair })
  const entry: Entry = [other.field.key, other.to]
  if (!isThere(site, other)) return toDo({ kind: 'replace', map, pair, entry })
  const own = other.field.pair
  if (own === undefined || isRemovable(file, map, pair)) return toDo({ kind: 'remove', map, pair })
  return toDo({ kind: 'replace', map, pair, entry }, { kind: 'remove', map, pair: own })
}

function writeSeparate(site: Site, fields: SeparateFields, { to }: Target): Writing {
  const { reference } = site.slot
  const part = (
    field: Field | undefined,
    from: string | undefined,
    wanted: string | undefined
  ): readonly Part[] => (field === undefined ? [] : [{ field, from, to: wanted }])
  const name = part(fields.name, reference.name, to.name)
  const version = [
    ...part(fields.tag, reference.tag, to.tag),
    ...part(fields.digest, reference.digest, to.digest)
  ]
  const open = [...name, ...version].filter((one) => !isFulfilled(one))
  const gone = open.find((one) => one.to === undefined)
  const removal =
    gone === undefined
      ? toDo()
      : removePart(
          site,
          gone,
          version.find((one) => one !== gone)
        )
  const isMoved = ({ field }: Part): boolean =>
    removal.operations.some((one) => one.kind === 'replace' && one.entry[0] === field.key)
  const rest = open.filter((one) => one !== gone && !isMoved(one))
  const order = [fields.address, ...[...name, ...version].map((one) => one.field)]
  return together(
    ...rest
      .filter((one) => isThere(site, one))
      .map(({ field, to: value }) => writeField(site, field, value ?? '')),
    removal,
    insertParts(
      site,
      rest.filter((one) => !isThere(site, one)),
      order,
      gone?.field.pair
    )
  )
}

function writeWhole(site: Site, field: Field, { to }: Target): Writing {
  const part = { field, from: formatReference(site.slot.reference), to: formatReference(to) }
  if (isFulfilled(part)) return toDo()
  return isThere(site, part)
    ? writeField(site, field, part.to)
    : insertParts(site, [part], [field], undefined)
}

/**
 * What one target needs: nothing where it is as wanted. Values keep their place and style; a tag that gives way to a
 * digest, or the reverse, hands its line over. Throws `not-editable` where places that are not wanted would change.
 */
export function writeTarget(site: Site, target: Target): Writing {
  const { fields } = site.slot
  return fields.kind === 'whole'
    ? writeWhole(site, fields.value, target)
    : writeSeparate(site, fields, target)
}
