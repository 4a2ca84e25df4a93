const LONGEST_SHOWN = 200

/** The beginning of a text that may be of any length; not cut within a character. */
export const brief = (text: string, longest = LONGEST_SHOWN): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`

/** Nothing is to be seen of it, and what GitHub makes links and mentions of is torn by it. */
const GAP = '&#8203;'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '@': `@${GAP}`,
  '#': `\\#${GAP}`,
  // As GitHub has it for what is no formula.
  $: '<span>$</span>',
  '\n': ' '
}

/**
 * Any text as Markdown that shows it as it is: no markup of its own, no end of a table's cell. GitHub reads entities as what they
 * stand for before it looks for mentions, for references and for addresses, so those are torn: a headline such as `fixes #12` of
 * another repository pings nobody, links to nothing and closes nothing here.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/[&<>|@\n\\`*_[\]#~$]/g, (character) => ESCAPES[character] ?? `\\${character}`)
    .replaceAll('://', `:${GAP}//`)
    .replaceAll(/\b(?=www\.)/gi, GAP)
    .replaceAll(/\bGH-(?=\d)/gi, (prefix) => `${prefix}${GAP}`)

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': ' ' }

const entity = (character: string): string => ENTITIES[character] ?? `&#${character.charCodeAt(0)};`

const encoded = (text: string): string =>
  text.replaceAll(/[&<>|@\n\\`*[\]#~$]|(?<![a-z0-9])_|_(?![a-z0-9])/gi, entity)

/**
 * Any text as code, in a table or out of it. Backticks would end a code span, so it is HTML, in which Markdown is still
 * read: what could be markup is written as entities, but for underscores within words. GitHub looks for no mentions in code.
 */
export const code = (text: string): string => `<code>${encoded(text)}</code>`

/** As many characters fit in a column beside others. */
const LONGEST_UNBROKEN = 40

/**
 * The same for a cell of a table: what is long may be broken behind its slashes and before its digest, so that no column pushes another one out of
 * sight. What is copied has no breaks.
 */
export const breakableCode = (text: string): string =>
  text.length <= LONGEST_UNBROKEN
    ? code(text)
    : `<code>${text
        .split(/(?<=\/)|(?=@)/)
        .map(encoded)
        .join('<wbr>')}</code>`

// encodeURIComponent leaves parentheses, which would end the link.
const percentEncoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

const LONGEST_ADDRESS = 2000

/** A link around Markdown; that alone where there is no page to link to, or its address is longer than browsers take. */
export function link(markdown: string, url: string): string {
  const address = url.replaceAll(/[()\s<>|]/g, percentEncoded)
  return address === '' || address.length > LONGEST_ADDRESS ? markdown : `[${markdown}](${address})`
}
