import { builtins } from './builtins.ts'
import { listFunctions } from './sprig-lists.ts'
import { pathFunctions } from './sprig-paths.ts'
import { patternFunctions } from './sprig-patterns.ts'
import { textFunctions } from './sprig-texts.ts'
import { valueFunctions } from './sprig-values.ts'
import { GoTemplateError } from './template-error.ts'
import type { GoValue } from './value.ts'

/** A function that gets its arguments as they are asked for. */
export interface LazyFunction {
  readonly lazy: (given: readonly (() => GoValue)[]) => GoValue
}

/** A function that takes any number of arguments from a least one on. */
export interface OpenFunction {
  readonly least: number
  readonly run: (...given: GoValue[]) => GoValue
}

/**
 * A function of templates: a plain one takes just as many arguments as it names. Throws `GoTemplateError` where it does not take
 * what it is given.
 */
export type GoFunction = ((...given: GoValue[]) => GoValue) | OpenFunction | LazyFunction

/** Calls a function with what its arguments come to. */
export function callFunction(called: GoFunction, given: readonly (() => GoValue)[]): GoValue {
  if ('lazy' in called) return called.lazy(given)
  const [run, isFit] =
    typeof called === 'function'
      ? [called, given.length === called.length]
      : [called.run, given.length >= called.least]
  if (!isFit) throw new GoTemplateError(`it does not take ${given.length} arguments`)
  return run(...given.map((argument) => argument()))
}

/** The functions of Go's templates, and those of Sprig that messages have a use for. */
export const functions: ReadonlyMap<string, GoFunction> = new Map(
  Object.entries<GoFunction>({
    ...textFunctions,
    ...listFunctions,
    ...valueFunctions,
    ...pathFunctions,
    ...patternFunctions,
    ...builtins
  })
)

/** Whether there is a function of this name. */
export const isFunction = (name: string): boolean => functions.has(name)
