import { code, escapeMarkdown } from '../core/markdown/text.ts'

const CODE_TAGS = /^<code>|<\/code>$/g

/** A secret as it stands in a log, in Markdown, in code of Markdown and in an address. */
const spellingsOf = (secret: string): readonly string[] => [
  secret,
  escapeMarkdown(secret),
  code(secret).replaceAll(CODE_TAGS, ''),
  encodeURIComponent(secret)
]

/** A secret masked wherever and however it would be shown: a runner knows its own secrets, but not every token is one of them. */
export function masking(secrets: readonly string[]): (text: string) => string {
  const spellings = [...new Set(secrets.filter((secret) => secret !== '').flatMap(spellingsOf))]
  return (text) => spellings.reduce((masked, spelling) => masked.replaceAll(spelling, '***'), text)
}
