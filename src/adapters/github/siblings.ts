import type { SiblingPage, SiblingPullRequest } from '../../ports/proposal.ts'
import type { SiblingBranch } from '../../ports/pull-requests.ts'
import { ask, repositoryOf, type Reader } from './ask.ts'
import type { Connection } from './connection.ts'
import { siblingPage } from './found-pull-requests.ts'
import { moreSiblingsQuery } from './proposal-query.ts'
import type { Query } from './query.ts'

const reader = (connection: Connection): Reader => ({
  ...connection,
  rights: ['contents: write', 'pull-requests: write']
})

/** The next page of the open pull requests to a base from other branches than `head`. */
export async function moreSiblings(
  connection: Connection,
  base: string,
  head: string,
  after: string
): Promise<SiblingPage> {
  const asking = reader(connection)
  const { siblings } = repositoryOf(asking, await ask(asking, moreSiblingsQuery(asking, base, after)))
  return siblingPage(siblings, base, head) ?? { pullRequests: [], next: undefined }
}

interface SiblingBranchAnswer {
  readonly state: string
  readonly headRefOid: string
  readonly commits: {
    readonly totalCount: number
    readonly nodes: readonly ({ readonly commit: { readonly message: string } } | null)[] | null
  }
  readonly headRef: { readonly associatedPullRequests: { readonly totalCount: number } } | null
}

const aliasOf = (number: number): string => `pull${String(number)}`

function branchesQuery({ owner, name }: Connection, siblings: readonly SiblingPullRequest[]): Query {
  const aliases = siblings.map(({ number }) => aliasOf(number))
  const fields = aliases.map(
    (alias) => `${alias}: pullRequest(number: $${alias}) {
      state headRefOid
      commits(last: 100) { totalCount nodes { commit { message } } }
      headRef { associatedPullRequests(states: OPEN, first: 2) { totalCount } }
    }`
  )
  return {
    document: `query SiblingBranches($owner: String! $name: String! ${aliases.map((alias) => `$${alias}: Int!`).join(' ')}) {
  repository(owner: $owner, name: $name) {
    ${fields.join('\n    ')}
  }
}`,
    variables: {
      owner,
      name,
      ...Object.fromEntries(siblings.map(({ number }) => [aliasOf(number), number]))
    }
  }
}

/** What the branches of open pull requests hold; nothing of those that are open no more, or have no branch. */
export async function siblingBranches(
  connection: Connection,
  siblings: readonly SiblingPullRequest[]
): Promise<readonly (SiblingBranch | undefined)[]> {
  const asking = reader(connection)
  const repository = repositoryOf(asking, await ask(asking, branchesQuery(connection, siblings)))
  const answers = repository as unknown as Readonly<Record<string, SiblingBranchAnswer | null | undefined>>
  return siblings.map(({ number }) => {
    const answer = answers[aliasOf(number)]
    if (answer?.state !== 'OPEN' || answer.headRef === null) return undefined
    const { totalCount, nodes } = answer.commits
    const messages = (nodes ?? []).map((node) => node?.commit.message ?? '')
    return {
      head: answer.headRefOid,
      messages: totalCount > messages.length ? [...messages, ''] : messages,
      isShared: answer.headRef.associatedPullRequests.totalCount > 1
    }
  })
}
