import { folded } from '../markdown/block.ts'
import { brief, code, link } from '../markdown/text.ts'
import type { CommitsBetween } from '../plan/commits-between.ts'
import { shortVersion } from '../plan/version.ts'
import { count } from '../count.ts'
import { toldCommits } from './told-commit.ts'

/** As many stand open. */
const OPEN_COMMITS = 5

const ending = (tag: string): string => code(brief(shortVersion({ name: '', tag })))

/** What was committed between two versions, as Markdown: the commits, or their number alone, and the page that compares the two. */
export function commitsShown({ range, commits, total, url }: CommitsBetween, most: number): string {
  const between = `from ${ending(range.base)} to ${ending(range.head)}`
  const title = `${count(total, 'commit')} ${between}`
  if (commits.length === 0) return `${link(count(total, 'commit'), url)} ${between}.`
  if (total <= OPEN_COMMITS)
    return `${link(count(total, 'commit'), url)} ${between}:\n\n${toldCommits(commits, most)}`
  return folded(title, `${toldCommits(commits, most, total)}\n\n${link('Compare the two', url)}`)
}
