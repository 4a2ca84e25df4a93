import type { FormerPullRequest, OpenPullRequest } from '../../ports/proposal.ts'
import type { RepositoryAnswer } from './answer.ts'
import { ask, repositoryOf, type Reader } from './ask.ts'
import { morePullRequestsQuery } from './proposal-query.ts'

/** The pull requests from the branch itself that were merged or closed, not those from branches of forks that are called the same. */
export const formerPullRequests = ({ formerPulls }: RepositoryAnswer): readonly FormerPullRequest[] =>
  (formerPulls?.nodes ?? []).flatMap((each) =>
    each === null || each.isCrossRepository ? [] : [{ head: each.headRefOid, isMerged: each.merged }]
  )

/** The open pull request from a branch to a base. Anyone can open others from forks, and as many as fill the first page. */
export async function openPullRequest(
  reader: Reader,
  { pulls }: RepositoryAnswer,
  head: string,
  base: string
): Promise<OpenPullRequest | undefined> {
  const own = pulls?.nodes?.find((each) => each?.isCrossRepository === false && each.baseRefName === base)
  const after = pulls?.pageInfo.hasNextPage === true ? pulls.pageInfo.endCursor : null
  if ((own !== null && own !== undefined) || after === null) return own ?? undefined
  const answer = await ask(reader, morePullRequestsQuery(reader, head, base, after))
  return openPullRequest(reader, repositoryOf(reader, answer), head, base)
}
