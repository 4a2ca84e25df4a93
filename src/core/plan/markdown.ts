import { formatReference } from '../image/reference.ts'
import type { Change, KeptImage } from '../manifest/manifest.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '@': '&#64;',
  '\n': ' '
}

/** Any text as Markdown that shows it as it is: no markup of its own, no mention of a person, no end of a table's cell. */
export const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[&<>|@\n\\`*_[\]#~]/g, (character) => ESCAPES[character] ?? `\\${character}`)

const entity = (character: string): string => ESCAPES[character] ?? `&#${character.charCodeAt(0)};`

/**
 * Any text as code, in a table or out of it. Backticks would end a code span, so it is HTML, in which Markdown is still
 * read: what could be markup is written as entities, but for underscores within words.
 */
export const code = (text: string): string =>
  `<code>${text.replaceAll(/[&<>|@\n\\`*[\]#~$]|(?<![a-z0-9])_|_(?![a-z0-9])/gi, entity)}</code>`

/** How the file of a change is shown: as a link, or as it stands. */
export type ShowFile = (change: Pick<Change, 'place'>) => string

/** `path:line` of a change as code. */
export const fileAndLine: ShowFile = ({ place }) => code(`${place.file}:${String(place.line)}`)

const MOST_ROWS = 500

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => '---'), ...rows.slice(0, MOST_ROWS)]
  const rest = rows.length - MOST_ROWS
  const more = rest > 0 ? ['', `… and ${String(rest)} more.`] : []
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`), ...more].join('\n')
}

/** The changes as a table: image, before, after, file. Of very many, the first five hundred. */
export const changesTable = (changes: readonly Change[], showFile: ShowFile = fileAndLine): string =>
  table(
    ['Image', 'Before', 'After', 'File'],
    changes.map((change) => [
      code(change.image),
      code(formatReference(change.from)),
      code(formatReference(change.to)),
      showFile(change)
    ])
  )

/** What stays since it is newer, as a table: image, what stays, what was not written, why, file. Of very many, the first five hundred. */
export const keptTable = (kept: readonly KeptImage[], showFile: ShowFile): string =>
  table(
    ['Image', 'Stays', 'Not written', 'Why', 'File'],
    kept.map((each) => [
      code(each.image),
      code(formatReference(each.stays)),
      code(formatReference(each.refused)),
      escapeMarkdown(each.reason),
      showFile(each)
    ])
  )

/** Text as a fenced block of a language, whatever backticks it holds. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}
