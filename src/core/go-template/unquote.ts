import { GoTemplateError } from './template-error.ts'
import type { Token } from './token.ts'

const SINGLE: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ['"', '"']
])

const ESCAPE = /\\(?:x([0-7][0-9a-fA-F])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gsu

/** The text of a string of Go: in double quotes with escapes, or between backquotes as it is. */
export function unquote({ kind, text, offset }: Pick<Token, 'kind' | 'text' | 'offset'>): string {
  const inside = text.slice(1, -1)
  if (kind === 'raw') return inside.replaceAll('\r', '')
  return inside.replaceAll(
    ESCAPE,
    (escape: string, byte?: string, short?: string, long?: string, single: string = '') => {
      const code = byte ?? short ?? long
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
      const character = SINGLE.get(single)
      if (character !== undefined) return character
      throw new GoTemplateError(`"${escape}" is no escape that is known`, offset)
    }
  )
}

const NAMED: ReadonlyMap<string, string> = new Map(
  [...SINGLE].filter(([name]) => name !== "'").map(([name, character]) => [character, `\\${name}`])
)

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`
}

/** A text as Go's `%q` writes it. */
export const quoted = (text: string): string =>
  `"${text.replaceAll(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => NAMED.get(character) ?? escaped(character))}"`
