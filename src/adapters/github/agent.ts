import type { Agent } from '../../ports/agent.ts'
import { explained, type Reader } from './ask.ts'
import { commitWords } from './commit-words.ts'
import type { Connection } from './connection.ts'

const READING: readonly string[] = ['contents: read', 'statuses: read', 'deployments: read']
const RECORDING: readonly string[] = ['deployments: write']

/** The words of GitOps agents, and the deployments recorded, at GitHub. */
export function gitHubAgent(connection: Connection): Agent {
  const { transport, owner, name } = connection
  const parameters = { owner, repo: name }
  const recorder: Reader = { ...connection, rights: RECORDING, action: 'the record of the deployment' }
  return {
    words: (branch, commit, own) => commitWords({ ...connection, rights: READING }, branch, commit, own),
    record: async (commit, environment) => {
      const created = await explained(
        recorder,
        transport.write('POST /repos/{owner}/{repo}/deployments', {
          ...parameters,
          ref: commit,
          environment,
          auto_merge: false,
          required_contexts: []
        })
      )
      return (created as { readonly id: number }).id
    },
    conclude: async (deployment, state, description) => {
      await explained(
        recorder,
        transport.write('POST /repos/{owner}/{repo}/deployments/{deployment}/statuses', {
          ...parameters,
          deployment,
          state,
          description
        })
      )
    }
  }
}
