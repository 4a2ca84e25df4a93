import { callFunction, functions } from './functions.ts'
import type { Command, Node, Operand, Pipeline } from './node.ts'
import type { GoTemplate } from './parse.ts'
import { GoTemplateError } from './template-error.ts'
import { fieldOf, format, isGoMap, isList, isTrue, typeOf, type GoValue } from './value.ts'

/** Characters: many times the longest message that GitHub takes. */
const LONGEST = 200_000

/** A variable, whose value may change. */
interface Variable {
  readonly name: string
  value: GoValue
}

/** What a part of a template sees. */
interface Around {
  readonly dot: GoValue
  /** The innermost last; the first is `$`. */
  readonly variables: readonly Variable[]
}

/** Why a list of nodes came to its end. */
type Flow = 'on' | 'break' | 'continue'

/** Fills in one template. */
class Run {
  text = ''
  #turns = 0

  nodes(nodes: readonly Node[], around: Around): Flow {
    let inner = around
    for (const node of nodes) {
      switch (node.kind) {
        case 'text':
          this.#write(node.text)
          break
        case 'show':
          inner = this.#show(node.pipeline, inner)
          break
        case 'break':
        case 'continue':
          return node.kind
        default: {
          const flow = this.#block(node, inner)
          if (flow !== 'on') return flow
        }
      }
    }
    return 'on'
  }

  #write(text: string): void {
    this.text += text
    if (this.text.length > LONGEST) throw new GoTemplateError('it becomes longer than any message')
  }

  #show(pipeline: Pipeline, around: Around): Around {
    const value = evaluate(pipeline, around)
    if (pipeline.variables.length === 0) this.#write(format(value ?? undefined))
    return declare(pipeline, around, [value])
  }

  #block(node: Extract<Node, { readonly body: unknown }>, around: Around): Flow {
    const value = evaluate(node.pipeline, around)
    if (node.kind === 'range') return this.#range(node, value, around)
    const inner = declare(node.pipeline, around, [value])
    if (!isTrue(value)) return this.nodes(node.otherwise, inner)
    return this.nodes(node.body, node.kind === 'with' ? { ...inner, dot: value } : inner)
  }

  #range(node: Extract<Node, { readonly body: unknown }>, value: GoValue, around: Around): Flow {
    const { pipeline, body, otherwise } = node
    const items = itemsOf(value, pipeline)
    if (items.length === 0) return this.nodes(otherwise, around)
    for (const [key, item] of items) {
      this.#turns += 1
      if (this.#turns > MOST_TURNS) throw new GoTemplateError('it takes too many turns', pipeline.offset)
      const values = pipeline.variables.length > 1 ? [key, item] : [item]
      const flow = this.nodes(body, { ...declare(pipeline, around, values), dot: item })
      if (flow === 'break') break
    }
    return 'on'
  }
}

/** Turns of all ranges together. */
const MOST_TURNS = 100_000

/** What a range goes through: keys and values, in order. */
function itemsOf(value: GoValue, { variables, offset }: Pipeline): readonly (readonly [GoValue, GoValue])[] {
  if (value === undefined || value === null) return []
  if (isList(value)) return value.map((item, index) => [index, item])
  if (isGoMap(value)) return value.entries
  if (typeof value === 'number' && value <= MOST_TURNS && variables.length < 2) {
    return Array.from({ length: Math.max(0, value) }, (_, index) => [index, index])
  }
  throw new GoTemplateError(`"range" cannot go through ${typeOf(value)}`, offset)
}

/** Gives variables their values: new ones, or those that are there. */
function declare({ variables, assigns }: Pipeline, around: Around, values: readonly GoValue[]): Around {
  if (!assigns) {
    const added = variables.map((name, index) => ({ name, value: values[index] }))
    return { ...around, variables: [...around.variables, ...added] }
  }
  variables.forEach((name, index) => {
    const variable = around.variables.findLast((each) => each.name === name)
    if (variable !== undefined) variable.value = values[index]
  })
  return around
}

function evaluate({ commands }: Pipeline, around: Around): GoValue {
  const [first, ...others] = commands
  return others.reduce(
    (value, command) => runCommand(command, around, [value]),
    runCommand(first, around, [])
  )
}

const through = (value: GoValue, fields: readonly string[], offset: number): GoValue =>
  fields.reduce<GoValue>((each, name) => fieldOf(each, name, offset), value)

function valueOf(operand: Operand, around: Around): GoValue {
  const { offset } = operand
  switch (operand.kind) {
    case 'constant':
      return operand.value
    case 'dot':
      return through(around.dot, operand.fields, offset)
    case 'variable': {
      const { name, fields } = operand
      return through(around.variables.findLast((each) => each.name === name)?.value, fields, offset)
    }
    case 'function':
      return through(call(operand.name, [], offset), operand.fields, offset)
    case 'pipeline':
      return through(evaluate(operand.pipeline, around), operand.fields, offset)
  }
}

/** @param piped - the value of the command before, as the last argument */
function runCommand({ first, others }: Command, around: Around, piped: readonly GoValue[]): GoValue {
  if (first.kind === 'function') {
    const { name, fields, offset } = first
    const given = others.map((operand) => () => valueOf(operand, around))
    return through(call(name, [...given, ...piped.map((value) => () => value)], offset), fields, offset)
  }
  const [argument] = others
  if (argument !== undefined || piped.length > 0) {
    throw new GoTemplateError('what is no function is given an argument', argument?.offset ?? first.offset)
  }
  if (first.kind === 'constant' && first.value === null) {
    throw new GoTemplateError('"nil" is no command', first.offset)
  }
  return valueOf(first, around)
}

function call(name: string, given: readonly (() => GoValue)[], offset: number): GoValue {
  const called = functions.get(name)
  try {
    return called === undefined ? undefined : callFunction(called, given)
  } catch (error) {
    if (!(error instanceof GoTemplateError) || error.offset !== undefined) throw error
    throw new GoTemplateError(`"${name}": ${error.message}`, offset)
  }
}

/**
 * Fills a template in.
 *
 * @throws GoTemplateError where the values have not what it names, or a function does not take what it is given
 */
export function renderGoTemplate({ nodes }: GoTemplate, data: GoValue): string {
  const run = new Run()
  run.nodes(nodes, { dot: data, variables: [{ name: '$', value: data }] })
  return run.text
}
