import { describe, expect, test } from '@jest/globals'
import { charts, clusters, flagger, rollouts, type Layout } from './layouts.ts'
import { useStage } from './stage.ts'

const stage = useStage()

/** A run on a whole repository: the files that it changes, each with how many versions in it. */
interface Run {
  readonly layout: Layout
  readonly manifests: string
  readonly changed: Readonly<Record<string, number>>
  /** Requests to GitHub; two where all that is named can be read at once. */
  readonly requests: number
}

const expectedAfter = (text: string, changes: number): string => {
  const version = /((?:newTag|tag): "?|image: ghcr\.io\/acme\/web:)v1/g
  expect([...text.matchAll(version)]).toHaveLength(changes)
  return text.replaceAll(version, '$1v2')
}

describe('in a repository with', () => {
  test.concurrent.each<[string, Run]>([
    [
      'Flagger, one overlay is changed and nothing beside it',
      {
        layout: flagger,
        manifests: 'apps/web/overlays/prod',
        changed: { 'apps/web/overlays/prod/kustomization.yaml': 1 },
        requests: 2
      }
    ],
    [
      'Flagger, the overlays of all apps are searched',
      {
        layout: flagger,
        manifests: 'apps/*/overlays/*',
        changed: {
          'apps/web/overlays/prod/kustomization.yaml': 1,
          'apps/web/overlays/staging/kustomization.yaml': 1
        },
        requests: 3
      }
    ],
    [
      'Flagger, the Deployment of a Canary is changed where no kustomization is',
      {
        layout: flagger,
        manifests: 'apps/*/base/*.yaml',
        changed: { 'apps/web/base/deployment.yaml': 1 },
        requests: 3
      }
    ],
    [
      'Rollouts, the Deployment of a workloadRef and a template of its own are changed',
      {
        layout: rollouts,
        manifests: 'apps/web\napps/api',
        changed: { 'apps/web/deployment.yaml': 1, 'apps/api/rollout.yaml': 1 },
        requests: 2
      }
    ],
    [
      'clusters of Flux, one cluster is changed',
      {
        layout: clusters,
        manifests: 'clusters/prod',
        changed: { 'clusters/prod/apps.yaml': 1, 'clusters/prod/releases/web.yaml': 2 },
        requests: 4
      }
    ],
    [
      'clusters of Flux, all clusters are changed but what is excluded',
      {
        layout: clusters,
        manifests: 'clusters/*/apps.yaml\nclusters/*/releases\n!clusters/prod/releases',
        changed: {
          'clusters/prod/apps.yaml': 1,
          'clusters/staging/apps.yaml': 1,
          'clusters/staging/releases/web.yaml': 2
        },
        requests: 3
      }
    ],
    [
      'charts, the values of one environment are changed',
      {
        layout: charts,
        manifests: 'charts/*/values-prod.yaml',
        changed: { 'charts/web/values-prod.yaml': 1 },
        requests: 3
      }
    ],
    [
      'charts, templates are left alone',
      {
        layout: charts,
        manifests: 'charts/**',
        changed: { 'charts/web/values-prod.yaml': 1, 'charts/web/values.yaml': 1 },
        requests: 3
      }
    ]
  ])('%s', async (_what, { layout, manifests, changed, requests }) => {
    const { github, gitops, run } = await stage(layout)
    const { exitCode, log } = await run({ images: 'ghcr.io/acme/web:v2', manifests })
    expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
    expect(github.countApiRequests()).toBe(requests)
    expect(await gitops.log('main')).toHaveLength(2)
    for (const [path, before] of Object.entries(layout)) {
      const changes = changed[path]
      const after = changes === undefined ? before : expectedAfter(before, changes)
      expect([path, await gitops.read('main', path)]).toEqual([path, after])
    }
  })
})
