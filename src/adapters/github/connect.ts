import { setTimeout } from 'node:timers/promises'
import { getOctokit } from '@actions/github'
import type { Clock } from '../../ports/clock.ts'
import type { Connection } from './connection.ts'
import { tokenKind } from './token-kind.ts'
import { transportOver, type Octokit } from './transport.ts'

/**
 * Hears of what came while a plan was made: of a connection that GitHub has closed, so that no write is sent on it. Its answer would
 * be lost, and the whole attempt with it.
 */
const hear = (): Promise<void> => setTimeout(1)

/** A connection to a repository. The addresses are those of the runner (`GITHUB_API_URL`), proxies included. */
export function connect(
  repository: { readonly owner: string; readonly name: string },
  token: string,
  clock: Clock,
  log: (line: string) => void
): Connection {
  const octokit = getOctokit(token, { userAgent: 'gitops-image-update' })
  const client: Octokit = {
    graphql: async (document, variables) => {
      await hear()
      return octokit.graphql(document, variables)
    },
    request: async (route, parameters) => {
      await hear()
      return octokit.request(route, parameters)
    }
  }
  return {
    ...repository,
    transport: transportOver(client, clock, log),
    tokenKind: tokenKind(token),
    clock,
    absentFields: new Set()
  }
}
