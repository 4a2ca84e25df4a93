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

/** All comments of a text, in its order; text inside scalars is none. */
export function readComments(text: string): readonly Comment[] {
  const comments: Comment[] = []
  let offset = 0
  let before = ''
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && before !== SCALAR) comments.push({ offset, text: token })
    if (token !== SCALAR && !MARKS.has(token)) offset += token.length
    before = token
  }
  return comments
}
