import type { Annotations, NodeReference } from '../../ports/proposal.ts'
import type { Connection } from './connection.ts'
import { causeOf, HttpFailure, type Fault } from './fault.ts'
import { outcomeOf, type Step } from './mutation.ts'
import type { GraphqlAnswer } from './transport.ts'

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

/** What a pull request is to be given now that labels were created, and why some of them could not be. */
export interface WithNewLabels {
  readonly extras: Annotations
  readonly warnings: readonly string[]
}

const LABEL = `query Label($owner: String!, $name: String!, $label: String!) {
  repository(owner: $owner, name: $name) { label(name: $label) { id } }
}`

interface LabelAnswer {
  readonly label: { readonly id: string } | null
}

/** The identifier of a label that another run created meanwhile. */
async function findLabel({ transport, owner, name }: Connection, label: string): Promise<string | undefined> {
  try {
    const { data } = await transport.query(LABEL, { owner, name, label })
    return (data?.['repository'] as LabelAnswer | null | undefined)?.label?.id
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return undefined
  }
}

function notCreated(name: string, fault: Fault): string {
  const remedy = causeOf(fault) === 'permission' ? ' It takes "issues: write".' : ''
  return `The label "${name}" does not exist and could not be created: ${fault.message.replace(/\.$/, '')}.${remedy}`
}

/** Takes the identifiers of the labels that an answer's steps created. Those that could not be created are left out. */
export async function withNewLabels(
  connection: Connection,
  extras: Annotations,
  steps: readonly Step[],
  answer: GraphqlAnswer
): Promise<WithNewLabels> {
  const labels: NodeReference[] = []
  const warnings: string[] = []
  for (const [position, label] of extras.labels.entries()) {
    const step = steps.find(({ alias }) => alias === newLabelAlias(position))
    const outcome = step && outcomeOf(answer, step)
    if (outcome === undefined) labels.push(label)
    else if (outcome.kind === 'done')
      labels.push({ ...label, ...(outcome.result as { readonly id: string }) })
    else {
      const isThere = causeOf(outcome.fault) === 'already-exists'
      const id = isThere ? await findLabel(connection, label.name) : undefined
      if (id === undefined) warnings.push(notCreated(label.name, outcome.fault))
      else labels.push({ ...label, id })
    }
  }
  return { extras: { ...extras, labels }, warnings }
}
