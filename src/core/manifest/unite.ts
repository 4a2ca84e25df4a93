import type { Node } from 'yaml'
import type { Field } from '../yaml/field.ts'
import type { PartName, Slot } from './format.ts'
import { partTexts } from './parts.ts'

const partsOf = ({ fields, reference }: Slot): readonly { part: PartName | 'whole'; field: Field }[] =>
  fields.kind === 'whole' ? [{ part: 'whole', field: fields.value }] : partTexts(fields, reference)

/** The values that a slot reads where they stand, with the parts that they hold. */
export const valuesOf = (slot: Slot): ReadonlyMap<Node, PartName | 'whole'> =>
  new Map(
    partsOf(slot).flatMap(({ part, field }) =>
      field.value === undefined || slot.aliases.length + field.aliases.length > 0 ? [] : [[field.value, part]]
    )
  )

const isMarked = ({ format }: Slot): boolean => format === 'flux-marker'
const isPointedAt = ({ format }: Slot): boolean => format === 'yaml-field'

/** A slot with the names, and the keys that must stay, of others that found places of it. */
function joined(slot: Slot, others: readonly Slot[]): Slot {
  if (others.length === 0) return slot
  const names = others
    .flatMap((other) => [other.name, ...(other.alsoNamed ?? [])])
    .filter((name) => name !== '')
  const followed = others.flatMap((other) => [...(other.followed ?? [])])
  const caution = slot.caution ?? others.find((other) => other.caution !== undefined)?.caution
  return {
    ...slot,
    alsoNamed: [...(slot.alsoNamed ?? []), ...names],
    followed: new Set([...(slot.followed ?? []), ...followed]),
    ...(caution === undefined ? {} : { caution })
  }
}

/** The slot with the parts that lie on marked or pointed-at values as lasting ones. */
function lasting(slot: Slot, values: ReadonlySet<Node>): Slot {
  const { fields } = slot
  if (fields.kind === 'whole') return slot
  const parts = [...valuesOf(slot)].flatMap(([value, part]) =>
    part !== 'whole' && values.has(value) ? [part] : []
  )
  return parts.length === 0
    ? slot
    : { ...slot, fields: { ...fields, lasting: [...(fields.lasting ?? []), ...parts] } }
}

const withoutTwins = (slots: readonly Slot[]): readonly Slot[] => {
  const first = new Map<string, Slot>()
  for (const slot of slots) {
    const key = `${slot.offset} ${slot.path}`
    if (!first.has(key)) first.set(key, slot)
  }
  return [...first.values()]
}

/** What covers each slot of `inner`: the slots that hold all its values. */
function coverings(outer: readonly Slot[], inner: readonly Slot[]): ReadonlyMap<Slot, readonly Slot[]> {
  const owners = new Map<Node, Set<Slot>>()
  for (const slot of outer) {
    for (const value of valuesOf(slot).keys()) owners.set(value, (owners.get(value) ?? new Set()).add(slot))
  }
  return new Map(
    inner.map((slot) => {
      const [first, ...rest] = [...valuesOf(slot).keys()].map((value) => owners.get(value) ?? new Set<Slot>())
      return [slot, [...(first ?? [])].filter((owner) => rest.every((owns) => owns.has(owner)))]
    })
  )
}

/**
 * The slots of one document with those made one that several formats found in one place. A marked value goes with the
 * place that holds it among others and adds the names of its policy; a place that is pointed at takes what is found in just
 * the same fields.
 */
export function uniteSlots(found: readonly Slot[]): readonly Slot[] {
  const [marked, pointed] = [found.filter(isMarked), found.filter(isPointedAt)]
  const others = withoutTwins(found.filter((slot) => !isMarked(slot) && !isPointedAt(slot)))
  if (marked.length + pointed.length === 0) return others
  const hosts = [...others, ...pointed]
  const hostsOf = coverings(hosts, marked)
  const guests = Map.groupBy(
    marked.flatMap((slot) => (hostsOf.get(slot) ?? []).map((host) => [host, slot] as const)),
    ([host]) => host
  )
  const kept = new Set([...marked, ...pointed].flatMap((slot) => [...valuesOf(slot).keys()]))
  const withNames = (slot: Slot): Slot => {
    const marks = (guests.get(slot) ?? []).map(([, guest]) => guest)
    return { ...lasting(joined(slot, marks), kept), marks }
  }
  const free = marked.filter((slot) => hostsOf.get(slot)?.length === 0)
  return [...absorbed(pointed.map(withNames), others.map(withNames)), ...free]
}

/** Pointed-at places with what others found in just the same fields, and the others that are left. */
function absorbed(pointed: readonly Slot[], others: readonly Slot[]): readonly Slot[] {
  const owners = coverings(pointed, others)
  // With the fields that are not there yet, so that a place does not become another by being written.
  const isSame = (one: Slot, other: Slot): boolean => partsOf(one).length === partsOf(other).length
  const twins = new Map(
    pointed.map((slot) => [
      slot,
      others.filter((other) => owners.get(other)?.includes(slot) === true && isSame(slot, other))
    ])
  )
  const gone = new Set([...twins.values()].flat())
  return [
    ...others.filter((slot) => !gone.has(slot)),
    ...pointed.map((slot) => joined(slot, twins.get(slot) ?? []))
  ]
}
