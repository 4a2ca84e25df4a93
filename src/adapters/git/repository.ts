import type { ToldCommit } from '../../core/plan/told-commit.ts'
import type { Listing, ReadRequest, Reading, RepositoryFacts } from '../../ports/reading.ts'
import type { Commit, CommitRequest, Repository } from '../../ports/repository.ts'
import type { Checkout } from './checkout.ts'
import { UpdateError } from '../../core/error.ts'
import { fastForward } from './fast-forward.ts'
import { fileHistories } from './file-history.ts'
import { fetchCommit, HISTORY_DEPTH } from './fetch.ts'
import { parseCommit, readCommit, readObjects } from './objects.ts'
import { push } from './push.ts'
import { remoteBranches, remoteRefs, resolveRevision } from './remote-refs.ts'
import { filesAt, snapshotOf } from './snapshot.ts'
import { readTree } from './tree.ts'
import { writeCommit } from './write-commit.ts'

/** The page of a commit; none where the repository has none. */
export const commitAt = ({ url }: Pick<RepositoryFacts, 'url'>, oid: string): Commit => ({
  oid,
  url: url === '' ? '' : `${url}/commit/${oid}`
})

async function list(checkout: Checkout, revision: string | undefined): Promise<Listing | undefined> {
  const commit = await resolveRevision(checkout, revision)
  if (commit === undefined) return undefined
  await fetchCommit(checkout, commit)
  const { tree } = await readCommit(checkout, commit)
  return { entries: await readTree(checkout, commit), tree }
}

/** A commit that the remote does not have is none, like a name that stands for nothing. */
async function resolve(checkout: Checkout, revision: string): Promise<string | undefined> {
  const commit = await resolveRevision(checkout, revision)
  if (commit === undefined) return undefined
  try {
    await fetchCommit(checkout, commit)
    return commit
  } catch (error) {
    if (error instanceof UpdateError && error.code !== 'no-access') return undefined
    throw error
  }
}

/** Reads both branches as the remote told them in one answer. */
export async function readBranches(
  checkout: Checkout,
  { branch, paths, proposal }: ReadRequest
): Promise<{ readonly base: Reading['base']; readonly head: Reading['base'] | undefined }> {
  const { base, other } = await remoteBranches(checkout, branch, proposal?.branch)
  return {
    base: await snapshotOf(checkout, base, paths),
    head: other && (await snapshotOf(checkout, other, paths))
  }
}

/** Commits and pushes; the checkout follows where it is on that branch. */
async function commit(checkout: Checkout, request: CommitRequest): Promise<Commit> {
  const { branch, parent, repository } = request
  const oid = await writeCommit(checkout, request)
  await push(checkout, { branch, from: parent, to: oid })
  await fastForward(checkout, branch, oid)
  return commitAt(repository, oid)
}

/** A shallow checkout has as many of them as it was fetched with. */
async function latestCommits(
  checkout: Checkout,
  facts: RepositoryFacts,
  branch: string
): Promise<readonly ToldCommit[]> {
  const ref = `refs/heads/${branch}`
  const head = (await remoteRefs(checkout, [ref])).at(ref)
  if (head === undefined) return []
  await fetchCommit(checkout, head, branch)
  const { stdout } = await checkout.git(['rev-list', `--max-count=${String(HISTORY_DEPTH)}`, head])
  const commits = await readObjects(checkout, stdout.toString().trim().split('\n'))
  return [...commits].map(([oid, bytes]) => ({
    ...commitAt(facts, oid),
    message: parseCommit(bytes).message
  }))
}

/** The GitOps repository, through a checkout of it. Every reading is of what the remote has, not of the work tree. */
export const gitRepository = (checkout: Checkout, facts: RepositoryFacts): Repository => ({
  list: (revision) => list(checkout, revision),
  resolve: (revision) => resolve(checkout, revision),
  history: (oid, paths, unsettled) => fileHistories(checkout, facts, oid, paths, unsettled),
  read: async (request) => {
    const { base } = await readBranches(checkout, request)
    return { repository: facts, base, proposal: undefined }
  },
  readFiles: (oid, paths) => filesAt(checkout, oid, paths),
  commit: (request) => commit(checkout, request),
  latestCommits: (branch) => latestCommits(checkout, facts, branch)
})
