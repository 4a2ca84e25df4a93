import { isAlias, isNode, isScalar, type Pair } from 'yaml'
import type { UpdateError } from '../error.ts'
import type { YamlFile } from '../yaml/document.ts'
import { fieldScalar, type Field } from '../yaml/field.ts'
import type { Operation } from '../yaml/operation.ts'
import { notEditable, placeAt } from '../yaml/place.ts'
import { nodeStart } from '../yaml/scalar.ts'
import type { Slot } from './format.ts'
import type { Notice } from './manifest.ts'
import type { Sharing } from './sharing.ts'

/** Where a target is written, and who else reads it there. */
export interface Site {
  readonly file: YamlFile
  readonly slot: Slot
  readonly sharing: Sharing
}

/** What is to be done for one target, and what a person should know about it. */
export interface Writing {
  readonly operations: readonly Operation[]
  readonly notices: readonly Notice[]
}

/** A writing of operations alone. */
export const toDo = (...operations: readonly Operation[]): Writing => ({ operations, notices: [] })

/** Whether the map around the fields may get and lose keys. */
export const isMapOurs = ({ slot, sharing }: Site): boolean => sharing.isOurs(slot.document, slot.map)

/** Whether the scalar that the field leads to may be edited where it stands, be it in this map or in another. */
export const isValueOurs = ({ slot, sharing }: Site, { value, aliases }: Field): boolean =>
  value !== undefined &&
  (sharing.isOurs(slot.document, value) || (aliases.length === 0 && slot.followed?.has(value) === true))

/** Where the field is, for a person to look at; the place itself, where it is written elsewhere. */
function fieldOffset({ slot }: Site, { pair }: Field): number {
  const node = pair?.value ?? pair?.key
  return isNode(node) ? nodeStart(node) : slot.offset
}

/** The error for a field that other places read too, through an anchor. */
export function sharedError(site: Site, field: Field): UpdateError {
  const { file, slot } = site
  const { users } = slot.document.aliases
  const alias = [...(field.value === undefined ? [] : users(field.value)), ...users(slot.map)][0]
  const user = alias === undefined ? '' : ` (line ${placeAt(file, nodeStart(alias)).line})`
  return notEditable(
    file,
    fieldOffset(site, field),
    `"${field.key}" of "${slot.name}" is shared through an anchor with other places${user}, which would change too.`,
    'Write the value out in one of the two places, so that they no longer share it.'
  )
}

function replaceAlias({ file, slot }: Site, field: Field, pair: Pair, value: string): Writing {
  const node = pair.value
  if (!isAlias(node)) return toDo()
  if (field.value === undefined) {
    const message = `The alias *${node.source} stands for nothing: no anchor before it has that name.`
    throw notEditable(file, nodeStart(node), message, 'Write the value out there.')
  }
  const message = `The alias *${node.source} in "${field.key}" of "${slot.name}" became a value of its own: others use the anchor too.`
  return {
    operations: [{ kind: 'set', pair, node, value }],
    notices: [{ place: placeAt(file, nodeStart(node)), message }]
  }
}

/** Gives a pair of the map that is ours alone a value: in its scalar, or in place of its alias or of nothing. */
function setPair(site: Site, field: Field, pair: Pair, value: string): Writing {
  const { slot, file } = site
  if (isAlias(pair.value)) return replaceAlias(site, field, pair, value)
  if (pair.value === null) return toDo({ kind: 'replace', map: slot.map, pair, entry: [field.key, value] })
  if (isScalar(pair.value)) throw sharedError(site, field)
  const message = `"${field.key}" of "${slot.name}" holds a map or a list.`
  throw notEditable(file, fieldOffset(site, field), message, 'Write a single value there.')
}

/**
 * Gives a field that the map has or inherits another value. A scalar that several places share through an anchor is
 * edited when all of them want the same; else an alias gives way to a value of its own. Throws `not-editable` when
 * other places would change too.
 */
export function writeField(site: Site, field: Field, value: string): Writing {
  const scalar = fieldScalar(field)
  if (scalar !== undefined && isValueOurs(site, field)) {
    return toDo({ kind: 'set', pair: field.pair, node: scalar, value })
  }
  if (field.pair === undefined || !isMapOurs(site)) throw sharedError(site, field)
  return setPair(site, field, field.pair, value)
}
