/** What stands in JSON of somebody else's, whose every field may be of any kind. */
export type Fields = Readonly<Record<string, unknown>>

/** The fields of a value; of what is no object, none. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

/** The text that a field holds; `''` where it holds none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads JSON; `undefined` where the text is none, or no object. */
export function readFields(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? fieldsOf(value) : undefined
  } catch {
    return undefined
  }
}
