/** Something that has a value by itself. */
export type Operand =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null; readonly offset: number }
  /** `.`, a variable, or a function without arguments, and the fields behind it. */
  | { readonly kind: 'dot'; readonly fields: readonly string[]; readonly offset: number }
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly fields: readonly string[]
      readonly offset: number
    }
  | {
      readonly kind: 'function'
      readonly name: string
      readonly fields: readonly string[]
      readonly offset: number
    }
  | {
      readonly kind: 'pipeline'
      readonly pipeline: Pipeline
      readonly fields: readonly string[]
      readonly offset: number
    }

/** An operand with its arguments. */
export interface Command {
  readonly first: Operand
  readonly others: readonly Operand[]
}

/** Commands of which each gets the value of the one before as its last argument. */
export interface Pipeline {
  /** The variables that get the value; none, where it is not kept. */
  readonly variables: readonly string[]
  /** Whether the variables are there already. */
  readonly assigns: boolean
  readonly commands: readonly [Command, ...Command[]]
  readonly offset: number
}

/** A part of a template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'show'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range'
      readonly pipeline: Pipeline
      readonly body: readonly Node[]
      readonly otherwise: readonly Node[]
    }
  | { readonly kind: 'break' | 'continue' }
