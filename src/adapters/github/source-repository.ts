import { UpdateError } from '../../core/error.ts'
import type { CommitsBetween } from '../../core/plan/commits-between.ts'
import { pairKey, type Ancestry, type CommitPair } from '../../core/version/ancestry.ts'
import type { Clock } from '../../ports/clock.ts'
import type { RunContext } from '../../ports/run-context.ts'
import type { SourceRepository } from '../../ports/source-repository.ts'
import { connect } from './connect.ts'
import { HttpFailure } from './fault.ts'

const ANCESTRIES: readonly Ancestry[] = ['ahead', 'behind', 'identical', 'diverged']

/** Commits of a page: as many as are shown, and a few more. GitHub gives the oldest first. */
const PAGE = 30

interface CompareAnswer {
  readonly status?: unknown
  readonly html_url: string
  readonly total_commits: number
  readonly commits: readonly {
    readonly sha: string
    readonly html_url: string
    readonly commit: { readonly message: string }
  }[]
}

const newestFirst = ({ commits }: CompareAnswer): CommitsBetween['commits'] =>
  commits.map(({ sha, html_url: url, commit }) => ({ oid: sha, url, message: commit.message })).reverse()

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
  const ask = async (pair: CommitPair, page: number): Promise<CompareAnswer> => {
    try {
      const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
      const parameters = { owner, repo: name, basehead: pairKey(pair), per_page: PAGE, page }
      return (await transport.get(route, parameters)) as CompareAnswer
    } catch (error) {
      if (error instanceof HttpFailure) throw notShown(repository, error)
      throw error
    }
  }
  return {
    compare: async (range) => {
      const answer = await ask(range, 1)
      const ancestry = ANCESTRIES.find((each) => each === answer.status)
      if (ancestry === undefined)
        throw new UpdateError('unavailable', `GitHub's comparison in ${repository} tells no status.`)
      const { total_commits: total, html_url: url } = answer
      return { ancestry, between: { range, commits: total > PAGE ? [] : newestFirst(answer), total, url } }
    },
    latest: async (between) => {
      const last = Math.ceil(between.total / PAGE)
      const pages = await Promise.all(
        [last - 1, last].filter((page) => page > 0).map((page) => ask(between.range, page))
      )
      return { ...between, commits: pages.toReversed().flatMap(newestFirst) }
    }
  }
}
