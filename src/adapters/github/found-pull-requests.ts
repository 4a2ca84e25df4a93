import type { FormerPullRequest, OpenPullRequest, SiblingPage } from '../../ports/proposal.ts'
import type { ProposalRefAnswer, PullRequestAnswer, RefAnswer, RepositoryAnswer } from './answer.ts'

/** The pull requests from the branch itself that were merged or closed, not those from branches of forks that are called the same. */
export const formerPullRequests = ({ formerPulls }: RepositoryAnswer): readonly FormerPullRequest[] =>
  (formerPulls?.nodes ?? []).flatMap((each) =>
    each === null || each.isCrossRepository ? [] : [{ head: each.headRefOid, isMerged: each.merged }]
  )

/** What is open from a proposal's branch. */
export interface FoundPullRequests {
  readonly pullRequest: OpenPullRequest | undefined
  /** The commit that the pull request's branch was cut from. */
  readonly fork: RefAnswer | undefined
  /** Whether a pull request to another base is open from the branch. */
  readonly isShared: boolean
}

const forkOf = ({ baseRefName: name, commits }: PullRequestAnswer): RefAnswer | undefined => {
  const target = commits.nodes?.[0]?.commit.parents.nodes?.[0]
  return target === null || target === undefined ? undefined : { name, target }
}

/** The open pull request from a proposal's branch to a base, and what goes with it. */
export function openPullRequests(
  proposal: ProposalRefAnswer | null | undefined,
  base: string
): FoundPullRequests {
  const open = (proposal?.associatedPullRequests.nodes ?? []).filter(
    (each) => each?.isCrossRepository === false
  )
  const own = open.find((each) => each?.baseRefName === base)
  const isShared = open.some((each) => each !== own)
  if (own === null || own === undefined) return { pullRequest: undefined, fork: undefined, isShared }
  const { id, number, url, title, body, author } = own
  const pullRequest = { id, number, url, title, body, author: author?.login ?? '' }
  return { pullRequest, fork: forkOf(own), isShared }
}

/** The open pull requests to a base from other branches than a proposal's. */
export function siblingPage(
  siblings: RepositoryAnswer['siblings'],
  base: string,
  head: string
): SiblingPage | undefined {
  if (siblings === null || siblings === undefined) return undefined
  const pullRequests = (siblings.nodes ?? []).flatMap((each) => {
    if (each === null || each.isCrossRepository) return []
    const { id, number, body, headRefName: branch, baseRefName } = each
    return baseRefName === base && branch !== head ? [{ id, number, body, branch }] : []
  })
  const { hasNextPage, endCursor } = siblings.pageInfo
  return { pullRequests, next: hasNextPage ? (endCursor ?? undefined) : undefined }
}
