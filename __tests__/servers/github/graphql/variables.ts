import {
  Kind,
  coerceInputValue,
  isInputType,
  print,
  typeFromAST,
  type OperationDefinitionNode
} from 'graphql'
import { schema } from './schema.ts'
import type { PrintedError } from './validation.ts'

interface Problem {
  readonly path: readonly (string | number)[]
  readonly explanation: string
}

function explain(message: string): string {
  if (/not to be null|was not provided/.test(message)) return 'Expected value to not be null'
  const unknown = /^Field "(.+?)" is not defined by type "(.+?)"/.exec(message)
  if (unknown !== null) return `Field is not defined on ${String(unknown[2])}`
  return message.replace(/^Expected type "[^"]+"\. /, '')
}

function pathOf(path: readonly (string | number)[], message: string): readonly (string | number)[] {
  const named = /^Field "(.+?)" (?:of required type|is not defined)/.exec(message)
  return named === null ? path : [...path, named[1] ?? '']
}

/** What is wrong with the variables of an operation, in the words of GitHub's server; empty when nothing is. */
export function checkVariables(
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>
): PrintedError[] {
  const errors: PrintedError[] = []
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value
    const type = typeFromAST(schema, definition.type)
    if (!isInputType(type)) continue
    if (
      values[name] === undefined &&
      (definition.defaultValue !== undefined || definition.type.kind !== Kind.NON_NULL_TYPE)
    )
      continue
    const problems: Problem[] = []
    coerceInputValue(values[name] ?? null, type, (path, _invalid, error) => {
      problems.push({ path: pathOf(path, error.message), explanation: explain(error.message) })
    })
    if (problems.length === 0) continue
    const listed = problems.map(({ path, explanation }) => `${path.join('.')} (${explanation})`).join(', ')
    const where = problems.some(({ path }) => path.length > 0) ? ` for ${listed}` : ''
    const { line = 1, column = 1 } = definition.loc?.startToken ?? {}
    errors.push({
      extensions: { value: values[name] ?? null, problems },
      locations: [{ line, column }],
      message: `Variable $${name} of type ${print(definition.type)} was provided invalid value${where}`
    })
  }
  return errors
}
