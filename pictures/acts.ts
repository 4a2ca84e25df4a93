import type { Act } from '../demo/scene.ts'
import type { GitHub, RepositoryHandle } from '../__tests__/servers/github/index.ts'

const lines = (...items: readonly string[]): string => items.join('\n')

/** What Argo CD says of a commit, once it is there. */
function reportHealth(github: GitHub, gitops: RepositoryHandle): void {
  github.beforeRequest(
    { operation: 'query' },
    async () => {
      const head = await gitops.head()
      await gitops.setStatus(head, 'argocd/shop-staging', 'SUCCESS', 'Synced, healthy')
    },
    10
  )
}

/** A build of the shop's sources goes to staging, and is waited for. */
export const build = (commit: string): Act => ({
  source: 'acme/shop',
  environment: { GITHUB_SHA: commit, GITHUB_WORKFLOW: 'build' },
  with: {
    repository: 'acme/gitops',
    images: lines('ghcr.io/acme/storefront', 'ghcr.io/acme/checkout'),
    tag: commit,
    manifests: lines('apps/*/staging', 'edge/*/staging', 'jobs/*/staging'),
    'wait-for': 'argocd'
  },
  meanwhile: reportHealth
})

/** What staging has is proposed for production. */
export const promotion = (commit: string): Act => ({
  source: 'acme/shop',
  environment: { GITHUB_SHA: commit, GITHUB_WORKFLOW: 'promote' },
  with: {
    repository: 'acme/gitops',
    'promote-from': lines('apps/*/staging', 'edge/*/staging', 'jobs/*/staging'),
    manifests: lines('apps/*/production', 'edge/*/production', 'jobs/*/production'),
    mode: 'pull-request',
    labels: lines('promotion', 'production')
  }
})
