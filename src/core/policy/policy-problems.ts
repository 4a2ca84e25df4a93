import { formatPlace, UpdateError, type Place } from '../error.ts'
import { ConstraintError } from '../version/constraint.ts'
import { PatternError } from '../version/tag-matcher.ts'

interface Problem {
  readonly place: Place
  readonly message: string
}

const HINT = 'Nothing was written: correct the manifests, or leave them out of "policies".'

/** Collects what is wrong with policies, and what is left out of account, so that a person learns everything at once. */
export class PolicyProblems {
  readonly #problems: Problem[] = []
  readonly #notices = new Set<string>()
  readonly #ignored = new Set<string>()

  /** Notes something that no controller would take. */
  add(place: Place, message: string): void {
    this.#problems.push({ place, message })
  }

  /** Notes, as a sentence, something that is left alone. */
  leave(sentence: string): void {
    this.#notices.add(sentence)
  }

  /** Notes a field that means something to the controller in its cluster, and nothing here. */
  ignore(field: string): void {
    this.#ignored.add(field)
  }

  /** Reads a value by a parser of patterns or constraints; `undefined` where that throws, which is then a problem. */
  attempt<Result>(place: Place, what: string, read: () => Result): Result | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof PatternError || error instanceof ConstraintError)) throw error
      this.add(place, `${what}: ${error.message}`)
      return undefined
    }
  }

  /** What a person should know: each sentence once, and one for all that is not honoured. */
  get notices(): readonly string[] {
    if (this.#ignored.size === 0) return [...this.#notices]
    const fields = [...this.#ignored].sort().join(', ')
    return [...this.#notices, `Without a cluster, these fields of the policies mean nothing here: ${fields}.`]
  }

  /** Throws one error that tells every problem, if there is any. */
  throwIfAny(): void {
    const [first, ...others] = this.#problems
    if (first === undefined) return
    if (others.length === 0) {
      throw new UpdateError('input', first.message, { place: first.place, hint: HINT })
    }
    const list = this.#problems.map(({ place, message }) => `- ${formatPlace(place)}: ${message}`)
    throw new UpdateError('input', `${String(list.length)} policies are not valid:\n${list.join('\n')}`, {
      hint: HINT
    })
  }
}
