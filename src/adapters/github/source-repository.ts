import { UpdateError } from '../../core/error.ts'
import { pairKey, type Ancestry } from '../../core/version/ancestry.ts'
import type { Clock } from '../../ports/clock.ts'
import type { RunContext } from '../../ports/run-context.ts'
import type { SourceRepository } from '../../ports/source-repository.ts'
import { connect } from './connect.ts'
import { HttpFailure } from './fault.ts'

const ANCESTRIES: readonly Ancestry[] = ['ahead', 'behind', 'identical', 'diverged']

/** Where only the status is wanted: of the commits between the two, one is the least that can be asked for. */
const LEAST = 1
/** GitHub gives the oldest first, a page at a time. */
const MOST_COMMITS = 100

interface CompareAnswer {
  readonly html_url: string
  readonly total_commits: number
  readonly commits: readonly {
    readonly sha: string
    readonly html_url: string
    readonly commit: { readonly message: string }
  }[]
}

const notShown = (repository: string, failure: HttpFailure): UpdateError =>
  new UpdateError('no-access', `GitHub did not compare the two in ${repository} (${failure.message}).`, {
    hint: `"source-token" takes "contents: read" on ${repository}: where it is the job's own token, add that under "permissions" of the job. If the image is built from another repository, set "if-older" to "write".`,
    cause: failure
  })

/** The repository of the workflow at GitHub; `undefined` where there is no token for it, or no such repository. */
export function gitHubSource(
  { repository }: Pick<RunContext, 'repository'>,
  token: string,
  clock: Clock,
  log: (line: string) => void
): SourceRepository | undefined {
  const [owner = '', name = ''] = repository.split('/')
  if (token === '' || owner === '' || name === '') return undefined
  const { transport } = connect({ owner, name }, token, clock, log)
  const compare = async (basehead: string, most: number): Promise<unknown> => {
    try {
      const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
      return await transport.get(route, { owner, repo: name, basehead, per_page: most })
    } catch (error) {
      if (error instanceof HttpFailure) throw notShown(repository, error)
      throw error
    }
  }
  return {
    ancestry: async (pair) => {
      const { status } = (await compare(pairKey(pair), LEAST)) as { readonly status?: unknown }
      const ancestry = ANCESTRIES.find((each) => each === status)
      if (ancestry !== undefined) return ancestry
      throw new UpdateError('unavailable', `GitHub's comparison in ${repository} tells no status.`)
    },
    between: async (pair) => {
      const answer = (await compare(pairKey(pair), MOST_COMMITS)) as CompareAnswer
      const commits = answer.commits.map(({ sha, html_url: url, commit }) => ({
        oid: sha,
        url,
        message: commit.message
      }))
      return { range: pair, commits: commits.reverse(), total: answer.total_commits, url: answer.html_url }
    }
  }
}
