import type { ReadRequest } from '../../ports/reading.ts'
import type { Connection } from './connection.ts'
import { factsPart } from './facts.ts'
import { proposalPart } from './proposal-query.ts'
import type { Part, Query } from './query.ts'

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
const COMMIT = '...CommitFields'
const REF_FIELDS = `{ name target { ${COMMIT} } }`

function fileVariables(paths: readonly string[]): Pick<Part, 'declarations' | 'values'> {
  return {
    declarations: paths.map((_, position) => `$${fileAlias(position)}: String!`).join(' '),
    values: Object.fromEntries(paths.map((path, position) => [fileAlias(position), path]))
  }
}

const NO_PROPOSAL: Part = { declarations: '', values: {} }

/**
 * The one query of a run: what the repository is, the head of its branch, and the files under that very commit, so that head
 * and texts are one snapshot; for a pull request also its branch, the open one, and the identifiers of its options.
 */
export function readQuery(
  { owner, name, absentFields }: Pick<Connection, 'owner' | 'name' | 'absentFields'>,
  request: ReadRequest
): Query {
  const paths = request.paths.slice(0, MOST_FILES)
  const files = fileVariables(paths)
  const { branch } = request
  const facts = factsPart(request, absentFields)
  const proposal =
    request.proposal === undefined ? NO_PROPOSAL : proposalPart(request.proposal, branch, COMMIT)
  const base =
    branch === undefined
      ? `base: defaultBranchRef ${REF_FIELDS}`
      : `base: ref(qualifiedName: $ref) ${REF_FIELDS}`
  const declarations = `$owner: String! $name: String! ${branch === undefined ? '' : '$ref: String!'}`
  return {
    document: `query Read(${declarations} ${files.declarations} ${facts.declarations} ${proposal.declarations}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY_FIELDS}
    ${base}
    ${proposal.inRepository ?? ''}
  }
  ${facts.inQuery ?? ''}
  ${proposal.inQuery ?? ''}
}
${commitFields(paths.length)}
${paths.length > 0 ? ENTRY : ''}`,
    variables: {
      owner,
      name,
      ...(branch === undefined ? {} : { ref: `refs/heads/${branch}` }),
      ...files.values,
      ...facts.values,
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
