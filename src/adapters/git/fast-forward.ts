import type { ObjectId } from '../../ports/snapshot.ts'
import type { Checkout } from './checkout.ts'

/**
 * Brings the work tree to a commit that was just pushed to the branch that is checked out, so that later steps find the files as the
 * remote has them. Only where nothing of the user's is in the way: no uncommitted change, and no commit of their own.
 */
export async function fastForward({ git, log }: Checkout, branch: string, commit: ObjectId): Promise<void> {
  const current = await git(['symbolic-ref', '--quiet', 'HEAD'])
  if (current.stdout.toString().trim() !== `refs/heads/${branch}`) return
  const changes = await git(['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=all'])
  const isClean = changes.status === 0 && changes.stdout.length === 0
  const merged =
    isClean && (await git(['merge', '--ff-only', '--quiet', '--no-verify-signatures', commit])).status === 0
  log(
    merged
      ? `The checkout follows "${branch}" to ${commit.slice(0, 7)}.`
      : `The checkout stays as it is: it has changes or commits of its own, so "git pull" is left to you.`
  )
}
