import type { ReadRequest } from '../../ports/reading.ts'

/** A GraphQL document with its variables. */
export interface Query {
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** The most files that one query asks for: larger ones run into GitHub's limits of time. */
export const MOST_FILES = 100

const BLOB = '... on Blob { byteSize isBinary isTruncated text }'

/** A path with its mode and text; a directory with the same of its direct children. */
const ENTRY = `fragment EntryFields on TreeEntry {
  mode
  oid
  object {
    __typename
    ${BLOB}
    ... on Tree { entries { name mode oid object { __typename ${BLOB} } } }
  }
}`

/** The alias of the entry at a position of the paths asked for. */
export const fileAlias = (position: number): string => `f${String(position)}`

const fileFields = (count: number): string =>
  Array.from({ length: count }, (_, position) => {
    const alias = fileAlias(position)
    return `${alias}: file(path: $${alias}) { ...EntryFields }`
  }).join('\n')

const commitFields = (count: number): string => `fragment CommitFields on Commit {
  oid
  message
  tree { oid }
  ${fileFields(count)}
}`

const REPOSITORY_FIELDS = 'id nameWithOwner url isArchived isEmpty defaultBranchRef { name }'
const REF_FIELDS = '{ name target { ...CommitFields } }'

/** One optional part of the query: its fields, and the variables that they use. */
interface Part {
  readonly inRepository?: string
  readonly inQuery?: string
  readonly declarations: string
  readonly values: Readonly<Record<string, unknown>>
}

function fileVariables(paths: readonly string[]): Pick<Part, 'declarations' | 'values'> {
  return {
    declarations: paths.map((_, position) => `$${fileAlias(position)}: String!`).join(' '),
    values: Object.fromEntries(paths.map((path, position) => [fileAlias(position), path]))
  }
}

const lookups = (prefix: string, names: readonly string[], field: (variable: string) => string) =>
  names.map((name, position) => {
    const alias = `${prefix}${String(position)}`
    return { name, alias, field: `${alias}: ${field(`$${alias}`)}` }
  })

type Lookup = ReturnType<typeof lookups>[number]

/** The lookups behind the annotations of a pull request, by alias. */
export function annotationLookups(proposal: NonNullable<ReadRequest['proposal']>) {
  const { labels, assignees, reviewers, teamReviewers, milestone } = proposal.annotations
  const user = (variable: string): string => `user(login: ${variable}) { id }`
  const isNumber = milestone !== undefined && /^\d+$/.test(milestone)
  return {
    labels: lookups('label', labels, (variable) => `label(name: ${variable}) { id }`),
    assignees: lookups('assignee', assignees, user),
    reviewers: lookups('reviewer', reviewers, user),
    teamReviewers: lookups(
      'team',
      teamReviewers,
      (variable) => `organization(login: $owner) { team(slug: ${variable}) { id } }`
    ),
    milestone: lookups('milestone', milestone === undefined ? [] : [milestone], (variable) =>
      isNumber
        ? `milestone(number: ${variable}) { id title }`
        : `milestones(query: ${variable}, states: OPEN, first: 20) { nodes { id title } }`
    )
  }
}

function proposalPart(proposal: NonNullable<ReadRequest['proposal']>): Part {
  const { labels, assignees, reviewers, teamReviewers, milestone } = annotationLookups(proposal)
  const all: Lookup[] = [...labels, ...assignees, ...reviewers, ...teamReviewers, ...milestone]
  const isNumber = /^\d+$/.test(proposal.annotations.milestone ?? '')
  const typeOf = (lookup: Lookup): string => (milestone.includes(lookup) && isNumber ? 'Int!' : 'String!')
  return {
    inRepository: [
      `proposal: ref(qualifiedName: $head) ${REF_FIELDS}`,
      `pulls: pullRequests(headRefName: $headName, states: OPEN, first: 20) {
        nodes { id number url title body isCrossRepository baseRefName }
      }
      formerPulls: pullRequests(
        headRefName: $headName, states: [MERGED, CLOSED], first: 20, orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        nodes { headRefOid isCrossRepository merged }
      }`,
      ...[...labels, ...milestone].map((lookup) => lookup.field)
    ].join('\n'),
    inQuery: [...assignees, ...reviewers, ...teamReviewers].map((lookup) => lookup.field).join('\n'),
    declarations: [
      '$head: String!',
      '$headName: String!',
      ...all.map((each) => `$${each.alias}: ${typeOf(each)}`)
    ].join(' '),
    values: {
      head: `refs/heads/${proposal.branch}`,
      headName: proposal.branch,
      ...Object.fromEntries(
        all.map((each) => [each.alias, milestone.includes(each) && isNumber ? Number(each.name) : each.name])
      )
    }
  }
}

const NO_PROPOSAL: Part = { declarations: '', values: {} }

/**
 * The one query of a run: what the repository is, the head of its branch, and the files under that very commit, so that head
 * and texts are one snapshot; for a pull request also its branch, the open one, and the identifiers of its options.
 */
export function readQuery(owner: string, name: string, request: ReadRequest): Query {
  const paths = request.paths.slice(0, MOST_FILES)
  const files = fileVariables(paths)
  const proposal = request.proposal === undefined ? NO_PROPOSAL : proposalPart(request.proposal)
  const { branch } = request
  const base =
    branch === undefined
      ? `base: defaultBranchRef ${REF_FIELDS}`
      : `base: ref(qualifiedName: $ref) ${REF_FIELDS}`
  const declarations = `$owner: String! $name: String! ${branch === undefined ? '' : '$ref: String!'}`
  return {
    document: `query Read(${declarations} ${files.declarations} ${proposal.declarations}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY_FIELDS}
    ${base}
    ${proposal.inRepository ?? ''}
  }
  ${proposal.inQuery ?? ''}
}
${commitFields(paths.length)}
${paths.length > 0 ? ENTRY : ''}`,
    variables: {
      owner,
      name,
      ...(branch === undefined ? {} : { ref: `refs/heads/${branch}` }),
      ...files.values,
      ...proposal.values
    }
  }
}

/** A query for more files of a commit that is known. */
export function filesQuery(owner: string, name: string, commit: string, paths: readonly string[]): Query {
  const files = fileVariables(paths)
  return {
    document: `query ReadFiles($owner: String! $name: String! $commit: GitObjectID! ${files.declarations}) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) { ...CommitFields }
  }
}
${commitFields(paths.length)}
${ENTRY}`,
    variables: { owner, name, commit, ...files.values }
  }
}
