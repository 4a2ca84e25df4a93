import { list } from '../markdown/block.ts'
import { brief, code, escapeMarkdown, link } from '../markdown/text.ts'
import type { ToldCommit } from '../plan/told-commit.ts'

const MOST_COMMITS = 20

/** A commit by its short name, as a link where it has a page, as Markdown. */
export const namedCommit = ({ oid, url }: ToldCommit): string => link(code(oid.slice(0, 7)), url)

/** The headline of a commit, as Markdown. */
export const headlineOf = ({ message }: ToldCommit): string =>
  escapeMarkdown(brief(message.split('\n', 1)[0] ?? ''))

const toldCommit = (commit: ToldCommit): string => `${namedCommit(commit)} ${headlineOf(commit)}`

/**
 * Commits as a list; of very many the first.
 *
 * @param total - how many there are, where not all of them are at hand
 */
export function toldCommits(commits: readonly ToldCommit[], most: number, total = commits.length): string {
  const shown = commits.slice(0, Math.min(most, MOST_COMMITS)).map(toldCommit)
  const rest = total - shown.length
  return list([...shown, ...(rest > 0 ? [`and ${String(rest)} more`] : [])])
}
