import type { EntryAnswer } from './answer.ts'
import type { Query } from './query.ts'
import { fileAlias } from './read-query.ts'

/** How many commits of the branch one query asks for: as many as GitHub gives. */
const COMMITS = 100

/** How many versions of each file, which come with their texts. */
const VERSIONS = 25

interface CommitAnswer {
  readonly oid: string
  readonly url: string
  readonly message: string
}

/** A commit that changed a file, as GitHub lists them: behind a merge along one side only, where that alone tells the text. */
export interface ListedCommit extends CommitAnswer {
  readonly committedDate: string
  readonly file: EntryAnswer | null
}

/** A commit of the branch or of what was merged into it; what the files were then stands beside it. */
export interface BranchCommit extends CommitAnswer {
  readonly parents: { readonly nodes: readonly { readonly oid: string }[] }
}

/** The latest versions of a file. */
export interface ListAnswer {
  readonly nodes: readonly ListedCommit[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

/** Under which name the list of a file is answered. */
export const listAlias = (position: number): string => `h${String(position)}`

/** Asks for the latest commits up to one with what the files were then, and for the latest versions of each file. */
export function historyQuery(
  { owner, name }: { readonly owner: string; readonly name: string },
  commit: string,
  paths: readonly string[]
): Query {
  const variables = paths.map((_, at) => `$path${String(at)}`)
  const files = variables.map((path, at) => `${fileAlias(at)}: file(path: ${path}) { mode oid }`)
  const lists = variables.map(
    (path, at) => `${listAlias(at)}: history(first: ${String(VERSIONS)} path: ${path}) {
      nodes { oid url message committedDate file(path: ${path}) { ...EntryFields } }
      pageInfo { hasNextPage }
    }`
  )
  return {
    document: `query FileHistory($owner: String! $name: String! $commit: GitObjectID! ${variables.map((path) => `${path}: String!`).join(' ')}) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) { ... on Commit {
      line: history(first: ${String(COMMITS)}) { nodes { oid url message parents(first: 20) { nodes { oid } } ${files.join('\n')} } }
      ${lists.join('\n')}
    } }
  }
}
fragment EntryFields on TreeEntry { mode oid object { __typename ... on Blob { byteSize isBinary isTruncated text } } }`,
    variables: {
      owner,
      name,
      commit,
      ...Object.fromEntries(paths.map((path, at) => [`path${String(at)}`, path]))
    }
  }
}
