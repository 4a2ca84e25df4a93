import type { RollbackStory } from './message.ts'
import { toldCommit } from './told-commit.ts'

const MOST_SHOWN = 20

/** What a rollback goes back to and what it undoes, as paragraphs of Markdown; of very many commits the latest twenty. */
export function undoing({ to, undone }: RollbackStory): readonly string[] {
  const shown = undone.slice(0, MOST_SHOWN).map((commit) => `- ${toldCommit(commit)}`)
  const rest = undone.length - shown.length
  const list = [...shown, ...(rest > 0 ? [`- and ${String(rest)} more`] : [])]
  return [`Back to what ran at ${toldCommit(to)}. This undoes:`, list.join('\n')]
}
