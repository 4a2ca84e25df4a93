import { folded, list } from '../markdown/block.ts'
import { brief, code } from '../markdown/text.ts'
import type { MergeMethod } from '../merge/merge-state.ts'

/** What decides how a pull request goes on. */
export interface ProposalCourseFacts {
  /** The branch that it is for, and its own. */
  readonly base: string
  readonly head: string
  readonly autoMerge: MergeMethod | undefined
  readonly draft: boolean
}

const branchShown = (branch: string): string => code(brief(branch))

function merging({ base, autoMerge, draft }: ProposalCourseFacts): string {
  const effect = `The GitOps agent that watches ${branchShown(base)} then deploys it.`
  if (autoMerge !== undefined)
    return `It is merged (${autoMerge}) as soon as all that is required is met, if the repository allows auto-merge; if not, merge it. ${effect}`
  if (draft) return `It is a draft: mark it as ready for review, and merge it. ${effect}`
  return `Merge it. ${effect}`
}

/** What happens next to a pull request, and what its readers may do, as paragraphs of Markdown. */
export const proposalNext = (facts: ProposalCourseFacts): readonly string[] => [
  '**What happens next**',
  merging(facts),
  folded(
    'Later versions, conflicts, commits of your own, leaving it out',
    list([
      `A later version goes into this pull request while it is open. Where ${branchShown(facts.base)} changes the same lines, the change is made anew on it. Commits` +
        ` that you push to ${branchShown(facts.head)} stay.`,
      'Close it to leave this version out. The next run that wants to change these places opens another one.'
    ])
  )
]
