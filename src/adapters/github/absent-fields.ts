import type { Fault } from './fault.ts'

/** Fields that this GitHub does not know, as `Type.field`: those of newer releases, at a GitHub Enterprise Server. */
export type AbsentFields = Set<string>

const UNDEFINED_FIELD = /^Field '(\w+)' doesn't exist on type '(\w+)'/

/** Notes the fields that an answer says are absent; tells whether there are any that were not known to be. */
export function noteAbsentFields(absent: AbsentFields, faults: readonly Fault[]): boolean {
  const before = absent.size
  for (const { message } of faults) {
    const [, field, type] = UNDEFINED_FIELD.exec(message) ?? []
    if (field !== undefined && type !== undefined) absent.add(`${type}.${field}`)
  }
  return absent.size > before
}

/** Those of the optional fields of a type that may be asked for. */
export const presentFields = (
  absent: AbsentFields,
  type: string,
  fields: readonly string[]
): readonly string[] => fields.filter((field) => !absent.has(`${type}.${field}`))
