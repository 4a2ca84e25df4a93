import type { Query } from './query.ts'
import type { Fault } from './fault.ts'
import type { GraphqlAnswer } from './transport.ts'

/** One root field of a mutation document. GitHub runs them one after the other, and a failing one does not stop the rest. */
export interface Step {
  /** Names the step in the answer. */
  readonly alias: string
  readonly field: string
  readonly inputType: string
  readonly input: Readonly<Record<string, unknown>>
  /** What the answer is to hold, in braces. */
  readonly selection: string
  /** The part of the payload that is the result, where there is one: GitHub can answer with a payload whose result is null. */
  readonly result?: string
}

/** The document that runs these steps in order, in one request. */
export function mutationOf(steps: readonly Step[]): Query {
  const declarations = steps.map(({ alias, inputType }) => `$${alias}: ${inputType}!`).join(' ')
  const fields = steps.map(
    ({ alias, field, selection }) => `  ${alias}: ${field}(input: $${alias}) ${selection}`
  )
  return {
    document: `mutation Update(${declarations}) {\n${fields.join('\n')}\n}`,
    variables: Object.fromEntries(steps.map(({ alias, input }) => [alias, input]))
  }
}

/** What a step came to: its result, or why there is none. */
export type StepOutcome =
  { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'failed'; readonly fault: Fault }

const UNEXPLAINED: Fault = { message: 'GitHub gave no reason' }

/** The outcome of one step of an answer. Where nothing was run, every fault belongs to every step; so does one without a path. */
export function outcomeOf({ data, faults }: GraphqlAnswer, { alias, result }: Step): StepOutcome {
  const payload = data?.[alias] as Readonly<Record<string, unknown>> | null | undefined
  const own = faults.find(({ path }) => path?.[0] === alias)
  const common = faults.find(({ path }) => data === undefined || path === undefined || path.length === 0)
  const value = result === undefined ? payload : payload?.[result]
  if (own !== undefined || value === null || value === undefined) {
    return { kind: 'failed', fault: own ?? common ?? UNEXPLAINED }
  }
  return { kind: 'done', result: value }
}
