import { UpdateError } from '../../core/error.ts'
import type { FormerPullRequest, OpenPullRequest } from '../../ports/proposal.ts'
import type { ReadRequest, Reading } from '../../ports/reading.ts'
import type { Snapshot } from '../../ports/snapshot.ts'
import { annotationsOf } from './annotations.ts'
import type { RefAnswer, RepositoryAnswer } from './answer.ts'
import type { Connection } from './connection.ts'
import { HttpFailure, type Fault } from './fault.ts'
import { filesQuery, MOST_FILES, readQuery, type Query } from './read-query.ts'
import { notFoundError, refusalOf } from './refusal.ts'
import { contentsOf, snapshotOf, type Contents, type FetchBlob } from './snapshot.ts'
import type { GraphqlAnswer } from './transport.ts'

const RIGHTS = ['contents: write']

const nameOf = ({ owner, name }: Connection): string => `${owner}/${name}`

function refuse(connection: Connection, fault: Fault): UpdateError {
  return refusalOf(fault, {
    action: 'to show the repository',
    repository: nameOf(connection),
    branch: '',
    token: connection.tokenKind,
    rights: RIGHTS
  })
}

/** What a read gives, or the error that a person should see for its failure. */
async function explained<Answer>(connection: Connection, reading: Promise<Answer>): Promise<Answer> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof HttpFailure) throw refuse(connection, error.fault)
    throw error
  }
}

const ask = (connection: Connection, { document, variables }: Query): Promise<GraphqlAnswer> =>
  explained(connection, connection.transport.query(document, variables))

/** Faults of annotations are no failure of the reading: what has no identifier becomes a warning later. */
function repositoryOf(connection: Connection, { data, faults }: GraphqlAnswer): RepositoryAnswer {
  const repository = data?.['repository'] as RepositoryAnswer | null | undefined
  if (repository !== null && repository !== undefined) return repository
  const fault = faults.find(({ path }) => path === undefined || path[0] === 'repository') ?? faults[0]
  if (fault === undefined || fault.type === 'NOT_FOUND') {
    throw notFoundError(nameOf(connection), connection.tokenKind, RIGHTS)
  }
  throw refuse(connection, fault)
}

/** As base64: the raw bytes would come through a decoder of text that drops a byte order mark and replaces what is not UTF-8. */
const blobFetcher =
  (connection: Connection): FetchBlob =>
  async (oid) => {
    const { transport, owner, name } = connection
    const parameters = { owner, repo: name, oid }
    const request = transport.get('GET /repos/{owner}/{repo}/git/blobs/{oid}', parameters)
    const blob = await explained(connection, request)
    return Buffer.from((blob as { readonly content: string }).content, 'base64')
  }

function missingBranch(
  connection: Connection,
  branch: string | undefined,
  repository: RepositoryAnswer
): UpdateError {
  const name = nameOf(connection)
  if (repository.isEmpty || repository.defaultBranchRef === null) {
    return new UpdateError('empty-repository', `Repository ${name} is empty: it has no commit to build on.`, {
      hint: 'Commit the manifests first.'
    })
  }
  return new UpdateError('missing-branch', `${name} has no branch "${branch ?? ''}".`, {
    hint: `Its default branch is "${repository.defaultBranchRef.name}". Check "branch".`
  })
}

function formerPullRequests({ formerPulls }: RepositoryAnswer): readonly FormerPullRequest[] {
  return (formerPulls?.nodes ?? []).flatMap((each) =>
    each === null || each.isCrossRepository ? [] : [{ head: each.headRefOid, isMerged: each.merged }]
  )
}

function openPullRequest(repository: RepositoryAnswer, base: string): OpenPullRequest | undefined {
  const nodes = repository.pulls?.nodes ?? []
  return (
    nodes.find((each) => each !== null && !each.isCrossRepository && each.baseRefName === base) ?? undefined
  )
}

/** Whether a part of the files is missing from an answer because it was too much at once. */
const isCut = ({ faults }: GraphqlAnswer): boolean =>
  faults.some(({ type }) => type === 'RESOURCE_LIMITS_EXCEEDED')

/** A file that cannot be read is not one that is not there. */
function refuseUnreadFiles(connection: Connection, { faults }: GraphqlAnswer): void {
  const fault = faults.find(
    ({ path, type }) =>
      path?.[0] === 'repository' && FILE_HOLDERS.includes(path[1] ?? '') && type !== 'NOT_FOUND'
  )
  if (fault !== undefined) throw refuse(connection, fault)
}

const FILE_HOLDERS: readonly (string | number)[] = ['base', 'proposal', 'object']

/** Asks for the first `most` paths; for fewer where that is too much for GitHub. */
async function askForFiles(
  connection: Connection,
  paths: readonly string[],
  queryFor: (paths: readonly string[]) => Query,
  most = MOST_FILES
): Promise<{
  readonly answer: GraphqlAnswer
  readonly asked: readonly string[]
  readonly rest: readonly string[]
}> {
  const asked = paths.slice(0, most)
  const answer = await ask(connection, queryFor(asked))
  if (isCut(answer) && asked.length > 1) {
    return askForFiles(connection, paths, queryFor, Math.ceil(asked.length / 2))
  }
  refuseUnreadFiles(connection, answer)
  return { answer, asked, rest: paths.slice(most) }
}

/** Reads the repository, its branch and files, and where asked for the state of a proposal: one request and its overflow. */
export async function read(connection: Connection, request: ReadRequest): Promise<Reading> {
  const { owner, name } = connection
  const { answer, asked, rest } = await askForFiles(connection, request.paths, (paths) =>
    readQuery(owner, name, { ...request, paths })
  )
  const repository = repositoryOf(connection, answer)
  const snapshot = (ref: RefAnswer | null | undefined): Promise<Snapshot | undefined> =>
    wholeSnapshot(connection, ref, asked, rest)
  const base = await snapshot(repository.base)
  if (base === undefined) throw missingBranch(connection, request.branch, repository)
  const { id, nameWithOwner, url, isArchived } = repository
  const proposal = request.proposal && {
    branch: await snapshot(repository.proposal),
    pullRequest: openPullRequest(repository, base.branch),
    formerPullRequests: formerPullRequests(repository),
    annotations: annotationsOf(request.proposal, repository, answer.data)
  }
  return { repository: { id, nameWithOwner, url, archived: isArchived }, base, proposal }
}

async function wholeSnapshot(
  connection: Connection,
  ref: RefAnswer | null | undefined,
  asked: readonly string[],
  rest: readonly string[]
): Promise<Snapshot | undefined> {
  const snapshot = await snapshotOf(ref, asked, blobFetcher(connection))
  if (snapshot === undefined || rest.length === 0) return snapshot
  const more = await readContents(connection, snapshot.head, rest)
  return {
    ...snapshot,
    entries: [...snapshot.entries, ...more.entries],
    files: new Map([...snapshot.files, ...more.files])
  }
}

/** Reads paths of a commit that is known, as many a request as GitHub bears. */
export async function readContents(
  connection: Connection,
  commit: string,
  paths: readonly string[]
): Promise<Contents> {
  const { answer, asked, rest } = await askForFiles(connection, paths, (some) =>
    filesQuery(connection.owner, connection.name, commit, some)
  )
  const { object } = repositoryOf(connection, answer)
  const contents = await contentsOf(object ?? {}, asked, blobFetcher(connection))
  if (rest.length === 0) return contents
  const more = await readContents(connection, commit, rest)
  return {
    entries: [...contents.entries, ...more.entries],
    files: new Map([...contents.files, ...more.files])
  }
}
