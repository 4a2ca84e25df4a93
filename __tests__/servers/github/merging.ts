import { RefMoved } from '../git/ref-store.ts'
import { noreplyAddress } from './account.ts'
import { webSignature } from './branch-commit.ts'
import type { Forge } from './forge.ts'
import { hasMergeQueue, mergeStateOf, missingRequirements } from './mergeability.ts'
import { noLag } from './lag.ts'
import { QUEUE_ONLY, ruleViolation } from './protection.ts'
import type { MergeMethod, PullRequest } from './pull-request.ts'
import { Refusal } from './refusal.ts'
import type { Repository } from './repository.ts'

/** A merge as it is asked for. */
export interface WantedMerge {
  readonly method: MergeMethod
  readonly headline?: string | undefined
  readonly body?: string | undefined
  readonly expectedHeadOid?: string | undefined
}

const refused = (message: string, status = 405): Refusal =>
  new Refusal(message, { type: 'UNPROCESSABLE', status })

/** Whether the repository's settings allow a method. */
export const isMethodAllowed = ({ settings }: Repository, method: MergeMethod): boolean =>
  ({
    MERGE: settings.mergeCommitAllowed,
    SQUASH: settings.squashMergeAllowed,
    REBASE: settings.rebaseMergeAllowed
  })[method]

async function checkMerge(
  repository: Repository,
  pullRequest: PullRequest,
  wanted: WantedMerge
): Promise<void> {
  const { method, expectedHeadOid } = wanted
  if (expectedHeadOid !== undefined && expectedHeadOid !== pullRequest.headOid)
    throw refused('Head branch was modified. Review and try the merge again.', 409)
  if (!isMethodAllowed(repository, method)) {
    const name = { MERGE: 'Merge commits', SQUASH: 'Squash merges', REBASE: 'Rebase merges' }[method]
    throw refused(`${name} are not allowed on this repository.`)
  }
  if (!pullRequest.isOpen) throw refused('Pull Request is not mergeable')
  if (hasMergeQueue(repository, pullRequest)) throw ruleViolation([QUEUE_ONLY])
  const state = await mergeStateOf(repository, pullRequest, noLag())
  if (state === 'DRAFT') throw refused('Pull Request is still a draft')
  if (state === 'DIRTY' || state === 'UNKNOWN') throw refused('Pull Request is not mergeable')
  if (state === 'BEHIND') throw refused('Head branch is out of date. Review and try the merge again.')
  if (state === 'BLOCKED') throw refused(missingRequirements(repository, pullRequest)[0] ?? 'Blocked')
}

async function mergedTree(repository: Repository, base: string, head: string): Promise<string> {
  const { history, objects } = repository.git
  const isForward = await history.isAncestor(base, head)
  const tree = isForward ? (await objects.commit(head))?.tree : await history.mergedTree(base, head)
  if (tree === undefined) throw refused('Pull Request is not mergeable')
  return tree
}

/** Merges a pull request and gives the new commit's id. A rebase becomes one commit here. */
export async function mergePullRequest(
  forge: Forge,
  repository: Repository,
  pullRequest: PullRequest,
  wanted: WantedMerge,
  login: string
): Promise<string> {
  await checkMerge(repository, pullRequest, wanted)
  const { base, head, headOid, number, title } = pullRequest
  const before = (await repository.head(base)) ?? ''
  const from = `${pullRequest.headOwner ?? repository.owner}/${head}`
  const isMerge = wanted.method === 'MERGE'
  const headline = isMerge ? `Merge pull request #${number} from ${from}` : `${title} (#${number})`
  const author = forge.accounts.add(login)
  const { committer, body } = { committer: webSignature(), body: wanted.body ?? (isMerge ? title : '') }
  const oid = repository.git.writeCommit({
    tree: await mergedTree(repository, before, headOid),
    parents: isMerge ? [before, headOid] : [before],
    author: { name: login, email: noreplyAddress(author), time: committer.time },
    committer,
    message: [wanted.headline ?? headline, body].filter(Boolean).join('\n\n')
  })
  repository.verified.add(oid)
  try {
    await repository.move([{ name: `refs/heads/${base}`, before, after: oid }])
  } catch (error) {
    if (error instanceof RefMoved) throw refused('Base branch was modified. Review and try the merge again.')
    throw error
  }
  pullRequest.markMerged(oid, login)
  const tip = await repository.head(head)
  if (repository.settings.deleteBranchOnMerge && tip !== undefined)
    await repository.move([{ name: `refs/heads/${head}`, before: tip, after: '0'.repeat(40) }])
  return oid
}

/** Merges every pull request whose auto-merge has nothing left to wait for. */
export async function settleAutoMerges(forge: Forge, repository: Repository): Promise<void> {
  for (const pullRequest of repository.pullRequests) {
    const { autoMerge } = pullRequest
    if (!pullRequest.isOpen || autoMerge === undefined || hasMergeQueue(repository, pullRequest)) continue
    if ((await mergeStateOf(repository, pullRequest, noLag())) !== 'CLEAN') continue
    await mergePullRequest(forge, repository, pullRequest, autoMerge, autoMerge.enabledBy)
  }
}
