import { UpdateError } from '../core/error.ts'
import type { InputName } from './raw.ts'

/** Collects what is wrong with the inputs, so that a person learns everything at once. */
export class Problems {
  readonly #sentences: string[] = []

  /** Notes a problem of an input; `line` counts from 1 within a list. */
  add(input: InputName, why: string, line?: number): void {
    this.#sentences.push(line === undefined ? `${input}: ${why}` : `${input}, line ${String(line)}: ${why}`)
  }

  /** Throws one `input` error that tells every problem, if there is any. */
  throwIfAny(): void {
    const [first] = this.#sentences
    if (first === undefined) return
    if (this.#sentences.length === 1) throw new UpdateError('input', `Input ${first}`)
    const list = this.#sentences.map((sentence) => `- ${sentence}`).join('\n')
    throw new UpdateError('input', `${String(this.#sentences.length)} inputs are not valid:\n${list}`)
  }
}
