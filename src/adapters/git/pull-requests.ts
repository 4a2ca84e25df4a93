import { UpdateError } from '../../core/error.ts'
import type {
  OpenRequest,
  PullRequestReceipt,
  PullRequests,
  PullRequestUpdate
} from '../../ports/pull-requests.ts'
import type { CommitRequest } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import type { Checkout } from './checkout.ts'
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

async function update(
  checkout: Checkout,
  server: PullRequests,
  request: PullRequestUpdate
): Promise<PullRequestReceipt> {
  const { commit } = request
  if (commit.files.length === 0) return server.update(request)
  const { branch, parent, repository } = commit
  const oid = await writeCommit(checkout, commit)
  await push(checkout, { branch, from: parent, to: oid })
  const updated = await server.update({ ...request, commit: pushed(commit, oid) })
  return { ...updated, commit: commitAt(repository, oid) }
}

/** Pull requests whose commits git pushes; all else is the server's. */
export const checkoutPullRequests = (checkout: Checkout, server: () => PullRequests): PullRequests => ({
  open: async (request) => open(checkout, server(), request),
  update: async (request) => update(checkout, server(), request),
  annotate: async (request) => server().annotate(request),
  messagesAhead: async (base, branch) => server().messagesAhead(base, branch)
})
