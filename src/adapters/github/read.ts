import { UpdateError } from '../../core/error.ts'
import type { ProposalState } from '../../ports/proposal.ts'
import type { ProposalRequest, ReadRequest, Reading } from '../../ports/reading.ts'
import type { Snapshot } from '../../ports/snapshot.ts'
import type { RefAnswer, RepositoryAnswer } from './answer.ts'
import { blobFetcher, repositoryOf, type Reader } from './ask.ts'
import type { Connection } from './connection.ts'
import { formerPullRequests, openPullRequests, siblingPage } from './found-pull-requests.ts'
import { extrasOf } from './found-extras.ts'
import { withoutTeams } from './proposal-query.ts'
import { askForFiles, readContents, type PartAnswer } from './read-files.ts'
import { readQuery } from './read-query.ts'
import { snapshotOf } from './snapshot.ts'

function missingBranch(
  { owner, name }: Connection,
  branch: string | undefined,
  repository: RepositoryAnswer
): UpdateError {
  if (repository.isEmpty || repository.defaultBranchRef === null) {
    return new UpdateError(
      'empty-repository',
      `Repository ${owner}/${name} is empty: it has no commit to build on.`,
      { hint: 'Commit the manifests first.' }
    )
  }
  return new UpdateError('missing-branch', `${owner}/${name} has no branch "${branch ?? ''}".`, {
    hint: `Its default branch is "${repository.defaultBranchRef.name}". Check "branch".`
  })
}

/** Asks for all at once; without the teams where the token may not look at them, which GitHub takes for a fault of the whole. */
async function askForAll(reader: Reader, request: ReadRequest): Promise<PartAnswer> {
  const first = await askForFiles(reader, request.paths, (paths) =>
    readQuery(reader.owner, reader.name, { ...request, paths })
  )
  const { data, faults } = first.answer
  const lacksScope = data === undefined && faults.some(({ type }) => type === 'INSUFFICIENT_SCOPES')
  const { proposal } = request
  if (!lacksScope || proposal === undefined || proposal.annotations.teamReviewers.length === 0) return first
  return askForAll(reader, { ...request, proposal: withoutTeams(proposal) })
}

/** Reads the repository, its branch and files, and where asked for the state of a proposal: one request and its overflow. */
export async function read(connection: Connection, request: ReadRequest): Promise<Reading> {
  const rights = ['contents: write', ...(request.proposal === undefined ? [] : ['pull-requests: write'])]
  const reader = { ...connection, rights }
  const part = await askForAll(reader, request)
  const repository = repositoryOf(reader, part.answer)
  const base = await wholeSnapshot(reader, repository.base, part)
  if (base === undefined) throw missingBranch(connection, request.branch, repository)
  const { id, nameWithOwner, url, isArchived } = repository
  const proposal =
    request.proposal === undefined ? undefined : await proposalState(reader, request.proposal, base, part)
  return { repository: { id, nameWithOwner, url, archived: isArchived }, base, proposal }
}

async function proposalState(
  reader: Reader,
  request: ProposalRequest,
  base: Snapshot,
  part: PartAnswer
): Promise<ProposalState> {
  const repository = repositoryOf(reader, part.answer)
  const { proposal, siblings } = repository
  const { pullRequest, fork, isShared } = openPullRequests(proposal, base.branch)
  const viewer = part.answer.data?.['viewer'] as { readonly login: string } | null | undefined
  return {
    branch: await wholeSnapshot(reader, proposal, part),
    pullRequest,
    fork: await wholeSnapshot(reader, fork, part),
    isShared,
    siblings: siblingPage(siblings, base.branch, request.branch),
    viewer: viewer?.login ?? '',
    formerPullRequests: formerPullRequests(repository),
    annotations: extrasOf(request, repository, part.answer.data)
  }
}

async function wholeSnapshot(
  reader: Reader,
  ref: RefAnswer | null | undefined,
  { asked, rest, most }: PartAnswer
): Promise<Snapshot | undefined> {
  const snapshot = await snapshotOf(ref, asked, blobFetcher(reader))
  if (snapshot === undefined || rest.length === 0) return snapshot
  const more = await readContents(reader, snapshot.head, rest, most)
  return {
    ...snapshot,
    entries: [...snapshot.entries, ...more.entries],
    files: new Map([...snapshot.files, ...more.files])
  }
}
