import { getOctokit } from '@actions/github'
import type { Clock } from '../../ports/clock.ts'
import type { Connection } from './connection.ts'
import { tokenKind } from './token-kind.ts'
import { transportOver, type Octokit } from './transport.ts'

/** A connection to a repository. The addresses are those of the runner (`GITHUB_API_URL`), proxies included. */
export function connect(
  repository: { readonly owner: string; readonly name: string },
  token: string,
  clock: Clock,
  log: (line: string) => void
): Connection {
  const octokit = getOctokit(token, { userAgent: 'gitops-image-update' })
  const client: Octokit = {
    graphql: (document, variables) => octokit.graphql(document, variables),
    request: (route, parameters) => octokit.request(route, parameters)
  }
  return {
    ...repository,
    transport: transportOver(client, clock, log),
    tokenKind: tokenKind(token),
    clock,
    absentFields: new Set()
  }
}
