import {
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode
} from 'graphql'
import { schema } from './schema.ts'
import type { PrintedError } from './validation.ts'

const largestPage = 100

function pageSize(
  field: FieldNode,
  name: string,
  variables: Readonly<Record<string, unknown>>
): number | undefined {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value
  if (value?.kind === Kind.INT) return Number(value.value)
  if (value?.kind !== Kind.VARIABLE) return undefined
  const given = variables[value.name.value]
  return typeof given === 'number' ? given : undefined
}

/** Every connection must be asked for with `first` or `last`, and not for more than 100. */
export function checkBoundaries(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>
): PrintedError[] {
  const errors: PrintedError[] = []
  const typeInfo = new TypeInfo(schema)
  const enter = (field: FieldNode): void => {
    const isConnection = typeInfo.getFieldDef()?.args.some(({ name }) => name === 'first') ?? false
    const typeName = typeInfo.getType()?.toString() ?? ''
    if (!isConnection || !/Connection!?$/.test(typeName)) return
    const name = field.name.value
    const { line = 1, column = 1 } = field.loc?.startToken ?? {}
    const report = (type: string, message: string): void => {
      errors.push({ type, path: [operation.operation, name], locations: [{ line, column }], message })
    }
    const sizes = ['first', 'last'].map((side) => [side, pageSize(field, side, variables)] as const)
    if (sizes.every(([, size]) => size === undefined))
      report(
        'MISSING_PAGINATION_BOUNDARIES',
        `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`
      )
    for (const [side, size] of sizes)
      if (size !== undefined && size > largestPage)
        report(
          'EXCESSIVE_PAGINATION',
          `Requesting ${size} records on the \`${name}\` connection exceeds the \`${side}\` limit of ${largestPage} records.`
        )
  }
  visit(document, visitWithTypeInfo(typeInfo, { Field: { enter } }))
  return errors
}
