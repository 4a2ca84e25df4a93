import { UpdateError } from '../../core/error.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { ask, situationOf, type Checkout } from './checkout.ts'

/** A branch as the remote has it now. */
export interface RemoteBranch {
  readonly name: string
  readonly head: ObjectId
}

/** Some refs of the remote at one moment. */
export interface RemoteRefs {
  /** The branch that its HEAD names, as far as it tells. */
  readonly defaultBranch: string | undefined
  /** What refs point to; an annotated tag points to its commit. */
  readonly at: (ref: string) => ObjectId | undefined
}

const HEADS = 'refs/heads/'

/** Asks the remote for its HEAD and for these refs, in one connection. */
export async function remoteRefs(checkout: Checkout, refs: readonly string[]): Promise<RemoteRefs> {
  const printed = await ask(
    checkout.git,
    ['ls-remote', '--symref', checkout.remote, 'HEAD', ...refs],
    situationOf(checkout, 'the reading of the branches')
  )
  const lines = printed.split('\n').map((line) => line.split('\t'))
  const head = lines.find(([value = '', name]) => name === 'HEAD' && value.startsWith('ref: '))?.[0]
  const found = new Map(lines.map(([value = '', name = '']) => [name, value]))
  return {
    defaultBranch: head?.slice('ref: '.length).replace(HEADS, ''),
    at: (ref) => found.get(`${ref}^{}`) ?? found.get(ref)
  }
}

/** The refs that a revision can be: a branch, or a tag with what it points to. */
const refsOf = (revision: string): readonly string[] => [
  `${HEADS}${revision}`,
  `refs/tags/${revision}`,
  `refs/tags/${revision}^{}`
]

/** The commit that a branch or tag of the remote is at, or that a full or short identifier names; `undefined`: its HEAD. */
export async function resolveRevision(
  checkout: Checkout,
  revision: string | undefined
): Promise<ObjectId | undefined> {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision ?? '')) return revision
  const refs = await remoteRefs(checkout, revision === undefined ? [] : refsOf(revision))
  if (revision === undefined) return refs.at('HEAD')
  const [branch = '', tag = ''] = refsOf(revision)
  return refs.at(branch) ?? refs.at(tag) ?? (await abbreviated(checkout, revision))
}

async function abbreviated({ git }: Checkout, revision: string): Promise<ObjectId | undefined> {
  if (!/^[0-9a-f]{7,63}$/.test(revision)) return undefined
  const { status, stdout } = await git(['rev-parse', '--quiet', '--verify', `${revision}^{commit}`])
  return status === 0 ? stdout.toString().trim() : undefined
}

/** A branch of the remote that is not there. */
async function missing(checkout: Checkout, branch: string | undefined): Promise<UpdateError> {
  const situation = situationOf(checkout, 'the reading of the branches')
  const any = await ask(checkout.git, ['ls-remote', '--heads', checkout.remote], situation)
  if (any === '') {
    return new UpdateError('empty-repository', `${checkout.title} is empty: it has no commit to build on.`, {
      hint: 'Commit the manifests first.'
    })
  }
  if (branch === undefined) {
    return new UpdateError('missing-branch', `${checkout.title} does not tell its default branch.`, {
      hint: 'Name the one to update in "branch".'
    })
  }
  const { defaultBranch } = await remoteRefs(checkout, [])
  return new UpdateError('missing-branch', `${checkout.title} has no branch "${branch}".`, {
    hint: `${defaultBranch === undefined ? '' : `Its default branch is "${defaultBranch}". `}Check "branch".`
  })
}

/** A branch as the remote has it now, the default one where `branch` is `undefined`, and another that may not be there. */
export async function remoteBranches(
  checkout: Checkout,
  branch: string | undefined,
  other?: string
): Promise<{ readonly base: RemoteBranch; readonly other: RemoteBranch | undefined }> {
  const named = [branch, other].flatMap((name) => (name === undefined ? [] : [`${HEADS}${name}`]))
  const refs = await remoteRefs(checkout, named)
  const name = branch ?? refs.defaultBranch
  const head = branch === undefined ? refs.at('HEAD') : refs.at(`${HEADS}${branch}`)
  if (name === undefined || head === undefined) throw await missing(checkout, branch)
  const otherHead = other === undefined ? undefined : refs.at(`${HEADS}${other}`)
  return {
    base: { name, head },
    other: other === undefined || otherHead === undefined ? undefined : { name: other, head: otherHead }
  }
}
