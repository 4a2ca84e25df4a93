import { emptyTreeOid } from '../git/object.ts'
import { editTree, MissingPath, type PathEdit } from '../git/tree-edit.ts'
import type { Mode } from '../git/tree.ts'
import type { Signature } from '../git/commit.ts'
import { noreplyAddress } from './account.ts'
import { requireRight } from './access.ts'
import { notFound, staleHead, unprocessable } from './refusal.ts'
import { updateRefs } from './ref-update.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'
import { refForWriting } from './visible-ref.ts'

/** A commit to put on top of a branch. */
export interface BranchCommit {
  readonly branch: string
  readonly expectedHeadOid: string
  readonly message: string
  readonly additions: readonly { readonly path: string; readonly bytes: Buffer }[]
  readonly deletions: readonly { readonly path: string }[]
}

/** The signature of the asking account, now. */
export const viewerSignature = (session: Session): Signature => ({
  name: session.viewer.login,
  email: noreplyAddress(session.viewer),
  time: Math.floor(Date.now() / 1000)
})

/** The signature of commits that GitHub makes itself. */
export const webSignature = (): Signature => ({
  name: 'GitHub',
  email: 'noreply@github.com',
  time: Math.floor(Date.now() / 1000)
})

function checkPaths(paths: readonly string[]): void {
  const seen = new Set<string>()
  for (const path of paths) {
    const isWellFormed =
      path !== '' && path.split('/').every((part) => !['', '.', '..', '.git'].includes(part))
    if (!isWellFormed) throw unprocessable(`A path was requested that is not valid: \`${path}\``)
    if (seen.has(path)) throw unprocessable(`A path was requested for more than one file change: \`${path}\``)
    seen.add(path)
  }
}

async function modeFor(repository: Repository, head: string, path: string): Promise<Mode> {
  if (!repository.settings.keepsModes) return '100644'
  return (await repository.git.entryIn(head, path))?.mode === '100755' ? '100755' : '100644'
}

async function editedTree(repository: Repository, head: string, wanted: BranchCommit): Promise<string> {
  const { objects } = repository.git
  const edits = new Map<string, PathEdit>()
  for (const { path } of wanted.deletions) edits.set(path, null)
  for (const { path, bytes } of wanted.additions)
    edits.set(path, { mode: await modeFor(repository, head, path), oid: objects.write('blob', bytes) })
  const tree = (await objects.commit(head))?.tree
  if (edits.size === 0) return tree ?? emptyTreeOid
  return (await editTree(objects, tree, edits)) ?? objects.write('tree', Buffer.alloc(0))
}

/** Puts a commit on a branch as `createCommitOnBranch` does; gives its id. */
export async function commitOnBranch(
  session: Session,
  repository: Repository,
  wanted: BranchCommit
): Promise<string> {
  requireRight(session, repository, 'contents', 'write', 'CreateCommitOnBranch')
  checkPaths([...wanted.additions, ...wanted.deletions].map(({ path }) => path))
  const name = `refs/heads/${wanted.branch}`
  const head = await refForWriting(session, repository, name)
  if (head === undefined) throw notFound('Branch not found')
  if (head !== wanted.expectedHeadOid) throw staleHead(wanted.expectedHeadOid)
  try {
    const tree = await editedTree(repository, head, wanted)
    const oid = repository.git.writeCommit({
      tree,
      parents: [head],
      author: viewerSignature(session),
      committer: webSignature(),
      message: wanted.message
    })
    repository.verified.add(oid)
    await updateRefs(
      session,
      repository,
      [{ name, before: head, after: oid, force: false }],
      'CreateCommitOnBranch'
    )
    return oid
  } catch (error) {
    if (!(error instanceof MissingPath)) throw error
    const message = `A path was requested for deletion which does not exist as of commit oid \`${head}\``
    throw unprocessable(message)
  }
}
