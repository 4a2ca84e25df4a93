import type { Annotations, NodeReference } from '../../ports/proposal.ts'
import type { ReadRequest } from '../../ports/reading.ts'
import type { RepositoryAnswer } from './answer.ts'
import { extraLookups } from './proposal-query.ts'
import type { GraphqlAnswer } from './transport.ts'

interface Node {
  readonly id?: string
  readonly title?: string
  readonly team?: { readonly id: string } | null
  readonly nodes?: readonly (Node | null)[] | null
}

function idOf(node: Node | null | undefined, name: string): string | undefined {
  const byTitle = node?.nodes?.find((each) => each?.title === name)
  return node?.id ?? node?.team?.id ?? byTitle?.id
}

/** What a pull request is to be given, with the identifiers that the reading found. */
export function extrasOf(
  proposal: NonNullable<ReadRequest['proposal']>,
  repository: RepositoryAnswer,
  data: GraphqlAnswer['data']
): Annotations {
  const holders = { ...data, ...repository } as unknown as Readonly<Record<string, Node | null | undefined>>
  const lookups = extraLookups(proposal)
  const resolve = (list: readonly { readonly name: string; readonly alias: string }[]): NodeReference[] =>
    list.map(({ name, alias }) => ({ name, id: idOf(holders[alias], name) }))
  return {
    labels: resolve(lookups.labels),
    assignees: resolve(lookups.assignees),
    reviewers: resolve(lookups.reviewers),
    teamReviewers: resolve(lookups.teamReviewers),
    milestone: resolve(lookups.milestone)[0]
  }
}
