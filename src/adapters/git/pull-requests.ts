import { UpdateError } from '../../core/error.ts'
import type {
  BaseMerge,
  OpenRequest,
  PullRequestReceipt,
  PullRequestRebuild,
  PullRequests,
  PullRequestUpdate
} from '../../ports/pull-requests.ts'
import type { CommitRequest } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import type { Checkout } from './checkout.ts'
import { fetchCommit } from './fetch.ts'
import { push } from './push.ts'
import { commitAt } from './repository.ts'
import { writeCommit } from './write-commit.ts'

/** What the server is left to do with a commit that git has pushed: it stands on the branch, and there is none to be made. */
const pushed = (request: CommitRequest, oid: ObjectId): CommitRequest => ({
  ...request,
  parent: oid,
  files: []
})

function whereItIs({ commit, start }: OpenRequest): ObjectId | undefined {
  if (start.kind === 'create') return undefined
  return start.kind === 'move' ? start.from : commit.parent
}

/** Whether a branch is of use without its pull request: to look up what became of it, or for a person to open what a token may not. */
const isOfUse = (error: unknown): boolean =>
  error instanceof UpdateError && ['stale-head', 'outcome-unknown', 'no-permission'].includes(error.code)

async function open(
  checkout: Checkout,
  server: PullRequests,
  request: OpenRequest
): Promise<PullRequestReceipt> {
  const { commit, start } = request
  if (commit.files.length === 0) return server.open(request)
  const { branch, repository } = commit
  const oid = await writeCommit(checkout, commit)
  await push(checkout, { branch, from: whereItIs(request), to: oid })
  try {
    const opened = await server.open({ ...request, commit: pushed(commit, oid), start: { kind: 'stay' } })
    return { ...opened, commit: commitAt(repository, oid) }
  } catch (error) {
    // A branch that was made for nothing is taken back, unless somebody has gone on from there.
    if (start.kind === 'create' && !isOfUse(error)) {
      await push(checkout, { branch, from: oid, to: undefined }).catch(() => undefined)
    }
    throw error
  }
}

/** Pushes the commit of an update from where the branch must still be, and leaves the rest to the server. */
async function update(
  checkout: Checkout,
  server: PullRequests,
  request: PullRequestUpdate,
  from: ObjectId
): Promise<PullRequestReceipt> {
  const { commit } = request
  if (commit.files.length === 0) return server.update(request)
  const oid = await writeCommit(checkout, commit)
  await push(checkout, { branch: commit.branch, from, to: oid })
  const updated = await server.update({ ...request, commit: pushed(commit, oid) })
  return { ...updated, commit: commitAt(commit.repository, oid) }
}

/** Git forces a branch from where it must be to where it shall be: that takes no scratch branch. */
const rebuild = (
  checkout: Checkout,
  server: PullRequests,
  request: PullRequestRebuild
): Promise<PullRequestReceipt> => update(checkout, server, request, request.replaced)

/** The server merges, and git fetches what that gave. */
async function mergeBase(
  checkout: Checkout,
  server: PullRequests,
  merge: BaseMerge
): Promise<ObjectId | undefined> {
  const merged = await server.mergeBase(merge)
  if (merged !== undefined) await fetchCommit(checkout, merged, merge.branch)
  return merged
}

/** Pull requests whose commits git pushes; all else is the server's. */
export const checkoutPullRequests = (checkout: Checkout, server: () => PullRequests): PullRequests => ({
  open: async (request) => open(checkout, server(), request),
  update: async (request) => update(checkout, server(), request, request.commit.parent),
  rebuild: async (request) => rebuild(checkout, server(), request),
  annotate: async (request) => server().annotate(request),
  ahead: async (base, branch) => server().ahead(base, branch),
  mergeBase: async (merge) => mergeBase(checkout, server(), merge),
  close: async (repository, closing) => server().close(repository, closing),
  moreSiblings: async (base, head, after) => server().moreSiblings(base, head, after),
  siblingBranches: async (siblings) => server().siblingBranches(siblings),
  closeReplaced: async (repository, closings) => server().closeReplaced(repository, closings)
})
