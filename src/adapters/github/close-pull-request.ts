import { UpdateError } from '../../core/error.ts'
import type { Closing } from '../../ports/pull-requests.ts'
import type { RepositoryFacts } from '../../ports/reading.ts'
import type { Connection } from './connection.ts'
import { causeOf } from './fault.ts'
import { outcomeOf, type Step } from './mutation.ts'
import { moveStep } from './open-steps.ts'
import type { Situation } from './refusal.ts'
import { NOWHERE } from './taking-back.ts'
import { sendSteps } from './write-answer.ts'

const situationOf = (
  { tokenKind }: Connection,
  { nameWithOwner }: RepositoryFacts,
  [first]: readonly Closing[]
): Situation => ({
  action: 'the closing of a pull request',
  repository: nameWithOwner,
  branch: first?.branch?.name ?? '',
  token: tokenKind,
  rights: ['contents: write', 'pull-requests: write']
})

/** A step and what it is for, as in "Could not ‹close it›". */
interface NamedStep extends Step {
  readonly purpose: string
}

const closeSteps = ({ pullRequest: { id, number }, comment }: Closing): readonly NamedStep[] => [
  {
    alias: `comment${String(number)}`,
    field: 'addComment',
    inputType: 'AddCommentInput',
    input: { subjectId: id, body: comment },
    selection: '{ __typename }',
    purpose: `comment on pull request #${String(number)}`
  },
  {
    alias: `close${String(number)}`,
    field: 'closePullRequest',
    inputType: 'ClosePullRequestInput',
    input: { pullRequestId: id },
    selection: '{ pullRequest { state } }',
    result: 'pullRequest',
    purpose: `close pull request #${String(number)}`
  }
]

const deletionSteps = (
  { id }: RepositoryFacts,
  { pullRequest: { number }, branch }: Closing
): readonly NamedStep[] =>
  branch === undefined
    ? []
    : [
        {
          ...moveStep({
            repositoryId: id,
            refUpdates: [{ name: `refs/heads/${branch.name}`, beforeOid: branch.head, afterOid: NOWHERE }]
          }),
          alias: `delete${String(number)}`,
          purpose: `delete the branch "${branch.name}"`
        }
      ]

/** Sends steps of which none must succeed; says which did not, and why. */
async function attempt(
  connection: Connection,
  steps: readonly NamedStep[],
  situation: Situation
): Promise<readonly string[]> {
  try {
    const answer = await sendSteps(connection, steps, situation)
    return steps.flatMap((step) => {
      const outcome = outcomeOf(answer, step)
      return outcome.kind === 'done' ? [] : [`Could not ${step.purpose}: ${outcome.fault.message}`]
    })
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    return steps.map(({ purpose }) => `Could not ${purpose}: ${error.message}`)
  }
}

/**
 * Closes a pull request: first its branch is deleted, only where it was read to be, so that nobody's commit goes with it; GitHub
 * closes the pull request for that. The comment comes with the second request.
 */
export async function closePullRequest(
  connection: Connection,
  repository: RepositoryFacts,
  closing: Closing
): Promise<readonly string[]> {
  const situation = situationOf(connection, repository, [closing])
  const [deletion] = deletionSteps(repository, closing)
  const warnings: string[] = []
  if (deletion !== undefined) {
    const outcome = outcomeOf(await sendSteps(connection, [deletion], situation), deletion)
    if (outcome.kind === 'failed') {
      const { message } = outcome.fault
      // Rules can keep a branch, and a person can have deleted it; else it has moved, and must be read anew.
      if (!['protected', 'permission', 'branch-missing'].includes(causeOf(outcome.fault))) {
        throw new UpdateError('stale-head', `"${situation.branch}" was changed meanwhile (${message}).`)
      }
      warnings.push(`Could not ${deletion.purpose}: ${message}`)
    }
  }
  return [...warnings, ...(await attempt(connection, closeSteps(closing), situation))]
}

/** Closes pull requests that another replaces, and deletes their branches where these have not moved, in one request. */
export async function closeReplaced(
  connection: Connection,
  repository: RepositoryFacts,
  closings: readonly Closing[]
): Promise<readonly string[]> {
  const steps = closings.flatMap((closing) => [...closeSteps(closing), ...deletionSteps(repository, closing)])
  return attempt(connection, steps, situationOf(connection, repository, closings))
}
