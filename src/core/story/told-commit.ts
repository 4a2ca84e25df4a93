import { list } from '../markdown/block.ts'
import { code, escapeMarkdown, link } from '../markdown/text.ts'
import type { ToldCommit } from '../plan/told-commit.ts'

const MOST_SHOWN = 20

/** A commit by its short name, as a link where it has a page, and its headline, as Markdown. */
export const toldCommit = ({ oid, url, message }: ToldCommit): string =>
  `${link(code(oid.slice(0, 7)), url)} ${escapeMarkdown(message.split('\n', 1)[0] ?? '')}`

/**
 * Commits as a list; of very many the first twenty.
 *
 * @param total - how many there are, where not all of them are at hand
 */
export function toldCommits(commits: readonly ToldCommit[], total = commits.length): string {
  const shown = commits.slice(0, MOST_SHOWN).map(toldCommit)
  const rest = total - shown.length
  return list([...shown, ...(rest > 0 ? [`and ${String(rest)} more`] : [])])
}
