import type { BranchContents } from '../../ports/pull-requests.ts'
import type { Connection } from './connection.ts'
import { HttpFailure } from './fault.ts'
import { refusalOf } from './refusal.ts'

interface ComparisonAnswer {
  readonly ahead_by: number
  readonly commits: readonly { readonly commit: { readonly message: string } }[]
  readonly files?: readonly { readonly filename: string }[]
}

/** The most files that GitHub tells of a comparison. */
const MOST_FILES = 300

/** What one branch or commit has beyond another. */
export async function ahead(connection: Connection, base: string, branch: string): Promise<BranchContents> {
  const { transport, owner, name } = connection
  try {
    const { ahead_by, commits, files } = (await transport.get(
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { owner, repo: name, basehead: `${base}...${branch}` }
    )) as ComparisonAnswer
    const messages = commits.map(({ commit }) => commit.message)
    const isWhole = files !== undefined && files.length < MOST_FILES
    return {
      // GitHub shows 250 commits at most: of the rest it is not known whose they are.
      messages: ahead_by > messages.length ? [...messages, ''] : messages,
      files: isWhole ? files.map(({ filename }) => filename) : undefined
    }
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
