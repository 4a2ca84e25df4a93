import type { Node } from './node.ts'
import { parsePipeline, type Scope } from './pipeline.ts'
import { GoTemplateError } from './template-error.ts'
import { piecesOf, type Piece, type Token } from './token.ts'

/** A template in Go's `text/template` language that is known to be well-formed. */
export interface GoTemplate {
  readonly source: string
  readonly nodes: readonly Node[]
}

type Action = Extract<Piece, { kind: 'action' }>

const BLOCKS = ['if', 'with', 'range'] as const
type Block = (typeof BLOCKS)[number]

/** Words of the language that messages have no use for. */
const OTHERS = new Set(['template', 'define', 'block'])

const wordOf = ({ tokens: [first] }: Action): string => (first?.kind === 'word' ? first.text : '')
const blockOf = (action: Action): Block | undefined => BLOCKS.find((each) => each === wordOf(action))

const failAt = ({ offset }: Action, message: string): GoTemplateError => new GoTemplateError(message, offset)

const DEEPEST = 50

interface Around {
  readonly scope: Scope
  readonly isInRange: boolean
  readonly depth: number
}

/** What ends a list of nodes: `end`, or `else` with what stands behind it. */
type Stop = { readonly action: Action; readonly word: 'end' | 'else' }

/** Reads the pieces of a template from left to right. */
class Parser {
  readonly #pieces: readonly Piece[]
  #position = 0

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  /** The nodes up to an `end` or an `else`, or to the end of the template. */
  list(around: Around): { readonly nodes: readonly Node[]; readonly stop: Stop | undefined } {
    const nodes: Node[] = []
    let scope = around.scope
    for (let piece = this.#next(); piece !== undefined; piece = this.#next()) {
      if (piece.kind === 'text') {
        nodes.push(piece)
        continue
      }
      const word = wordOf(piece)
      if (word === 'end' || word === 'else') return { nodes, stop: { action: piece, word } }
      const node = this.#node(piece, { ...around, scope })
      if (node.kind === 'show') scope = [...scope, ...node.pipeline.variables]
      nodes.push(node)
    }
    return { nodes, stop: undefined }
  }

  #next(): Piece | undefined {
    const piece = this.#pieces[this.#position]
    this.#position += 1
    return piece
  }

  #node(action: Action, around: Around): Node {
    const word = wordOf(action)
    const block = blockOf(action)
    if (block !== undefined) return this.#block(block, action, action.tokens.slice(1), around)
    if (OTHERS.has(word)) throw failAt(action, `"${word}" is not evaluated`)
    if (word !== 'break' && word !== 'continue')
      return { kind: 'show', pipeline: pipelineOf(action, action.tokens, around, false) }
    if (!around.isInRange || action.tokens.length > 1) throw failAt(action, `"${word}" is not expected here`)
    return { kind: word }
  }

  #block(kind: Block, action: Action, tokens: readonly Token[], around: Around): Node {
    if (around.depth > DEEPEST) throw failAt(action, 'it is nested too deeply')
    const pipeline = pipelineOf(action, tokens, around, kind === 'range')
    const scope = [...around.scope, ...pipeline.variables]
    const depth = around.depth + 1
    const isInRange = around.isInRange || kind === 'range'
    const { nodes: body, stop } = this.list({ scope, isInRange, depth })
    if (stop === undefined) throw failAt(action, `"${kind}" has no "end"`)
    const otherwise =
      stop.word === 'end' ? NONE : this.#otherwise(kind, stop.action, { ...around, scope, depth })
    return { kind, pipeline, body, otherwise }
  }

  /** What stands behind an `else`: `else if` and `else with` are blocks that share the end. */
  #otherwise(kind: Block, action: Action, around: Around): readonly Node[] {
    const [, second, ...rest] = action.tokens
    if (second !== undefined) {
      const isChained = second.kind === 'word' && second.text === kind && kind !== 'range'
      if (!isChained) throw failAt(action, `"${second.text}" is not expected behind "else"`)
      return [this.#block(kind, action, rest, around)]
    }
    const { nodes, stop } = this.list(around)
    if (stop?.word === 'end') return nodes
    throw failAt(action, '"else" has no "end"')
  }
}

const NONE: readonly Node[] = []

const pipelineOf = (action: Action, tokens: readonly Token[], { scope }: Around, isRange: boolean) =>
  parsePipeline(tokens, action.offset, scope, isRange)

/**
 * Reads a template.
 *
 * @throws GoTemplateError where it is none, or has a word or a function that is not evaluated
 */
export function parseGoTemplate(source: string): GoTemplate {
  const { nodes, stop } = new Parser(piecesOf(source)).list({ scope: [], isInRange: false, depth: 0 })
  if (stop !== undefined) throw failAt(stop.action, `"${stop.word}" has nothing to end`)
  return { source, nodes }
}
