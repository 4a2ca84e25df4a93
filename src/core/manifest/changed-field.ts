import { isScalar, type Node } from 'yaml'
import type { Place } from '../error.ts'
import { fieldScalar, type Field } from '../yaml/field.ts'
import { nextLine } from '../yaml/lines.ts'
import { placesIn, type Source } from '../yaml/place.ts'
import { isBlock, nodeStart, readsAsString } from '../yaml/scalar.ts'
import type { Slot } from './format.ts'

/** The fields of a place, in the order in which people look for its change. */
const fieldsOf = ({ fields }: Slot): readonly (Field | undefined)[] =>
  fields.kind === 'whole'
    ? [fields.value]
    : [fields.tag, fields.digest, fields.name, fields.registry, fields.address]

/** Whether every parser reads the field as the text that it shows. */
function isString(field: Field): boolean {
  const scalar = fieldScalar(field)
  return scalar === undefined || readsAsString(scalar)
}

/** Whether a field holds another value than before; an unquoted 1.10 is not the tag 1.10. */
const differs = (one: Field | undefined, other: Field): boolean =>
  one?.text !== other.text || (one !== undefined && isString(one) !== isString(other))

/**
 * The values of a place that are not as they are in another version of it, of the parts that can be written in both; all of them, where
 * there is no other.
 */
export const changedValues = (before: Slot | undefined, after: Slot): readonly Node[] => {
  const earlier = before === undefined ? undefined : fieldsOf(before)
  const isWritable = (index: number): boolean =>
    earlier?.[index] !== undefined || before?.fields.kind !== after.fields.kind
  return fieldsOf(after).flatMap((field, index) =>
    field?.value !== undefined && isWritable(index) && differs(earlier?.[index], field) ? [field.value] : []
  )
}

/** Where the text of a value stands: in the lines of a block scalar, that is behind the line of its header. */
function valueOffset(text: string, value: Node): number {
  if (!isScalar(value) || !isBlock(value)) return nodeStart(value)
  const content = nextLine(text, nodeStart(value))
  return content + text.slice(content).search(/\S/)
}

/** One version of a file. */
export interface Version {
  readonly text: string
  readonly placeOf: (offset: number) => Place
}

/** A file as one of its versions. */
export const versionOf = (file: Source): Version => ({ text: file.text, placeOf: placesIn(file) })

/**
 * The lines of a place in one version of its file that are not as they are in another: those of the values that are new, the tag before
 * the digest before the name; that of the place itself where a value was only taken away.
 */
export function changedPlaces(
  { text, placeOf }: Version,
  slot: Slot,
  other: Slot | undefined
): readonly [Place, ...Place[]] {
  const places = changedValues(other, slot).map((value) => placeOf(valueOffset(text, value)))
  const [first = placeOf(slot.offset), ...rest] = places.filter(
    ({ line }, index) => places.findIndex((place) => place.line === line) === index
  )
  return [first, ...rest]
}
