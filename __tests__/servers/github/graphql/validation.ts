import { Kind, parse, validate, type DocumentNode, type GraphQLError } from 'graphql'
import { schema } from './schema.ts'

/** An error as GraphQL answers carry it. */
export interface PrintedError {
  readonly type?: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly message: string
}

/** A document that was parsed and checked against the schema, once. */
export interface CheckedDocument {
  readonly document: DocumentNode | undefined
  readonly errors: readonly PrintedError[]
}

interface Wording {
  readonly pattern: RegExp
  readonly message: string
  readonly code: string
}

const wordings: readonly Wording[] = [
  {
    pattern: /^Cannot query field "(.+?)" on type "(.+?)"/,
    message: "Field '$1' doesn't exist on type '$2'",
    code: 'undefinedField'
  },
  {
    pattern: /^Unknown argument "(.+?)" on field "(?:.+?)\.(.+?)"/,
    message: "Field '$2' doesn't accept argument '$1'",
    code: 'argumentNotAccepted'
  },
  {
    pattern: /^Field "(.+?)" argument "(.+?)" of type .* is required/,
    message: "Field '$1' is missing required arguments: $2",
    code: 'missingRequiredArguments'
  },
  {
    pattern: /^Field "(.+?)" of type "(.+?)" must have a selection of subfields/,
    message:
      "Field must have selections (field '$1' returns $2 but has no selections. Did you mean '$1 { ... }'?)",
    code: 'selectionMismatch'
  },
  {
    pattern: /^Variable "\$(.+?)" is never used in operation "(.+?)"/,
    message: 'Variable $$$1 is declared by $2 but not used',
    code: 'variableNotUsed'
  },
  {
    pattern: /^Variable "\$(.+?)" is not defined by operation "(.+?)"/,
    message: 'Variable $$$1 is used by $2 but not declared',
    code: 'variableNotDefined'
  },
  {
    pattern: /^Variable "\$(.+?)" of type "(.+?)" used in position expecting type "(.+?)"/,
    message: 'Type mismatch on variable $$$1 ($2 / $3)',
    code: 'variableMismatch'
  },
  {
    pattern: /^Unknown type "(.+?)"/,
    message: "$1 isn't a defined input type",
    code: 'variableRequiresValidType'
  }
]

function operationPath(document: DocumentNode): string {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (operation === undefined) return 'query'
  return [operation.operation, operation.name?.value].filter(Boolean).join(' ')
}

function printValidationError(document: DocumentNode, error: GraphQLError): PrintedError {
  const wording = wordings.find(({ pattern }) => pattern.test(error.message))
  const match = wording?.pattern.exec(error.message)
  return {
    path: [operationPath(document)],
    extensions: { code: wording?.code ?? 'invalid' },
    locations: error.locations ?? [],
    message:
      wording === undefined || match == null
        ? error.message
        : match[0].replace(wording.pattern, wording.message)
  }
}

const checked = new Map<string, CheckedDocument>()

function check(source: string): CheckedDocument {
  try {
    const document = parse(source)
    return {
      document,
      errors: validate(schema, document).map((error) => printValidationError(document, error))
    }
  } catch (error) {
    const { message, locations } = error as GraphQLError
    return {
      document: undefined,
      errors: [{ locations: locations ?? [], message: message.replace('Syntax Error', 'Parse error') }]
    }
  }
}

/** Parses a document and checks it against the schema; the same text is checked once. */
export function checkDocument(source: string): CheckedDocument {
  const known = checked.get(source) ?? check(source)
  if (checked.size > 2000) checked.clear()
  checked.set(source, known)
  return known
}
