import { code, escapeMarkdown } from './markdown.ts'
import type { RollbackStory, ToldCommit } from './message.ts'

const MOST_SHOWN = 20

/** A commit by its short name, as a link where it has a page, and its headline. */
function told({ oid, url, message }: ToldCommit): string {
  const name = code(oid.slice(0, 7))
  return `${url === '' ? name : `[${name}](${url})`} ${escapeMarkdown(message.split('\n', 1)[0] ?? '')}`
}

/** What a rollback goes back to and what it undoes, as paragraphs of Markdown; of very many commits the latest twenty. */
export function undoing({ to, undone }: RollbackStory): readonly string[] {
  const shown = undone.slice(0, MOST_SHOWN).map((commit) => `- ${told(commit)}`)
  const rest = undone.length - shown.length
  const list = [...shown, ...(rest > 0 ? [`- and ${String(rest)} more`] : [])]
  return [`Back to what ran at ${told(to)}. This undoes:`, list.join('\n')]
}
