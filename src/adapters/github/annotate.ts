import type { Annotations, NodeReference } from '../../ports/proposal.ts'
import type { Connection } from './connection.ts'
import { outcomeOf, type Step } from './mutation.ts'
import type { Situation } from './refusal.ts'
import type { GraphqlAnswer } from './transport.ts'
import { sendSteps } from './write-answer.ts'
import { UpdateError } from '../../core/error.ts'

const NEW_LABEL_COLOR = 'ededed'
const newLabelAlias = (position: number): string => `newLabel${String(position)}`

/** Steps that create the labels that the repository has not, so that a later document can give them. */
export const newLabelSteps = ({ labels }: Annotations, repositoryId: string): readonly Step[] =>
  labels.flatMap(({ name, id }, position) =>
    id !== undefined
      ? []
      : [
          {
            alias: newLabelAlias(position),
            field: 'createLabel',
            inputType: 'CreateLabelInput',
            input: { repositoryId, name, color: NEW_LABEL_COLOR },
            selection: '{ label { id } }',
            result: 'label'
          }
        ]
  )

/** The annotations with the identifiers of the labels that an answer's steps created. */
export function withNewLabels(
  annotations: Annotations,
  steps: readonly Step[],
  answer: GraphqlAnswer
): Annotations {
  const labels = annotations.labels.map((label, position) => {
    const step = steps.find(({ alias }) => alias === newLabelAlias(position))
    if (step === undefined) return label
    const outcome = outcomeOf(answer, step)
    return outcome.kind === 'done' ? { ...label, id: (outcome.result as { readonly id: string }).id } : label
  })
  return { ...annotations, labels }
}

const ids = (references: readonly NodeReference[]): readonly string[] =>
  references.flatMap(({ id }) => id ?? [])

interface AnnotationStep extends Step {
  /** The step in words, as in "Could not ‹request the reviews›". */
  readonly purpose: string
}

/** The steps that give a pull request what can be given, one a kind. */
export function annotationSteps(annotations: Annotations, pullRequestId: string): readonly AnnotationStep[] {
  const labelIds = ids(annotations.labels)
  const assigneeIds = ids(annotations.assignees)
  const userIds = ids(annotations.reviewers)
  const teamIds = ids(annotations.teamReviewers)
  const milestoneId = annotations.milestone?.id
  const step = (
    wanted: boolean,
    [alias, field, inputType, purpose]: readonly [string, string, string, string],
    input: Readonly<Record<string, unknown>>
  ): readonly AnnotationStep[] =>
    wanted ? [{ alias, field, inputType, input, purpose, selection: '{ clientMutationId __typename }' }] : []
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
      { assignableId: pullRequestId, assigneeIds }
    ),
    ...step(
      userIds.length + teamIds.length > 0,
      ['reviews', 'requestReviews', 'RequestReviewsInput', 'request the reviews'],
      { pullRequestId, userIds, teamIds, union: true }
    ),
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
export function unknownNames(annotations: Annotations): readonly string[] {
  const missing = (
    references: readonly NodeReference[],
    sentence: (name: string) => string
  ): readonly string[] => references.filter(({ id }) => id === undefined).map(({ name }) => sentence(name))
  const { labels, assignees, reviewers, teamReviewers, milestone } = annotations
  return [
    ...missing(
      labels,
      (name) => `The label "${name}" does not exist and could not be created: it takes "issues: write".`
    ),
    ...missing(assignees, (name) => `There is no user "${name}" to assign.`),
    ...missing(reviewers, (name) => `There is no user "${name}" to review.`),
    ...missing(
      teamReviewers,
      (name) =>
        `The team "${name}" was not found. A job's own token cannot see teams: pass a token that may read the organisation's members.`
    ),
    ...missing(milestone === undefined ? [] : [milestone], (name) => `There is no open milestone "${name}".`)
  ]
}

/** Why steps of an answer failed, as warnings. */
export const failedSteps = (answer: GraphqlAnswer, steps: readonly AnnotationStep[]): readonly string[] =>
  steps.flatMap((step) => {
    const outcome = outcomeOf(answer, step)
    return outcome.kind === 'done' ? [] : [`Could not ${step.purpose}: ${outcome.fault.message}`]
  })

/** Gives a pull request its annotations: no request where there are none. What fails is told, and fails nothing else. */
export async function annotate(
  connection: Connection,
  annotations: Annotations,
  pullRequestId: string,
  situation: Situation
): Promise<readonly string[]> {
  const steps = annotationSteps(annotations, pullRequestId)
  if (steps.length === 0) return unknownNames(annotations)
  try {
    const answer = await sendSteps(connection, steps, situation)
    return [...unknownNames(annotations), ...failedSteps(answer, steps)]
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    return [
      ...unknownNames(annotations),
      `The pull request lacks labels, people or milestone: ${error.message}`
    ]
  }
}
