import { UpdateError } from '../../core/error.ts'
import type { Annotations, NodeReference } from '../../ports/proposal.ts'
import type { Connection } from './connection.ts'
import { causeOf, type Fault } from './fault.ts'
import { outcomeOf, type Step } from './mutation.ts'
import type { Situation } from './refusal.ts'
import type { GraphqlAnswer } from './transport.ts'
import { sendSteps } from './write-answer.ts'

type Given = readonly [alias: string, field: string, inputType: string, purpose: string]

const ids = (references: readonly NodeReference[]): readonly string[] =>
  references.flatMap(({ id }) => id ?? [])

interface ExtraStep extends Step {
  /** The step in words, as in "Could not ‹request the reviews›". */
  readonly purpose: string
}

/** The steps that give a pull request what can be given, one a kind. */
export function extraSteps(extras: Annotations, pullRequestId: string): readonly ExtraStep[] {
  const labelIds = ids(extras.labels)
  const assigneeIds = ids(extras.assignees)
  const milestoneId = extras.milestone?.id
  const step = (
    wanted: boolean,
    [alias, field, inputType, purpose]: Given,
    input: Readonly<Record<string, unknown>>,
    selection = '{ clientMutationId __typename }'
  ): readonly ExtraStep[] => (wanted ? [{ alias, field, inputType, input, purpose, selection }] : [])
  // One step each: GitHub asks none of them where it refuses one.
  const reviewer = (
    kind: 'userIds' | 'teamIds',
    noun: string,
    references: readonly NodeReference[]
  ): readonly ExtraStep[] =>
    references.flatMap(({ name, id }, position) =>
      step(
        id !== undefined,
        [
          `${noun}${String(position)}`,
          'requestReviews',
          'RequestReviewsInput',
          `ask the ${noun} "${name}" for a review`
        ],
        { pullRequestId, [kind]: [id], union: true }
      )
    )
  return [
    ...step(
      labelIds.length > 0,
      ['labels', 'addLabelsToLabelable', 'AddLabelsToLabelableInput', 'add the labels'],
      {
        labelableId: pullRequestId,
        labelIds
      }
    ),
    ...step(
      assigneeIds.length > 0,
      ['assignees', 'addAssigneesToAssignable', 'AddAssigneesToAssignableInput', 'assign the people'],
      { assignableId: pullRequestId, assigneeIds },
      '{ assignable { assignees(first: 100) { nodes { login } } } }'
    ),
    ...reviewer('userIds', 'user', extras.reviewers),
    ...reviewer('teamIds', 'team', extras.teamReviewers),
    ...step(
      milestoneId !== undefined,
      ['milestone', 'updatePullRequest', 'UpdatePullRequestInput', 'set the milestone'],
      {
        pullRequestId,
        milestoneId
      }
    )
  ]
}

/** What could not be found, as warnings. */
export function unknownNames(extras: Annotations): readonly string[] {
  const missing = (
    references: readonly NodeReference[],
    sentence: (name: string) => string
  ): readonly string[] => references.filter(({ id }) => id === undefined).map(({ name }) => sentence(name))
  const { labels, assignees, reviewers, teamReviewers, milestone } = extras
  return [
    ...missing(labels, (name) => `There is no label "${name}".`),
    ...missing(assignees, (name) => `There is no user "${name}" to assign.`),
    ...missing(reviewers, (name) => `There is no user "${name}" to review.`),
    ...missing(
      teamReviewers,
      (name) =>
        `The team "${name}" was not found. A job's own token cannot see teams, and a classic one needs the scope "read:org": pass a token that may read the organisation's members.`
    ),
    ...missing(milestone === undefined ? [] : [milestone], (name) => `There is no open milestone "${name}".`)
  ]
}

/** Why steps of an answer failed, as warnings. */
export const failedSteps = (answer: GraphqlAnswer, steps: readonly ExtraStep[]): readonly string[] =>
  steps.flatMap((step) => {
    const outcome = outcomeOf(answer, step)
    return outcome.kind === 'done' ? [] : [`Could not ${step.purpose}: ${why(outcome.fault)}`]
  })

/** GitHub's own words, and what the token lacks where that is the cause. */
function why(fault: Fault): string {
  const words = fault.message.trim().replace(/\.$/, '')
  return causeOf(fault) === 'permission' ? `${words}. It takes "pull-requests: write".` : `${words}.`
}

interface AssigneesAnswer {
  readonly assignable?: {
    readonly assignees?: { readonly nodes?: readonly ({ readonly login: string } | null)[] | null }
  } | null
}

/** Whom GitHub left out without a word: those who may not be assigned in the repository. */
export function unassigned({ data }: GraphqlAnswer, { assignees }: Annotations): readonly string[] {
  const payload = data?.['assignees'] as AssigneesAnswer | null | undefined
  const nodes = payload?.assignable?.assignees?.nodes
  if (nodes === null || nodes === undefined) return []
  const assigned = new Set(nodes.map((node) => node?.login.toLowerCase()))
  return assignees
    .filter(({ name, id }) => id !== undefined && !assigned.has(name.toLowerCase()))
    .map(
      ({ name }) => `"${name}" was not assigned: GitHub assigns only people with access to the repository.`
    )
}

/** Gives a pull request its labels, people and milestone: no request where there are none. What fails is told, and fails nothing else. */
export async function giveExtras(
  connection: Connection,
  extras: Annotations,
  pullRequestId: string,
  situation: Situation
): Promise<readonly string[]> {
  const steps = extraSteps(extras, pullRequestId)
  if (steps.length === 0) return unknownNames(extras)
  try {
    const answer = await sendSteps(connection, steps, situation)
    return [...unknownNames(extras), ...failedSteps(answer, steps), ...unassigned(answer, extras)]
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    return [...unknownNames(extras), `The pull request lacks labels, people or milestone: ${error.message}`]
  }
}
