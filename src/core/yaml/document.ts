import {
  Composer,
  isMap,
  Lexer,
  Parser,
  type CST,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap
} from 'yaml'
import { indexAliases, type AliasIndex } from './alias.ts'
import { CommentFinder, type Comment } from './comments.ts'

/** Why a document cannot be read. */
export interface Fault {
  readonly offset: number
  /** What the parser says, as a sentence without its full stop. */
  readonly reason: string
  /** Whether it may well be valid, but is nested deeper than anything that is read. */
  readonly isTooDeep?: boolean
}

/** The block scalar of another document whose lines a document is. */
export interface Within {
  readonly document: YamlDocument
  readonly scalar: Scalar
  /** The lines where they stand in the file, with blanks before them. */
  readonly text: string
}

/** One document of a file; its nodes keep their offsets in the file's text. */
export interface YamlDocument {
  /** Position in the file, from 0. */
  readonly index: number
  /** The stretch of the text that belongs to it, markers and comments included. */
  readonly start: number
  readonly end: number
  /** `null` where the document is empty or could not be read. */
  readonly root: Node | null
  readonly aliases: AliasIndex
  readonly fault: Fault | undefined
  /** Where it stands, when that is not the file itself. */
  readonly within?: Within
}

/** A file as text and as documents; no document for a text of comments only. */
export interface YamlFile {
  /** Where the file is, for messages. */
  readonly path: string
  readonly text: string
  readonly documents: readonly YamlDocument[]
  /** All comments; of a text that is nested too deep, those above the place where it was given up. */
  readonly comments: readonly Comment[]
}

/*
 * Lenient where kustomize and kubectl are (a repeated key, an unknown tag); merge keys stay pairs, so that every node
 * of the tree is one place of the text.
 */
const OPTIONS = {
  uniqueKeys: false,
  strict: false,
  merge: false,
  prettyErrors: false,
  logLevel: 'silent'
} as const

type Parsed = readonly Document.Parsed[]

/** Where a document ends that the parser gave up on: it says where it stopped, not where the next one begins. */
function endOfBroken(text: string, from: number): number {
  const marker = /^---(?=\s|$)/gm
  marker.lastIndex = from
  return marker.exec(text)?.index ?? text.length
}

function toDocument(text: string, parsed: Parsed[number], index: number, start: number): YamlDocument {
  const [error] = parsed.errors
  const fault = error && { offset: Math.max(error.pos[0], start), reason: error.message.replace(/\.$/, '') }
  const root = fault === undefined ? parsed.contents : null
  const end = fault === undefined ? parsed.range[2] : endOfBroken(text, parsed.range[2])
  return { index, start, end, root, aliases: indexAliases(root), fault }
}

/** Levels: many times what anybody has written, and far from where a recursion would exhaust the stack. */
const DEEPEST = 500

/** The tokens of a text; an absurdly deep one is given up where it gets too deep, before it takes memory for all of it. */
function* tokensOf(text: string, finder: CommentFinder): Generator<CST.Token, Fault | undefined> {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    finder.add(lexeme)
    yield* parser.next(lexeme)
    if (parser.stack.length > DEEPEST) {
      return {
        offset: parser.offset,
        reason: `it is nested more than ${DEEPEST} levels deep`,
        isTooDeep: true
      }
    }
  }
  yield* parser.end()
  return undefined
}

function parseText(text: string, finder: CommentFinder): Parsed | Fault {
  const composer = new Composer(OPTIONS)
  const documents: Document.Parsed[] = []
  const tokens = tokensOf(text, finder)
  let token = tokens.next()
  for (; token.done !== true; token = tokens.next()) documents.push(...composer.next(token.value))
  if (token.value !== undefined) return token.value
  return [...documents, ...composer.end()]
}

/** Reads a text of any number of documents. A document that cannot be read has a `fault`; the others are not harmed by it. */
export function parseYaml(path: string, text: string): YamlFile {
  const finder = new CommentFinder()
  const parsed = parseText(text, finder)
  const { comments } = finder
  if ('reason' in parsed) {
    const document = {
      index: 0,
      start: 0,
      end: text.length,
      root: null,
      aliases: indexAliases(null),
      fault: parsed
    }
    return { path, text, documents: [document], comments }
  }
  const documents: YamlDocument[] = []
  for (const [index, document] of parsed.entries()) {
    documents.push(toDocument(text, document, index, documents.at(-1)?.end ?? 0))
  }
  return { path, text, documents, comments }
}

/** The document's root when it is a map. */
export const rootMap = (document: YamlDocument | undefined): YAMLMap | undefined =>
  isMap(document?.root) ? document.root : undefined
