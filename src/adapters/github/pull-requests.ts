import type { PullRequests } from '../../ports/pull-requests.ts'
import { giveExtras } from './extras.ts'
import { commitSituation } from './commit.ts'
import type { Connection } from './connection.ts'
import { HttpFailure } from './fault.ts'
import { openPullRequest } from './open-pull-request.ts'
import { refusalOf } from './refusal.ts'
import { updatePullRequest } from './update-pull-request.ts'

interface ComparisonAnswer {
  readonly ahead_by: number
  readonly commits: readonly { readonly commit: { readonly message: string } }[]
}

async function messagesAhead(
  connection: Connection,
  base: string,
  branch: string
): Promise<readonly string[]> {
  const { transport, owner, name } = connection
  try {
    const comparison = (await transport.get('GET /repos/{owner}/{repo}/compare/{basehead}', {
      owner,
      repo: name,
      basehead: `${base}...${branch}`
    })) as ComparisonAnswer
    const messages = comparison.commits.map(({ commit }) => commit.message)
    // GitHub shows 250 commits at most: of the rest it is not known whose they are.
    return comparison.ahead_by > messages.length ? [...messages, ''] : messages
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw refusalOf(error.fault, {
      action: `the comparison of "${branch}" with "${base}"`,
      repository: `${owner}/${name}`,
      branch,
      token: connection.tokenKind,
      rights: ['contents: read']
    })
  }
}

/** The pull requests of the GitOps repository, at GitHub. */
export const gitHubPullRequests = (connection: Connection): PullRequests => ({
  open: (request) => openPullRequest(connection, request),
  update: (update) => updatePullRequest(connection, update),
  annotate: ({ pullRequest, commit, annotations }) =>
    giveExtras(connection, annotations, pullRequest.id, commitSituation(connection, commit)),
  messagesAhead: (base, branch) => messagesAhead(connection, base, branch)
})
