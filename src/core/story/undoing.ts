import type { RollbackStory } from '../plan/message.ts'
import { toldCommit, toldCommits } from './told-commit.ts'

/** What a rollback goes back to and what it undoes, as paragraphs of Markdown. */
export const undoing = ({ to, undone }: RollbackStory): readonly string[] => [
  `Back to what ran at ${toldCommit(to)}. This undoes:`,
  toldCommits(undone)
]
