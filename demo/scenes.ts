import type { Scene } from './scene.ts'

const lines = (...items: readonly string[]): string => items.join('\n')

const development = {
  repository: 'acme/gitops',
  images: lines('ghcr.io/acme/storefront:2.5.0', 'ghcr.io/acme/payments:1.10'),
  manifests: lines(
    'apps/storefront/overlays/dev',
    'apps/payments/overlays/dev',
    'edge/storefront/rollout.yaml',
    'jobs/nightly-report/cronjob.yaml'
  )
}

const production = (version: string): Readonly<Record<string, string>> => ({
  repository: 'acme/gitops',
  images: `storefront=*:${version}`,
  manifests: 'apps/storefront/overlays/prod',
  mode: 'pull-request',
  labels: lines('deployment', 'production'),
  reviewers: 'mona'
})

/** The scenes in their order; each finds the repository as the one before left it. */
export const scenes: readonly Scene[] = [
  {
    title: 'A dry run: what would change?',
    story:
      'Two versions for development. They are named in two kustomizations, an Argo Rollout and a CronJob with Windows line ends.',
    with: { ...development, mode: 'dry-run' },
    expectation: { requests: 1, changes: 4, commits: 0, pullRequest: 'none' }
  },
  {
    title: 'The same as a commit',
    story:
      'One commit for all four files. Without quotes 1.10 would be the number 1.1, so the tag gets them where it had none.',
    with: { ...development, mode: 'commit' },
    expectation: { requests: 2, changes: 4, commits: 1, pullRequest: 'none' }
  },
  {
    title: 'The same again',
    story: 'Everything is as wanted, so nothing is written: a workflow may run twice.',
    with: { ...development, mode: 'commit' },
    expectation: { requests: 1, changes: 0, commits: 0, pullRequest: 'none' }
  },
  {
    title: 'Production by pull request',
    story: 'With labels and a reviewer, who are given in a request of their own.',
    with: production('2.5.0'),
    expectation: { requests: 3, changes: 1, commits: 1, pullRequest: 'created' }
  },
  {
    title: 'A later version into the same pull request',
    story: 'It is still open when the next version is built: a second commit, and title and body follow.',
    with: production('2.5.1'),
    expectation: { requests: 2, changes: 1, commits: 1, pullRequest: 'updated' }
  }
]
