import { GoTemplateError } from './template-error.ts'

/** What a piece of an action is. */
export type TokenKind =
  | 'word'
  | 'field'
  | 'variable'
  | 'dot'
  | 'string'
  | 'raw'
  | 'number'
  | 'pipe'
  | 'open'
  | 'close'
  | 'declare'
  | 'assign'
  | 'comma'

/** A piece of an action. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly offset: number
  /** Whether blanks stand before it: `.a.b` is one operand, `.a .b` are two. */
  readonly isApart: boolean
}

/** A piece of a template: text as it is, or what stands between braces. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly offset: number; readonly tokens: readonly Token[] }

const KINDS: readonly (readonly [TokenKind, RegExp])[] = [
  ['string', /"(?:\\.|[^"\\\n])*"/y],
  ['raw', /`[^`]*`/y],
  ['number', /[-+]?\d[\w.]*/y],
  ['variable', /\$[\p{L}\p{Nd}_]*/uy],
  ['field', /\.[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['word', /[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['dot', /\./y],
  ['declare', /:=/y],
  ['assign', /=/y],
  ['pipe', /\|/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y]
]

const BLANKS = /[ \t\r\n]*/y

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset
  return pattern.exec(text)?.[0]
}

/** What ends an action, where it does: braces, behind a dash that takes the blanks that follow. */
function endAt(
  text: string,
  offset: number
): { readonly length: number; readonly trims: boolean } | undefined {
  if (text.startsWith('}}', offset)) return { length: 2, trims: false }
  return /[ \t\r\n]/.test(text[offset - 1] ?? '') && text.startsWith('-}}', offset)
    ? { length: 3, trims: true }
    : undefined
}

interface Read {
  readonly piece: Piece | undefined
  readonly end: number
  readonly trims: boolean
}

function readComment(text: string, start: number, offset: number): Read {
  const close = text.indexOf('*/', offset)
  const behind = close + 2
  const end = close < 0 ? undefined : (endAt(text, behind) ?? endAt(text, behind + 1))
  if (end === undefined) throw new GoTemplateError('a comment has no end', start)
  const gap = endAt(text, behind) === undefined ? 1 : 0
  return { piece: undefined, end: behind + gap + end.length, trims: end.trims }
}

function readToken(text: string, offset: number, isApart: boolean): Token {
  for (const [kind, pattern] of KINDS) {
    const found = matchAt(pattern, text, offset)
    if (found !== undefined) return { kind, text: found, offset, isApart }
  }
  throw new GoTemplateError(`${JSON.stringify(text[offset] ?? 'its end')} is not expected here`, offset)
}

/** Reads what stands between braces, from behind the opening ones. */
function readAction(text: string, start: number, from: number): Read {
  if (text.startsWith('/*', from)) return readComment(text, start, from)
  const tokens: Token[] = []
  let offset = from
  for (;;) {
    const blanks = matchAt(BLANKS, text, offset) ?? ''
    offset += blanks.length
    const end = endAt(text, offset)
    if (end !== undefined) {
      const piece: Piece = { kind: 'action', offset: start, tokens }
      return { piece, end: offset + end.length, trims: end.trims }
    }
    if (offset >= text.length) throw new GoTemplateError('an action has no end', start)
    const token = readToken(text, offset, blanks !== '' || tokens.length === 0)
    tokens.push(token)
    offset += token.text.length
  }
}

/** Takes a template apart: texts, without the blanks that dashes take, and actions; comments are gone. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let offset = 0
  let trims = false
  for (;;) {
    const open = text.indexOf('{{', offset)
    const plain = text.slice(offset, open < 0 ? text.length : open)
    const isTrimmed = open >= 0 && /^-[ \t\r\n]/.test(text.slice(open + 2, open + 4))
    const front = trims ? plain.replace(/^[ \t\r\n]+/, '') : plain
    const shown = isTrimmed ? front.replace(/[ \t\r\n]+$/, '') : front
    if (shown !== '') pieces.push({ kind: 'text', text: shown })
    if (open < 0) return pieces
    const read = readAction(text, open, open + (isTrimmed ? 4 : 2))
    if (read.piece !== undefined) pieces.push(read.piece)
    offset = read.end
    trims = read.trims
  }
}
