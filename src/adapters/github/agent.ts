import type { Agent } from '../../ports/agent.ts'
import { explained, type Reader } from './ask.ts'
import { commitWords, OWN_MARK } from './commit-words.ts'
import type { Connection } from './connection.ts'

const READING = ['contents: read', 'statuses: read', 'checks: read', 'deployments: read']
const RECORDING = ['deployments: write']
const STATUSES = '/repos/{owner}/{repo}/deployments/{deployment}/statuses'

/** The words of GitOps agents, and the deployments recorded, at GitHub. */
export function gitHubAgent(connection: Connection): Agent {
  const { transport, owner, name } = connection
  const parameters = { owner, repo: name }
  const reader: Reader = {
    ...connection,
    rights: READING,
    action: 'the look at what is said of the commit'
  }
  const recorder: Reader = { ...connection, rights: RECORDING, action: 'the record of the deployment' }
  let isOpen = false

  /** Whether an agent has already said so on the record: Argo CD writes on that of the same environment where there is one. */
  async function isSaid(deployment: number, state: string): Promise<boolean> {
    const [newest] = (await transport.get(`GET ${STATUSES}`, {
      ...parameters,
      deployment,
      per_page: 1
    })) as readonly { readonly state: string }[]
    return newest?.state === state
  }

  return {
    words: (branch, commit, containing) => commitWords(reader, branch, commit, containing),
    record: async (commit, environment) => {
      const created = await explained(
        recorder,
        transport.write('POST /repos/{owner}/{repo}/deployments', {
          ...parameters,
          ref: commit,
          environment,
          payload: { by: OWN_MARK },
          auto_merge: false,
          required_contexts: []
        })
      )
      return (created as { readonly id: number }).id
    },
    conclude: async (deployment, state, { description, logUrl }) => {
      if (isOpen && (await isSaid(deployment, state).catch(() => false))) return
      isOpen = state === 'in_progress'
      // Repeated like a read: one more of the same status changes nothing, and one that is lost leaves the record open.
      await explained(
        recorder,
        transport.store(`POST ${STATUSES}`, {
          ...parameters,
          deployment,
          state,
          description,
          ...(logUrl === '' ? {} : { log_url: logUrl })
        })
      )
    }
  }
}
