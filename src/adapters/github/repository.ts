import type { ToldCommit } from '../../core/plan/told-commit.ts'
import { kindOfMode } from '../../core/selection/entry.ts'
import type { Listing } from '../../ports/reading.ts'
import type { Repository } from '../../ports/repository.ts'
import { commit } from './commit.ts'
import type { Connection } from './connection.ts'
import { HttpFailure } from './fault.ts'
import { fileHistories } from './file-history.ts'
import { read } from './read.ts'
import { readContents } from './read-files.ts'
import { refusalOf } from './refusal.ts'
import { resolve } from './revision.ts'
import { UpdateError } from '../../core/error.ts'

interface TreeAnswer {
  readonly sha: string
  readonly tree: readonly {
    readonly path: string
    readonly mode: string
    readonly type: string
    readonly sha: string
  }[]
  readonly truncated: boolean
}

async function fetchTree(
  { transport, owner, name }: Connection,
  revision: string,
  recursive: boolean
): Promise<TreeAnswer> {
  return (await transport.get('GET /repos/{owner}/{repo}/git/trees/{revision}', {
    owner,
    repo: name,
    revision,
    ...(recursive ? { recursive: '1' } : {})
  })) as TreeAnswer
}

const entriesOf = ({ tree }: TreeAnswer, directory: string): Listing['entries'] =>
  tree.map(({ path, mode }) => ({ path: `${directory}${path}`, kind: kindOfMode(parseInt(mode, 8)) }))

/** Lists a tree directory by directory where it is too large for one answer. */
async function listWhole(connection: Connection, revision: string, directory: string): Promise<Listing> {
  const whole = await fetchTree(connection, revision, true)
  if (!whole.truncated) return { entries: entriesOf(whole, directory), tree: whole.sha }
  const level = await fetchTree(connection, revision, false)
  const below: Listing['entries'][number][] = []
  for (const { path, sha, type } of level.tree) {
    if (type === 'tree') below.push(...(await listWhole(connection, sha, `${directory}${path}/`)).entries)
  }
  return { entries: [...entriesOf(level, directory), ...below], tree: level.sha }
}

/** GitHub's answers for a repository or revision that is not there, and for a repository that is empty. */
const NOTHING_THERE: readonly unknown[] = [404, 409]

/** Lists a revision; none where there is nothing, which the reading that follows explains. */
async function list(connection: Connection, revision = 'HEAD'): Promise<Listing | undefined> {
  try {
    return await listWhole(connection, revision, '')
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    if (NOTHING_THERE.includes(error.fault.status)) return undefined
    throw refusalOf(error.fault, {
      action: 'the listing of the files',
      repository: `${connection.owner}/${connection.name}`,
      branch: revision,
      token: connection.tokenKind,
      rights: ['contents: read']
    })
  }
}

const HISTORY = `query History($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) {
    ref(qualifiedName: $ref) { target { ... on Commit { history(first: 100) { nodes { oid url message } } } } }
  }
}`

interface HistoryAnswer {
  readonly ref: {
    readonly target: {
      readonly history?: { readonly nodes: readonly ToldCommit[] }
    } | null
  } | null
}

async function latestCommits(connection: Connection, branch: string): Promise<readonly ToldCommit[]> {
  const { transport, owner, name } = connection
  try {
    const { data } = await transport.query(HISTORY, { owner, name, ref: `refs/heads/${branch}` })
    const repository = data?.['repository'] as HistoryAnswer | null | undefined
    return repository?.ref?.target?.history?.nodes ?? []
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw new UpdateError('unavailable', `GitHub does not show the latest commits of "${branch}".`, {
      cause: error
    })
  }
}

/** The GitOps repository, at GitHub. */
export const gitHubRepository = (connection: Connection): Repository => ({
  resolve: (revision) => resolve({ ...connection, rights: ['contents: read'] }, revision),
  history: (oid, paths, unsettled) =>
    fileHistories({ ...connection, rights: ['contents: read'] }, oid, paths, unsettled),
  list: (revision) => list(connection, revision),
  read: (request) => read(connection, request),
  readFiles: async (oid, paths) =>
    (await readContents({ ...connection, rights: ['contents: write'] }, oid, paths)).files,
  commit: (request) => commit(connection, request),
  latestCommits: (branch) => latestCommits(connection, branch)
})
