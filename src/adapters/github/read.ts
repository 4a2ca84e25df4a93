import { UpdateError } from '../../core/error.ts'
import type { ProposalState } from '../../ports/proposal.ts'
import type { ProposalRequest, ReadRequest, Reading } from '../../ports/reading.ts'
import type { Snapshot } from '../../ports/snapshot.ts'
import type { RefAnswer, RepositoryAnswer } from './answer.ts'
import { noteAbsentFields } from './absent-fields.ts'
import { blobFetcher, repositoryOf, type Reader } from './ask.ts'
import type { Connection } from './connection.ts'
import { factsOf } from './facts.ts'
import { formerPullRequests, openPullRequests, siblingPage } from './found-pull-requests.ts'
import { extrasOf } from './found-extras.ts'
import { withoutTeams } from './proposal-query.ts'
import { askForFiles, readContents, type PartAnswer } from './read-files.ts'
import { readQuery } from './read-query.ts'
import { workflowRights } from './rights.ts'
import { snapshotOf } from './snapshot.ts'
import type { GraphqlAnswer } from './transport.ts'

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

/** Whether an answer is empty because the token may not look at pull requests, which lie around what it may look at. */
const hidesPullRequests = ({ data, faults }: GraphqlAnswer): boolean =>
  (data?.['repository'] ?? undefined) === undefined &&
  faults.some(({ path, type }) => type === 'FORBIDDEN' && PULL_REQUESTS.includes(path?.[1] ?? ''))

const PULL_REQUESTS: readonly (string | number)[] = ['siblings', 'formerPulls']

/** What to ask for instead, where GitHub takes a part that this token or this GitHub does not have for a fault of the whole. */
function withoutFaulty(
  { absentFields }: Reader,
  request: ReadRequest,
  answer: GraphqlAnswer
): ReadRequest | undefined {
  const { proposal, ...rest } = request
  const { data, faults } = answer
  if (data === undefined && noteAbsentFields(absentFields, faults)) return request
  if (proposal === undefined) return undefined
  if (proposal.isOptional === true && hidesPullRequests(answer)) return rest
  const lacksScope = data === undefined && faults.some(({ type }) => type === 'INSUFFICIENT_SCOPES')
  if (!lacksScope || proposal.annotations.teamReviewers.length === 0) return undefined
  return { ...rest, proposal: withoutTeams(proposal) }
}

interface WholeAnswer {
  readonly part: PartAnswer
  /** What the answer is to. */
  readonly request: ReadRequest
}

/** Asks for all at once, and again for what there is where some of it is not. */
async function askForAll(reader: Reader, request: ReadRequest): Promise<WholeAnswer> {
  const part = await askForFiles(reader, request.paths, (paths) => readQuery(reader, { ...request, paths }))
  const other = withoutFaulty(reader, request, part.answer)
  return other === undefined ? { part, request } : askForAll(reader, other)
}

/** Reads the repository, its branch and files, and where asked for the state of a proposal: one request and its overflow. */
export async function read(connection: Connection, wanted: ReadRequest): Promise<Reading> {
  const rights = [
    'contents: write',
    ...(wanted.proposal === undefined ? [] : ['pull-requests: write']),
    ...workflowRights(wanted.paths)
  ]
  const reader = { ...connection, rights }
  const { part, request } = await askForAll(reader, wanted)
  const repository = repositoryOf(reader, part.answer)
  const base = await wholeSnapshot(reader, repository.base, part)
  if (base === undefined) throw missingBranch(connection, request.branch, repository)
  const proposal =
    request.proposal === undefined
      ? undefined
      : await proposalState(reader, wanted.proposal ?? request.proposal, base, part)
  return { repository: factsOf(reader, repository, part.answer), base, proposal }
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
