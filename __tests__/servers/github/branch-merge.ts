import { viewerSignature, webSignature } from './branch-commit.ts'
import { notFound, unprocessable } from './refusal.ts'
import { updateRefs } from './ref-update.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'
import { refForWriting } from './visible-ref.ts'

/** Merges a branch or commit into a branch as `mergeBranch` does; gives the merge commit's id. */
export async function mergeIntoBranch(
  session: Session,
  repository: Repository,
  branch: string,
  head: string,
  message = `Merge ${head} into ${branch}`
): Promise<string> {
  const name = `refs/heads/${branch}`
  const ours = await refForWriting(session, repository, name)
  if (ours === undefined) throw notFound(`No such base`)
  const theirs = (await repository.head(head)) ?? (await repository.git.objects.commit(head))?.oid
  if (theirs === undefined) throw notFound(`No such head`)
  const { history } = repository.git
  if (await history.isAncestor(theirs, ours)) throw unprocessable('Failed to merge: "Already merged"')
  const tree = await history.mergedTree(ours, theirs)
  if (tree === undefined) throw unprocessable('Failed to merge: "Merge conflict"')
  const oid = repository.git.writeCommit({
    tree,
    parents: [ours, theirs],
    author: viewerSignature(session),
    committer: webSignature(),
    message
  })
  repository.verified.add(oid)
  await updateRefs(session, repository, [{ name, before: ours, after: oid, force: false }], 'MergeBranch')
  return oid
}
