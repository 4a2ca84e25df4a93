import { UpdateError } from '../../core/error.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { situationOf, type Checkout } from './checkout.ts'
import { causeOf, quote } from './fault.ts'
import { fetchCommit } from './fetch.ts'
import { refusalOf } from './refusal.ts'
import { remoteRefs } from './remote-refs.ts'
import { redacted } from './remote-url.ts'

/** A branch of the remote to be moved. */
export interface Move {
  readonly branch: string
  /** Where it must still be; `undefined`: it must not be there. */
  readonly from: ObjectId | undefined
  /** Where it shall be; `undefined`: it shall be deleted. */
  readonly to: ObjectId | undefined
}

/**
 * Moves a branch of the remote, which refuses when it is not where it was read.
 *
 * @throws UpdateError `stale-head` when it has moved, `outcome-unknown` when it may or may not have been moved
 */
export async function push(checkout: Checkout, { branch, from, to }: Move): Promise<void> {
  const { git, remote } = checkout
  const ref = `refs/heads/${branch}`
  const output = await git([
    '-c',
    `remote.${remote}.mirror=false`,
    'push',
    '--porcelain',
    '--no-follow-tags',
    '--recurse-submodules=no',
    `--force-with-lease=${ref}:${from ?? ''}`,
    remote,
    `${to ?? ''}:${ref}`
  ])
  if (output.status === 0) return
  const printed = `${rejections(output.stdout.toString())}\n${output.stderr}`
  if (causeOf(printed) === 'lost') {
    throw new UpdateError('outcome-unknown', `The answer to the push was lost (${quote(redacted(printed))}).`)
  }
  if (causeOf(printed) === 'stale' && (await hasLanded(checkout, { branch, to }, printed))) return
  throw refusalOf({ stderr: printed }, situationOf(checkout, `the push to "${branch}"`, branch))
}

/**
 * Whether a push that the remote refused as late has landed all the same: where a connection breaks off, the library below git sends
 * its request again, and the second one finds the first one's work.
 */
async function hasLanded(
  checkout: Checkout,
  { branch, to }: Omit<Move, 'from'>,
  printed: string
): Promise<boolean> {
  if (to === undefined || !printed.includes('[remote rejected]')) return false
  const ref = `refs/heads/${branch}`
  const head = (await remoteRefs(checkout, [ref])).at(ref)
  if (head === undefined || head === to) return head === to
  await fetchCommit(checkout, head, branch)
  return (await checkout.git(['merge-base', '--is-ancestor', to, head])).status === 0
}

/** What the porcelain says of the refs that were refused: a flag, the refspec and the reason, with tabs between them. */
const rejections = (porcelain: string): string =>
  porcelain
    .split('\n')
    .filter((line) => line.startsWith('!\t'))
    .map((line) => line.slice(line.lastIndexOf('\t') + 1))
    .join('\n')
