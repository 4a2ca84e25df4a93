import type { ObjectId } from '../../ports/snapshot.ts'
import { ask, situationOf, type Checkout } from './checkout.ts'

/** How many commits a shallow checkout is given of a branch: as many as are looked through for one that was lost. */
export const HISTORY_DEPTH = 100

/** Leaves refs, tags, FETCH_HEAD and submodules as they are: only objects come. */
const FETCH = [
  'fetch',
  '--no-tags',
  '--no-prune',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--quiet'
]

/** A partial clone would fetch what it is asked for, with all history: it is kept from that by having no transport for it. */
const WITHOUT_FETCHING = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' }

async function isHere({ git }: Checkout, commit: ObjectId): Promise<boolean> {
  const { status } = await git(['cat-file', '-e', `${commit}^{commit}`], { environment: WITHOUT_FETCHING })
  return status === 0
}

/** Fetches a commit where it is not here yet: what a partial clone leaves out stays out, and what is shallow stays so. */
export async function fetchCommit(checkout: Checkout, commit: ObjectId, branch = ''): Promise<void> {
  if (await isHere(checkout, commit)) return
  const depth = checkout.isShallow ? [`--depth=${String(HISTORY_DEPTH)}`] : []
  const situation = situationOf(checkout, `the fetch of ${branch === '' ? commit : `"${branch}"`}`, branch)
  await ask(checkout.git, [...FETCH, ...depth, checkout.remote, commit], situation)
}

/** Fetches a commit with all that came before it: the only way for a shallow checkout to tell how a file came to be. */
export async function fetchHistory(checkout: Checkout, commit: ObjectId): Promise<void> {
  if (!checkout.isShallow) {
    await fetchCommit(checkout, commit)
    return
  }
  const { stdout } = await checkout.git(['rev-parse', '--is-shallow-repository'])
  if (stdout.toString().trim() === 'false') return
  const situation = situationOf(checkout, 'the fetch of the history')
  await ask(checkout.git, [...FETCH, '--unshallow', checkout.remote, commit], situation)
}

const AT_ONCE = 400

/** In a partial clone, fetches blobs many at once: git itself would fetch them one by one. */
export async function fetchBlobs(checkout: Checkout, blobs: readonly ObjectId[]): Promise<void> {
  const { git, remote, configuration } = checkout
  if (!configuration.isTrue(`remote.${remote}.promisor`)) return
  const situation = situationOf(checkout, 'the fetch of the files')
  for (let start = 0; start < blobs.length; start += AT_ONCE) {
    const some = blobs.slice(start, start + AT_ONCE)
    await ask(git, ['-c', 'fetch.negotiationAlgorithm=noop', ...FETCH, remote, ...some], situation)
  }
}
