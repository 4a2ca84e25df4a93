import { kustomization } from './manifests.ts'
import type { Stage } from './stage.ts'

/** The repository whose commit is waited for. */
export const FILES = { 'app/kustomization.yaml': kustomization('api:v1') }

/** A step that writes one commit and waits for Argo CD's word on it. */
export const WAITING = { images: 'api:v2', manifests: 'app', 'wait-for': 'argocd', 'wait-timeout': '20s' }

/** Lets something happen once the commit is there, after a number of looks at what is said of it. */
export function whenLookedAt(
  { github, gitops }: Stage,
  look: number,
  happen: (head: string) => Promise<void> | void
): void {
  let looks = 0
  github.beforeRequest(
    { operation: 'query' },
    async () => {
      const log = await gitops.log()
      if (log.length < 2) return
      looks += 1
      if (looks === look) await happen(log[0]?.oid ?? '')
    },
    100
  )
}

/** Lets others commit to the branch, one after another; tells the last of their commits. */
export async function followed({ gitops }: Stage, times: number): Promise<string> {
  for (let time = 0; time < times; time += 1)
    await gitops.commit('main', { 'README.md': String(Math.random()) })
  return gitops.head()
}

/**
 * Lets GitHub merge the pull request by itself: its check succeeds at the third look at it, and Argo CD once it is merged.
 *
 * @param happen - what else happens at a look, by its number
 */
export function mergedByGitHub({ github, gitops }: Stage, happen?: (look: number) => void): void {
  gitops.settings.autoMergeAllowed = true
  gitops.protect('main', { requiredChecks: ['build'] })
  let looks = 0
  github.beforeRequest(
    { operation: 'query' },
    async () => {
      const [proposal] = gitops.pullRequests
      if (proposal === undefined) return
      looks += 1
      happen?.(looks)
      if (looks === 3) await gitops.setStatus(proposal.headOid, 'build', 'SUCCESS')
      if (proposal.state === 'MERGED') await gitops.setStatus(await gitops.head(), 'argocd/api', 'SUCCESS')
    },
    100
  )
}
