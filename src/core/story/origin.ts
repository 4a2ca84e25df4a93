import { fitting, folded, list, paragraphOrList } from '../markdown/block.ts'
import { brief, code, escapeMarkdown, link } from '../markdown/text.ts'
import type { Provenance } from '../plan/message.ts'
import { commitsShown } from './commits-shown.ts'
import { undoing } from './undoing.ts'

const OPEN_STORIES = 5
const MOST_STORIES = 50
const COMMIT = /^[0-9a-f]{40}$/

/** Which run wrote it, for which commit, and who started it; what of that is known. */
function runShown({ run, repository, repositoryUrl, commit, actor }: Provenance): string {
  const page = repositoryUrl === '' || !COMMIT.test(commit) ? '' : `${repositoryUrl}/commit/${commit}`
  const parts = [
    run === '' ? '' : `by ${link('a workflow run', run)}`,
    repository === '' ? '' : `of ${link(escapeMarkdown(brief(repository)), repositoryUrl)}`,
    commit === '' ? '' : `at ${link(code(commit.slice(0, 7)), page)}`
  ].filter((part) => part !== '')
  const started = actor === '' ? '' : `started by ${escapeMarkdown(brief(actor))}`
  const told = [parts.join(' '), started].filter((part) => part !== '').join(', ')
  return told === '' ? 'By hand.' : `${told.charAt(0).toUpperCase()}${told.slice(1)}.`
}

function paragraphsOf(provenance: Provenance, isSeenInRun: boolean, most: number): readonly string[] {
  const { stories, between = [], rollback } = provenance
  const told = stories.slice(0, Math.min(most, MOST_STORIES)).map((story) => escapeMarkdown(brief(story)))
  const open = [
    ...(isSeenInRun ? [] : [runShown(provenance)]),
    ...(stories.length > OPEN_STORIES ? [] : told)
  ]
  const paragraphs = [
    ...(open.length > 0 ? [paragraphOrList(open)] : []),
    ...(stories.length > OPEN_STORIES ? [folded('How the versions were chosen', list(told))] : []),
    ...(rollback === undefined ? [] : undoing(rollback, most)),
    ...between
      .filter(({ total }) => total > 0)
      .slice(0, most)
      .map((each) => commitsShown(each, most))
  ]
  return paragraphs.length > 0 ? ['**Where it comes from**', ...paragraphs] : []
}

/**
 * Where the versions come from, as Markdown: the run, how they were chosen, and what was committed between them; `''` where there is
 * nothing to tell.
 *
 * @param longest - in characters
 * @param isSeenInRun - whether it is shown on the page of the run, which need not be told of itself
 */
export const originShown = (provenance: Provenance, longest: number, isSeenInRun = false): string =>
  fitting((most) => paragraphsOf(provenance, isSeenInRun, most).join('\n\n'), longest)
