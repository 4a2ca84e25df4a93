/** Text as a fenced block of a language, whatever backticks it holds. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/** A table of Markdown cells. */
export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A list of Markdown items. */
export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')

/** The same, but for a single item, which needs no list. */
export const paragraphOrList = (items: readonly string[]): string =>
  items.length === 1 ? items.join('') : list(items)

/** Markdown that opens at a click on its summary, which is HTML. */
export const folded = (summary: string, markdown: string): string =>
  `<details><summary>${summary}</summary>\n\n${markdown}\n\n</details>`

/** Pieces of HTML in one cell of a table; those beyond `open` are behind a click on the summary. */
export function cell(pieces: readonly string[], open: number, summary: string): string {
  if (pieces.length <= open) return pieces.join('<br>')
  return `<details><summary>${summary}</summary>${pieces.join('<br>')}</details>`
}

const AMOUNTS = [300, 100, 30, 10, 3]
const LEAST = 1

/**
 * The fullest of several renderings that is not too long: text that is merely cut may end within a fold or a table.
 *
 * @param render - a rendering with at most that many items of each of its lists
 * @param amounts - what to try before a single one
 */
export function fitting(
  render: (most: number) => string,
  longest: number,
  amounts = AMOUNTS,
  sizeOf = (text: string): number => text.length
): string {
  for (const most of amounts) {
    const rendered = render(most)
    if (sizeOf(rendered) <= longest) return rendered
  }
  return render(LEAST)
}
