import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { YamlDocument } from './document.ts'
import { readField, readFields, resolve } from './field.ts'
import { nodeStart, scalarText } from './scalar.ts'

/**
 * A value of a document, for reading alone: aliases and merge keys are followed as they are asked for. What is not there is a
 * value without text, items and fields, so that a long way needs no questions on it.
 */
export class Value {
  readonly #document: YamlDocument
  readonly #node: Node | undefined

  constructor(document: YamlDocument, node: unknown) {
    this.#document = document
    this.#node = resolve(document, node).node
  }

  /** Whether there is anything, be it empty. */
  get isThere(): boolean {
    return this.#node !== undefined && !(isScalar(this.#node) && this.#node.value === null)
  }

  /** The text of a single value, numbers and booleans as they are written. */
  get text(): string | undefined {
    return isScalar(this.#node) && this.#node.value !== null ? scalarText(this.#node) : undefined
  }

  /** Whether it is the boolean true. */
  get isTrue(): boolean {
    return this.text?.toLowerCase() === 'true'
  }

  get items(): readonly Value[] {
    return isSeq(this.#node) ? this.#node.items.map((item) => new Value(this.#document, item)) : []
  }

  get fields(): ReadonlyMap<string, Value> {
    if (!isMap(this.#node)) return new Map()
    const fields = [...readFields(this.#document, this.#node)]
    return new Map(fields.map(([key, { value }]) => [key, new Value(this.#document, value)]))
  }

  /** Where it begins in the text of the file; `undefined` where there is nothing. */
  get offset(): number | undefined {
    return this.#node === undefined ? undefined : nodeStart(this.#node)
  }

  /** What one comes to by these keys, one after the other. */
  at(...keys: readonly string[]): Value {
    const [key, ...rest] = keys
    if (key === undefined) return this
    const value = isMap(this.#node) ? readField(this.#document, this.#node, key).value : undefined
    return new Value(this.#document, value).at(...rest)
  }
}
