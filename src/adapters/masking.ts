import { code, escapeMarkdown } from '../core/markdown/text.ts'

const CODE_TAGS = /^<code>|<\/code>$/g

/** A secret as it stands in a log, in Markdown, in code of Markdown and in an address. */
const spellingsOf = (secret: string): readonly string[] => [
  secret,
  escapeMarkdown(secret),
  code(secret).replaceAll(CODE_TAGS, ''),
  encodeURIComponent(secret)
]

/** What masks secrets wherever and however they would be shown. */
export interface Masking {
  readonly mask: (text: string) => string
  readonly conceal: (secret: string) => void
}

/** Masks these secrets and those that come to be known: a runner knows its own, but not every token is one of them. */
export function masking(secrets: readonly string[]): Masking {
  let spellings: readonly string[] = []
  const conceal = (secret: string): void => {
    if (secret === '' || spellings.includes(secret)) return
    // A secret may hold another one: the longest is masked first.
    spellings = [...spellings, ...spellingsOf(secret)].sort((one, other) => other.length - one.length)
  }
  secrets.forEach(conceal)
  return {
    conceal,
    mask: (text) => spellings.reduce((masked, spelling) => masked.replaceAll(spelling, '***'), text)
  }
}
