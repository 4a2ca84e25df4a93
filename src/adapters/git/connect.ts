import { UpdateError } from '../../core/error.ts'
import type { Merging } from '../../ports/merging.ts'
import type { Agent } from '../../ports/agent.ts'
import type { PullRequests } from '../../ports/pull-requests.ts'
import type { RepositoryFacts } from '../../ports/reading.ts'
import type { Repository } from '../../ports/repository.ts'
import { openCheckout, type Checkout, type CheckoutLocation } from './checkout.ts'
import { checkoutPullRequests } from './pull-requests.ts'
import { repositoryOn } from './remote-url.ts'
import { gitRepository, readBranches } from './repository.ts'
import { snapshotOf } from './snapshot.ts'

/** The ports of one GitOps repository. */
export interface RepositoryPorts {
  readonly repository: Repository
  readonly pullRequests: PullRequests
  readonly merging: Merging
  readonly agent: Agent
}

/** The GitHub that the workflow runs on, which may hold the repository of the checkout. */
export interface Server {
  readonly url: string
  /** `owner/name`, where the user says which repository of that server it is. */
  readonly repository: string | undefined
  /** The input that asks it for something after a commit, if one does. */
  readonly askedBy: 'wait-for' | 'environment' | undefined
  readonly connect: (repository: string) => RepositoryPorts
}

/** `owner/name` on the server, where the user or the remote's address tells. */
const nameOn = ({ urls }: Checkout, { url, repository }: Server): string | undefined =>
  repository ?? urls.map((each) => repositoryOn(each, url)).find((name) => name !== undefined)

const GITHUB = 'https://github.com'

/** What is known of the repository without asking a server. Pages are linked to only where they are known to be GitHub's. */
function factsOf(checkout: Checkout, server: Server): RepositoryFacts {
  const facts = (nameWithOwner: string, url: string): RepositoryFacts => ({
    id: '',
    nameWithOwner,
    url
  })
  const name = nameOn(checkout, server)
  if (name !== undefined) return facts(name, `${server.url}/${name}`)
  const onGitHub = nameOn(checkout, { ...server, url: GITHUB })
  return onGitHub === undefined ? facts(checkout.title, '') : facts(onGitHub, `${GITHUB}/${onGitHub}`)
}

function elsewhere({ title }: Checkout, { url, askedBy }: Server): UpdateError {
  const [what, otherwise] =
    askedBy === undefined
      ? [
          'Pull requests are opened',
          'use "mode: commit", with a branch in "branch" that the other server opens a merge request from'
        ]
      : [`What "${askedBy}" is about is kept`, `leave "${askedBy}" away`]
  return new UpdateError(
    'input',
    `${what} at ${url}, and the checkout's remote ${title} is not known to be there.`,
    {
      hint: `Where it is another spelling of a repository there (an alias of SSH), say which in "repository". Elsewhere, ${otherwise}.`
    }
  )
}

/** The repository with its pull requests: branches and files by git, all else by the server. */
function withPullRequests(git: Repository, checkout: Checkout, server: () => Repository): Repository {
  return {
    ...git,
    read: async (request) => {
      if (request.proposal === undefined) return git.read(request)
      const { repository, proposal } = await server().read({ ...request, paths: [] })
      const { base, head } = await readBranches(checkout, request)
      if (proposal === undefined) return { repository, base, proposal }
      const fork =
        proposal.fork &&
        (await snapshotOf(checkout, { name: base.branch, head: proposal.fork.head }, request.paths))
      return { repository, base, proposal: { ...proposal, branch: head, fork } }
    }
  }
}

/** The GitOps repository through a checkout of it. The server is asked only for what has to do with pull requests. */
export async function connectCheckout(location: CheckoutLocation, server: Server): Promise<RepositoryPorts> {
  const checkout = await openCheckout(location)
  if (server.askedBy !== undefined && nameOn(checkout, server) === undefined)
    throw elsewhere(checkout, server)
  const git = gitRepository(checkout, factsOf(checkout, server))
  let connected: RepositoryPorts | undefined
  const connect = (): RepositoryPorts => {
    const name = nameOn(checkout, server)
    if (name === undefined) throw elsewhere(checkout, server)
    return (connected ??= server.connect(name))
  }
  return {
    repository: withPullRequests(git, checkout, () => connect().repository),
    pullRequests: checkoutPullRequests(checkout, () => connect().pullRequests),
    merging: {
      look: async (pullRequest) => connect().merging.look(pullRequest),
      merge: async (request) => connect().merging.merge(request),
      automate: async (request) => connect().merging.automate(request),
      enqueue: async (request) => connect().merging.enqueue(request)
    },
    agent: {
      words: async (branch, commit, containing) => connect().agent.words(branch, commit, containing),
      record: async (commit, environment) => connect().agent.record(commit, environment),
      conclude: async (deployment, state, note) => connect().agent.conclude(deployment, state, note)
    }
  }
}
