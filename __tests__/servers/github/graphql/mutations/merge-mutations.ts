import { requireRight } from '../../access.ts'
import { isMethodAllowed, mergePullRequest as merge } from '../../merging.ts'
import { hasMergeQueue, mergeStateOf } from '../../mergeability.ts'
import type { MergeMethod } from '../../pull-request.ts'
import { unprocessable } from '../../refusal.ts'
import { mergeIntoBranch } from '../../branch-merge.ts'
import { accountNode } from '../account-node.ts'
import { commitNodes } from '../commit-node.ts'
import { pullRequestById, pullRequestPayload, repositoryById, type Mutation } from './mutation.ts'

interface MergeInput {
  readonly pullRequestId: string
  readonly mergeMethod?: MergeMethod | null
  readonly commitHeadline?: string | null
  readonly commitBody?: string | null
  readonly expectedHeadOid?: string | null
}

/** `mergePullRequest`. */
export const mergePullRequest: Mutation<MergeInput> = async (session, input) => {
  const located = pullRequestById(session, input.pullRequestId)
  requireRight(session, located.repository, 'contents', 'write', 'MergePullRequest')
  const wanted = {
    method: input.mergeMethod ?? 'MERGE',
    headline: input.commitHeadline ?? undefined,
    body: input.commitBody ?? undefined,
    expectedHeadOid: input.expectedHeadOid ?? undefined
  }
  await merge(session.forge, located.repository, located.pullRequest, wanted, session.viewer.login)
  return pullRequestPayload(session, located)
}

interface MergeBranchInput {
  readonly repositoryId: string
  readonly base: string
  readonly head: string
  readonly commitMessage?: string | null
}

/** `mergeBranch`: a merge commit on a branch, where Git can make it. */
export const mergeBranch: Mutation<MergeBranchInput> = async (session, input) => {
  const repository = repositoryById(session, input.repositoryId)
  const { base, head, commitMessage } = input
  const oid = await mergeIntoBranch(session, repository, base, head, commitMessage ?? undefined)
  return { mergeCommit: (await commitNodes(session, repository, [oid]))[0] ?? null }
}

const stateNames = { CLEAN: 'clean', UNSTABLE: 'unstable' } as const

/** `enablePullRequestAutoMerge`: only for what cannot be merged at once. */
export const enablePullRequestAutoMerge: Mutation<MergeInput> = async (session, input) => {
  const located = pullRequestById(session, input.pullRequestId)
  const { repository, pullRequest } = located
  requireRight(session, repository, 'pullRequests', 'write', 'EnablePullRequestAutoMerge')
  requireRight(session, repository, 'contents', 'write', 'EnablePullRequestAutoMerge')
  const method = input.mergeMethod ?? 'MERGE'
  if (!repository.settings.autoMergeAllowed)
    throw unprocessable('Pull request Auto merge is not allowed for this repository')
  if (!isMethodAllowed(repository, method))
    throw unprocessable(
      `Pull request Merge method ${method.toLowerCase()} commits are not allowed for this repository`
    )
  if (input.expectedHeadOid != null && input.expectedHeadOid !== pullRequest.headOid)
    throw unprocessable('Head branch was modified. Review and try the merge again.')
  const state = await mergeStateOf(repository, pullRequest, session.forge.lag)
  if (state === 'CLEAN' || state === 'UNSTABLE')
    throw unprocessable(`Pull request Pull request is in ${stateNames[state]} status`)
  if (!pullRequest.isOpen || pullRequest.isDraft)
    throw unprocessable("Can't enable auto-merge for this pull request.")
  pullRequest.autoMerge = {
    method,
    enabledBy: session.viewer.login,
    enabledAt: new Date(),
    headline: input.commitHeadline ?? undefined,
    body: input.commitBody ?? undefined
  }
  return { ...pullRequestPayload(session, located), actor: accountNode(session, session.viewer.login) }
}

/** `disablePullRequestAutoMerge`. */
export const disablePullRequestAutoMerge: Mutation<{ pullRequestId: string }> = (session, input) => {
  const located = pullRequestById(session, input.pullRequestId)
  requireRight(session, located.repository, 'pullRequests', 'write', 'DisablePullRequestAutoMerge')
  if (located.pullRequest.autoMerge === undefined)
    throw unprocessable("Can't disable auto-merge for this pull request.")
  located.pullRequest.autoMerge = undefined
  return pullRequestPayload(session, located)
}

/** `enqueuePullRequest`: at the end of the merge queue, once what is required is met. */
export const enqueuePullRequest: Mutation<Pick<MergeInput, 'pullRequestId' | 'expectedHeadOid'>> = async (
  session,
  input
) => {
  const { repository, pullRequest } = pullRequestById(session, input.pullRequestId)
  requireRight(session, repository, 'pullRequests', 'write', 'EnqueuePullRequest')
  requireRight(session, repository, 'contents', 'write', 'EnqueuePullRequest')
  if (!hasMergeQueue(repository, pullRequest))
    throw unprocessable('Merge queue is not enabled for this branch.')
  if (input.expectedHeadOid != null && input.expectedHeadOid !== pullRequest.headOid)
    throw unprocessable('Head branch was modified. Review and try the merge again.')
  if (!['CLEAN', 'UNSTABLE'].includes(await mergeStateOf(repository, pullRequest, session.forge.lag)))
    throw unprocessable('Pull request is not mergeable')
  pullRequest.isQueued = true
  return { mergeQueueEntry: null }
}
