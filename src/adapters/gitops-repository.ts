import type { Clock } from '../ports/clock.ts'
import type { RunContext } from '../ports/run-context.ts'
import { connectCheckout, type RepositoryPorts } from './git/connect.ts'
import { gitHubAgent } from './github/agent.ts'
import { connect } from './github/connect.ts'
import { gitHubMerging } from './github/merging.ts'
import { gitHubPullRequests } from './github/pull-requests.ts'
import { gitHubRepository } from './github/repository.ts'

/** Where the GitOps repository is, and the way to it. */
export interface Destination {
  /** `undefined` only with a checkout: the address of its remote may tell. */
  readonly repository: { readonly owner: string; readonly name: string } | undefined
  readonly checkout: string | undefined
  readonly branch: string | undefined
  readonly token: string
}

/** What is asked of GitHub once a commit is written. */
export interface Afterwards {
  readonly mode: { readonly kind: string }
  readonly waitFor: unknown
  readonly environment: string | undefined
}

function askedBy({ mode, waitFor, environment }: Afterwards): 'wait-for' | 'environment' | undefined {
  if (mode.kind === 'dry-run') return undefined
  if (waitFor !== undefined) return 'wait-for'
  return environment === undefined ? undefined : 'environment'
}

/** Connects to the GitOps repository: through a checkout of it where there is one, else through GitHub's interface. */
export async function connectRepository(
  { repository, checkout, branch, token, ...afterwards }: Destination & Afterwards,
  { serverUrl, workspace }: RunContext,
  clock: Clock,
  log: (line: string) => void
): Promise<RepositoryPorts> {
  const gitHub = (owner: string, name: string): RepositoryPorts => {
    const connection = connect({ owner, name }, token, clock, log)
    return {
      repository: gitHubRepository(connection),
      pullRequests: gitHubPullRequests(connection),
      merging: gitHubMerging(connection),
      agent: gitHubAgent(connection)
    }
  }
  if (checkout === undefined) return gitHub(repository?.owner ?? '', repository?.name ?? '')
  return connectCheckout(
    { path: checkout, workspace, branch, log },
    {
      url: serverUrl,
      askedBy: askedBy(afterwards),
      repository: repository && `${repository.owner}/${repository.name}`,
      connect: (nameWithOwner) => {
        const [owner = '', name = ''] = nameWithOwner.split('/')
        return gitHub(owner, name)
      }
    }
  )
}
