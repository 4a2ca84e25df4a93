import { Refusal } from '../refusal.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const invalidRequest = (message: string): Refusal => new Refusal(`Invalid request.\n\n${message}`)

/** The JSON object that a request brought, read field by field; a field of another type is refused. */
export class Body {
  readonly #fields: Record<string, unknown>

  constructor(value: unknown) {
    this.#fields = isRecord(value) ? value : {}
  }

  /** Whether the field is there, be it null. */
  has(name: string): boolean {
    return this.#fields[name] !== undefined
  }

  /** The field as it came. */
  raw(name: string): unknown {
    return this.#fields[name]
  }

  /** A text; undefined when it is missing or null. */
  text(name: string): string | undefined {
    const value = this.#fields[name] ?? undefined
    if (value === undefined || typeof value === 'string') return value
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`)
  }

  /** A text that must be there. */
  needText(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw invalidRequest(`"${name}" wasn't supplied.`)
    return value
  }

  /** A boolean; undefined when it is missing or null. */
  flag(name: string): boolean | undefined {
    const value = this.#fields[name] ?? undefined
    if (value === undefined || typeof value === 'boolean') return value
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not a boolean.`)
  }

  /** A list of texts; undefined when it is missing or null. */
  texts(name: string): string[] | undefined {
    const value = this.#fields[name] ?? undefined
    if (value === undefined) return undefined
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not an array of strings.`)
  }

  /** A list of objects; undefined when it is missing or null. */
  objects(name: string): Body[] | undefined {
    const value = this.#fields[name] ?? undefined
    if (value === undefined) return undefined
    if (Array.isArray(value) && value.every(isRecord)) return value.map((item) => new Body(item))
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not an array of objects.`)
  }

  /** An object; undefined when it is missing or null. */
  object(name: string): Body | undefined {
    const value = this.#fields[name]
    return isRecord(value) ? new Body(value) : undefined
  }
}
