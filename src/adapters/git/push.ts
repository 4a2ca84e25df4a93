import { UpdateError } from '../../core/error.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { situationOf, type Checkout } from './checkout.ts'
import { causeOf, quote } from './fault.ts'
import { refusalOf } from './refusal.ts'
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
  throw refusalOf({ stderr: printed }, situationOf(checkout, `the push to "${branch}"`, branch))
}

/** What the porcelain says of the refs that were refused: a flag, the refspec and the reason, with tabs between them. */
const rejections = (porcelain: string): string =>
  porcelain
    .split('\n')
    .filter((line) => line.startsWith('!\t'))
    .map((line) => line.slice(line.lastIndexOf('\t') + 1))
    .join('\n')
