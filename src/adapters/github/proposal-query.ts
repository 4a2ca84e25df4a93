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

/**
 * The open pull requests from a branch, by what it takes to go into one: also where each was cut from the base, which is the parent
 * of its first commit. There is one a base at most.
 */
const fromBranch = (commitFields: string): string =>
  `associatedPullRequests(states: OPEN, first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes {
          id number url title body author { login } isCrossRepository baseRefName
          commits(first: 1) { nodes { commit { parents(first: 1) { nodes { ${commitFields} } } } } }
        }
      }`

/** A page of all open pull requests to a base, the latest first. */
const siblings = (base: string | undefined, after: string): string =>
  `siblings: pullRequests(
        ${base === undefined ? '' : 'baseRefName: $baseName,'} states: OPEN,
        first: 100, ${after} orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        nodes { id number body isCrossRepository headRefName baseRefName }
        pageInfo { hasNextPage endCursor }
      }`

/**
 * The part of a reading that tells the state of a proposal.
 *
 * @param base - the branch that the pull request is for, where it is known by name
 * @param commitFields - what to ask of the commits that the proposal's branch is at, and was cut from
 */
export function proposalPart(proposal: Proposal, base: string | undefined, commitFields: string): Part {
  const { labels, assignees, reviewers, teamReviewers, milestone } = extraLookups(proposal)
  const asksForBase = proposal.siblings && base !== undefined
  const all = [...labels, ...assignees, ...reviewers, ...teamReviewers, ...milestone]
  return {
    inRepository: [
      `proposal: ref(qualifiedName: $head) {
        name target { ${commitFields} }
        ${fromBranch(commitFields)}
      }`,
      ...(proposal.siblings ? [siblings(base, '')] : []),
      `formerPulls: pullRequests(
        headRefName: $headName, states: [MERGED, CLOSED], first: 50, orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        nodes { headRefOid isCrossRepository merged }
      }`,
      ...[...labels, ...milestone].map(({ field }) => field)
    ].join('\n'),
    inQuery: [
      'viewer { login }',
      ...[...assignees, ...reviewers, ...teamReviewers].map(({ field }) => field)
    ].join('\n'),
    declarations: [
      '$head: String! $headName: String!',
      ...(asksForBase ? ['$baseName: String!'] : []),
      ...all.map(({ alias, type }) => `$${alias}: ${type}`)
    ].join(' '),
    values: {
      head: `refs/heads/${proposal.branch}`,
      headName: proposal.branch,
      ...(asksForBase ? { baseName: base } : {}),
      ...Object.fromEntries(all.map(({ alias, value }) => [alias, value]))
    }
  }
}

/** A query for the next page of all open pull requests to a base. */
export const moreSiblingsQuery = (
  { owner, name }: { readonly owner: string; readonly name: string },
  base: string,
  after: string
): Query => ({
  document: `query MoreSiblings($owner: String! $name: String! $baseName: String! $after: String!) {
  repository(owner: $owner, name: $name) {
      ${siblings(base, 'after: $after,')}
  }
}`,
  variables: { owner, name, baseName: base, after }
})
