import type { ReadRequest } from '../../ports/reading.ts'
import type { Part, Query } from './query.ts'

type Proposal = NonNullable<ReadRequest['proposal']>

interface Lookup {
  readonly name: string
  readonly alias: string
  readonly field: string
  /** The variable of the same name as the alias. */
  readonly type: 'String!' | 'Int!'
  readonly value: string | number
}

const lookups = (
  prefix: string,
  names: readonly string[],
  field: (variable: string) => string
): readonly Lookup[] =>
  names.map((name, position) => {
    const alias = `${prefix}${String(position)}`
    return { name, alias, field: `${alias}: ${field(`$${alias}`)}`, type: 'String!', value: name }
  })

const LARGEST_INT = 2_147_483_647

/** A milestone by its number or title. More digits than GraphQL has numbers for are a title. */
function milestoneLookup(milestone: string): Lookup {
  const alias = 'milestone0'
  if (/^\d+$/.test(milestone) && Number(milestone) <= LARGEST_INT) {
    const field = `${alias}: milestone(number: $${alias}) { id title }`
    return { name: milestone, alias, field, type: 'Int!', value: Number(milestone) }
  }
  const field = `${alias}: milestones(query: $${alias}, states: OPEN, first: 20) { nodes { id title } }`
  return { name: milestone, alias, field, type: 'String!', value: milestone }
}

/** The lookups behind what a pull request is to be given, by alias. */
export function extraLookups({ annotations }: Proposal) {
  const { labels, assignees, reviewers, teamReviewers, milestone } = annotations
  const user = (variable: string): string => `user(login: ${variable}) { id }`
  return {
    labels: lookups('label', labels, (variable) => `label(name: ${variable}) { id }`),
    assignees: lookups('assignee', assignees, user),
    reviewers: lookups('reviewer', reviewers, user),
    teamReviewers: lookups(
      'team',
      teamReviewers,
      (variable) => `organization(login: $owner) { team(slug: ${variable}) { id } }`
    ),
    milestone: milestone === undefined ? [] : [milestoneLookup(milestone)]
  }
}

/** A proposal without the teams, which not every token may look up. */
export const withoutTeams = (proposal: Proposal): Proposal => ({
  ...proposal,
  annotations: { ...proposal.annotations, teamReviewers: [] }
})

/** The open pull requests with a head branch of that name: forks have them too, and more of them than a page holds. */
const openPullRequests = (base: string | undefined, after: string): string =>
  `pulls: pullRequests(
        headRefName: $headName, ${base === undefined ? '' : 'baseRefName: $baseName,'} states: OPEN,
        first: 50, ${after} orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        nodes { id number url title body isCrossRepository baseRefName }
        pageInfo { hasNextPage endCursor }
      }`

/**
 * The part of a reading that tells the state of a proposal.
 *
 * @param base - the branch that the pull request is for, where it is known by name
 * @param refFields - what to ask of the proposal's branch
 */
export function proposalPart(proposal: Proposal, base: string | undefined, refFields: string): Part {
  const { labels, assignees, reviewers, teamReviewers, milestone } = extraLookups(proposal)
  const all = [...labels, ...assignees, ...reviewers, ...teamReviewers, ...milestone]
  return {
    inRepository: [
      `proposal: ref(qualifiedName: $head) ${refFields}`,
      openPullRequests(base, ''),
      `formerPulls: pullRequests(
        headRefName: $headName, states: [MERGED, CLOSED], first: 50, orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        nodes { headRefOid isCrossRepository merged }
      }`,
      ...[...labels, ...milestone].map(({ field }) => field)
    ].join('\n'),
    inQuery: [...assignees, ...reviewers, ...teamReviewers].map(({ field }) => field).join('\n'),
    declarations: [
      '$head: String! $headName: String!',
      ...(base === undefined ? [] : ['$baseName: String!']),
      ...all.map(({ alias, type }) => `$${alias}: ${type}`)
    ].join(' '),
    values: {
      head: `refs/heads/${proposal.branch}`,
      headName: proposal.branch,
      ...(base === undefined ? {} : { baseName: base }),
      ...Object.fromEntries(all.map(({ alias, value }) => [alias, value]))
    }
  }
}

/** A query for the next page of open pull requests from a branch name to a base. */
export const morePullRequestsQuery = (
  { owner, name }: { readonly owner: string; readonly name: string },
  head: string,
  base: string,
  after: string
): Query => ({
  document: `query MorePullRequests($owner: String! $name: String! $headName: String! $baseName: String! $after: String!) {
  repository(owner: $owner, name: $name) {
      ${openPullRequests(base, 'after: $after,')}
  }
}`,
  variables: { owner, name, headName: head, baseName: base, after }
})
