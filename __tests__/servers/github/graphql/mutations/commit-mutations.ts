import { visibleRepository } from '../../access.ts'
import { commitOnBranch } from '../../branch-commit.ts'
import { notFound } from '../../refusal.ts'
import type { Repository } from '../../repository.ts'
import type { Session } from '../../session.ts'
import { commitNodes } from '../commit-node.ts'
import { RefNode } from '../ref-node.ts'
import { keyOf, type Mutation } from './mutation.ts'

interface CommittableBranch {
  readonly id?: string | null
  readonly repositoryNameWithOwner?: string | null
  readonly branchName?: string | null
}

/** The input of `createCommitOnBranch`. */
export interface CreateCommitOnBranchInput {
  readonly branch: CommittableBranch
  readonly expectedHeadOid: string
  readonly message: { readonly headline: string; readonly body?: string | null }
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null
    readonly deletions?: readonly { readonly path: string }[] | null
  } | null
}

function branchOf(session: Session, branch: CommittableBranch): { repository: Repository; name: string } {
  if (branch.id != null) {
    const [repositoryId, ref = ''] = keyOf(branch.id, 'Ref')
    const repository = session.forge.repositoryById(Number(repositoryId))
    const found = visibleRepository(session, repository?.nameWithOwner ?? '')
    return { repository: found, name: ref.replace(/^refs\/heads\//, '') }
  }
  if (branch.repositoryNameWithOwner == null || branch.branchName == null) throw notFound('Branch not found')
  const repository = visibleRepository(session, branch.repositoryNameWithOwner)
  return { repository, name: branch.branchName.replace(/^refs\/heads\//, '') }
}

/** `createCommitOnBranch`. */
export const createCommitOnBranch: Mutation<CreateCommitOnBranchInput> = async (session, input) => {
  const { repository, name } = branchOf(session, input.branch)
  const { headline, body } = input.message
  const oid = await commitOnBranch(session, repository, {
    branch: name,
    expectedHeadOid: input.expectedHeadOid,
    message: body == null || body === '' ? headline : `${headline}\n\n${body}`,
    additions: (input.fileChanges?.additions ?? []).map(({ path, contents }) => ({
      path,
      bytes: Buffer.from(contents, 'base64')
    })),
    deletions: input.fileChanges?.deletions ?? []
  })
  const [commit] = await commitNodes(session, repository, [oid])
  return { commit, ref: new RefNode(session, repository, `refs/heads/${name}`, oid) }
}
