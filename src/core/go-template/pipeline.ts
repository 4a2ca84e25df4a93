import { isFunction } from './functions.ts'
import { GoTemplateError } from './template-error.ts'
import type { Command, Operand, Pipeline } from './node.ts'
import type { Token, TokenKind } from './token.ts'
import { unquote } from './unquote.ts'

/** The names of variables that can be named, the innermost last. */
export type Scope = readonly string[]

const DEEPEST = 50

/** Reads the pieces of one action from left to right. */
class Reader {
  readonly scope: Scope
  readonly #tokens: readonly Token[]
  readonly #end: number
  #position = 0

  constructor(tokens: readonly Token[], end: number, scope: Scope) {
    this.#tokens = tokens
    this.#end = end
    this.scope = scope
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#position + ahead]
  }

  /** The next piece, where it is of this kind; it is taken then. */
  take(kind: TokenKind): Token | undefined {
    const token = this.peek()
    if (token?.kind !== kind) return undefined
    this.#position += 1
    return token
  }

  get offset(): number {
    return this.peek()?.offset ?? this.#end
  }

  fail(message: string): GoTemplateError {
    return new GoTemplateError(message, this.offset)
  }

  unexpected(): GoTemplateError {
    const token = this.peek()
    return this.fail(token === undefined ? 'something is missing' : `"${token.text}" is not expected here`)
  }
}

function fieldsBehind(reader: Reader): readonly string[] {
  const fields: string[] = []
  while (reader.peek()?.kind === 'field' && reader.peek()?.isApart === false) {
    fields.push(reader.take('field')?.text.slice(1) ?? '')
  }
  return fields
}

function numberOf({ text, offset }: Token): number {
  const number = Number(text.replaceAll('_', ''))
  if (Number.isSafeInteger(number)) return number
  throw new GoTemplateError(`"${text}" is no whole number`, offset)
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null]
])

function readWord(reader: Reader, word: Token): Operand {
  const constant = WORDS.get(word.text)
  const { offset } = word
  if (constant !== undefined) return { kind: 'constant', value: constant, offset }
  if (isFunction(word.text))
    return { kind: 'function', name: word.text, fields: fieldsBehind(reader), offset }
  throw new GoTemplateError(`the function "${word.text}" is not known`, offset)
}

function readVariable(reader: Reader, { text, offset }: Token): Operand {
  if (text !== '$' && !reader.scope.includes(text)) {
    throw new GoTemplateError(`the variable "${text}" is not there`, offset)
  }
  return { kind: 'variable', name: text, fields: fieldsBehind(reader), offset }
}

function readOperand(reader: Reader, depth: number): Operand | undefined {
  const { offset } = reader
  const field = reader.take('field')
  if (field !== undefined) {
    return { kind: 'dot', fields: [field.text.slice(1), ...fieldsBehind(reader)], offset }
  }
  if (reader.take('dot') !== undefined) return { kind: 'dot', fields: [], offset }
  const variable = reader.take('variable')
  if (variable !== undefined) return readVariable(reader, variable)
  const word = reader.take('word')
  if (word !== undefined) return readWord(reader, word)
  const text = reader.take('string') ?? reader.take('raw')
  if (text !== undefined) return { kind: 'constant', value: unquote(text), offset }
  const number = reader.take('number')
  if (number !== undefined) return { kind: 'constant', value: numberOf(number), offset }
  return reader.take('open') === undefined ? undefined : readParentheses(reader, depth, offset)
}

function readParentheses(reader: Reader, depth: number, offset: number): Operand {
  if (depth > DEEPEST) throw reader.fail('it is nested too deeply')
  const pipeline = readCommands(reader, depth + 1, [], false)
  if (reader.take('close') === undefined) throw reader.unexpected()
  return { kind: 'pipeline', pipeline, fields: fieldsBehind(reader), offset }
}

function readCommand(reader: Reader, depth: number): Command {
  const first = readOperand(reader, depth)
  if (first === undefined) throw reader.unexpected()
  const others: Operand[] = []
  for (let next = readOperand(reader, depth); next !== undefined; next = readOperand(reader, depth)) {
    others.push(next)
  }
  return { first, others }
}

function readCommands(
  reader: Reader,
  depth: number,
  variables: readonly string[],
  assigns: boolean
): Pipeline {
  const { offset } = reader
  const commands: [Command, ...Command[]] = [readCommand(reader, depth)]
  while (reader.take('pipe') !== undefined) {
    const command = readCommand(reader, depth)
    if (command.first.kind === 'constant') {
      throw new GoTemplateError('a constant takes no value of a pipeline', command.first.offset)
    }
    commands.push(command)
  }
  return { variables, assigns, commands, offset }
}

/** The variables before `:=` or `=`: one, or of a range two. */
function readVariables(reader: Reader, isRange: boolean): Pick<Pipeline, 'variables' | 'assigns'> {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((ahead) => reader.peek(ahead))
  const isTwo = isRange && second?.kind === 'comma' && third?.kind === 'variable'
  const sign = isTwo ? fourth : second
  if (first?.kind !== 'variable' || (sign?.kind !== 'declare' && sign?.kind !== 'assign')) {
    return { variables: [], assigns: false }
  }
  const variables = isTwo ? [first.text, third.text] : [first.text]
  const assigns = sign.kind === 'assign'
  const unknown = variables.find((name) => assigns && !reader.scope.includes(name))
  if (unknown !== undefined) throw reader.fail(`the variable "${unknown}" is not there`)
  reader.take('variable')
  if (isTwo) reader.take('comma')
  if (isTwo) reader.take('variable')
  reader.take(sign.kind)
  return { variables, assigns }
}

/**
 * Reads the pipeline of an action.
 *
 * @param scope - the variables that are there
 * @throws GoTemplateError
 */
export function parsePipeline(
  tokens: readonly Token[],
  end: number,
  scope: Scope,
  isRange: boolean
): Pipeline {
  const reader = new Reader(tokens, end, scope)
  const { variables, assigns } = readVariables(reader, isRange)
  const pipeline = readCommands(reader, 0, variables, assigns)
  if (reader.peek() !== undefined) throw reader.unexpected()
  return pipeline
}
