import { Lexer } from 'yaml'

/** A comment with its `#`, and where it stands. */
export interface Comment {
  readonly offset: number
  readonly text: string
}

/** Marks of the lexer that are no part of the text: start of a document, end of a broken flow collection. */
const MARKS = new Set(['\x02', '\x18'])
/** The lexer's mark that the next token is the content of a scalar, which may look like a comment. */
const SCALAR = '\x1f'

/** Finds the comments of a text among its lexemes; text inside scalars is none. */
export class CommentFinder {
  readonly #comments: Comment[] = []
  #offset = 0
  #before = ''

  /** The comments so far, in the order of the text. */
  get comments(): readonly Comment[] {
    return this.#comments
  }

  /** To be told of every lexeme, in their order. */
  add(lexeme: string): void {
    if (lexeme.startsWith('#') && this.#before !== SCALAR)
      this.#comments.push({ offset: this.#offset, text: lexeme })
    if (lexeme !== SCALAR && !MARKS.has(lexeme)) this.#offset += lexeme.length
    this.#before = lexeme
  }
}

/** All comments of a text, in its order. */
export function readComments(text: string): readonly Comment[] {
  const finder = new CommentFinder()
  for (const lexeme of new Lexer().lex(text)) finder.add(lexeme)
  return finder.comments
}
