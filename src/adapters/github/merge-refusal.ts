import { howToAllow } from '../../core/merge/merge-settings.ts'
import type { MergeMethod } from '../../core/merge/merge-state.ts'
import type { MergeAnswer } from '../../ports/merging.ts'
import { describeError } from '../../core/error.ts'
import { causeOf, type Fault } from './fault.ts'
import { refusalOf, type Situation } from './refusal.ts'

type Answer = (fault: Fault, situation: Situation, method: MergeMethod) => MergeAnswer

const refused =
  (why: (repository: string, method: MergeMethod) => string): Answer =>
  (_, { repository }, method) => ({ kind: 'refused', why: why(repository, method) })

const changed: Answer = ({ message }) => ({ kind: 'changed', why: `GitHub says: ${message}` })

/** GitHub's words for why it does not merge; it says "Pull request" twice in some. The order matters as in the causes of faults. */
const ANSWERS: readonly (readonly [RegExp, Answer])[] = [
  [
    /is in (?:clean|unstable|has_hooks) status|rules not configured for this branch/i,
    () => ({ kind: 'ready' })
  ],
  [/through the merge queue|merge queue is required/i, () => ({ kind: 'queue-only' })],
  [
    /Auto.?merge is not allowed/i,
    refused(
      (repository) =>
        `It waits for what its base requires, and ${repository} does not allow to merge later: turn on Settings > General > Pull Requests > "Allow auto-merge".`
    )
  ],
  [
    /(?:commits|merges|merging|method) (?:are|is) not allowed (?:on|for|in) this repository/i,
    refused(
      (repository, method) => `The method "${method}" is not allowed. ${howToAllow(method, repository)}`
    )
  ],
  [
    /branch was modified|is not mergeable|still a draft|already (?:merged|queued|in the)|is closed|is in \w+ status/i,
    changed
  ]
]

/** What a fault in the answer to a merge means. A rule that is not met yet, or an answer that was lost, calls for another look. */
export function mergeAnswer(fault: Fault, situation: Situation, method: MergeMethod): MergeAnswer {
  const [, answer] = ANSWERS.find(([pattern]) => pattern.test(fault.message)) ?? []
  if (answer !== undefined) return answer(fault, situation, method)
  if (['protected', 'unavailable', 'stale'].includes(causeOf(fault))) return changed(fault, situation, method)
  return { kind: 'refused', why: describeError(refusalOf(fault, situation)) }
}
