import type { CommitPair } from '../version/ancestry.ts'
import { pairKey } from '../version/ancestry.ts'
import { commitRange } from '../version/commit-range.ts'
import type { Change } from '../manifest/manifest.ts'
import { code } from './markdown.ts'
import type { ToldCommit } from './message.ts'
import { toldCommit } from './told-commit.ts'

/** What was committed to the source repository between two versions. */
export interface CommitsBetween {
  readonly range: CommitPair
  /** Newest first; of very many, the latest. */
  readonly commits: readonly ToldCommit[]
  /** How many there are. */
  readonly total: number
  /** The page that shows them all. */
  readonly url: string
}

const MOST_SHOWN = 20

/** The ranges of commits that these changes bring, each once. */
export function rangesOf(changes: readonly Change[]): readonly CommitPair[] {
  const ranges = changes.flatMap(({ from, to }) =>
    from.tag === undefined || to.tag === undefined ? [] : (commitRange(from.tag, to.tag) ?? [])
  )
  return [...new Map(ranges.map((range) => [pairKey(range), range])).values()]
}

function section({ range, commits, total, url }: CommitsBetween): string {
  const shown = commits.slice(0, MOST_SHOWN).map((commit) => `- ${toldCommit(commit)}`)
  const rest = total - shown.length
  const title = `Commits from ${code(range.base)} to ${code(range.head)} ([compare](${url}))`
  return [`${title}:`, '', ...shown, ...(rest > 0 ? [`- and ${String(rest)} more`] : [])].join('\n')
}

/** The commits that a change brings, as paragraphs of Markdown. */
export const commitsTold = (all: readonly CommitsBetween[]): readonly string[] =>
  all.filter(({ commits }) => commits.length > 0).map(section)
