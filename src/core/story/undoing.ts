import type { RollbackStory } from '../plan/message.ts'
import { headlineOf, namedCommit, toldCommits } from './told-commit.ts'

/** What a rollback goes back to and what it undoes, as paragraphs of Markdown. */
export const undoing = ({ to, undone }: RollbackStory, most: number): readonly string[] => [
  `Back to what ran at ${namedCommit(to)} (${headlineOf(to)}). This undoes:`,
  toldCommits(undone, most)
]
