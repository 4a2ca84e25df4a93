import { expect, test } from '@jest/globals'
import { useStage } from './stage.ts'

const stage = useStage()
const DIGEST = `sha256:${'5e'.repeat(32)}`

/** Every place that teams keep versions in; `v1` stands where an image of ours does, and nowhere else. */
const FILES: Readonly<Record<string, string>> = {
  'apps/api/overlays/prod/kustomization.yaml':
    'resources:\n  - ../../base\nimages:\n  - name: ghcr.io/acme/api # ours\n    newTag: v1\n',
  'apps/api/base/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: ghcr.io/acme/api:v1\n',
  'apps/web/rollout.yaml':
    "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers: [{name: web, image: 'ghcr.io/acme/web:v1'}]\n",
  'apps/web/canary.yaml':
    'apiVersion: flagger.app/v1beta1\nkind: Canary\nspec:\n  targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n',
  'charts/worker/values.yaml': 'image:\n  repository: ghcr.io/acme/worker\n  tag: "v1"\nreplicas: 2\n',
  'charts/jobs/values.yaml': 'nightly:\n  image: ghcr.io/acme/jobs:v1 # nightly\n',
  'clusters/prod/release.yaml':
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: worker}\nspec:\n  values:\n    image: {repository: ghcr.io/acme/worker, tag: v1}\n',
  'clusters/prod/marked.yaml':
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  version: v1 # {"$imagepolicy": "flux-system:jobs:tag"}\n  image: ghcr.io/acme/jobs:v1 # {"$imagepolicy": "flux-system:jobs"}\n',
  'argocd/application.yaml':
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    kustomize:\n      images:\n        - cache=ghcr.io/acme/cache:v1\n',
  'argocd/inline.yaml':
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: |\n        image:\n          repository: ghcr.io/acme/api\n          tag: v1 # inside\n',
  'argocd/.argocd-source-web.yaml': 'kustomize:\n  images:\n    - ghcr.io/acme/web:v1\n',
  'charts/api/Chart.yaml': 'apiVersion: v2\nname: api\nappVersion: v1\n'
}

const inputs = {
  images: ['api', 'web', 'worker', 'jobs', 'cache'].map((name) => `ghcr.io/acme/${name}:v2`).join('\n'),
  manifests: `${Object.keys(FILES)
    .filter((path) => !path.endsWith('Chart.yaml'))
    .join('\n')}\nghcr.io/acme/api=charts/api/Chart.yaml#appVersion`
}

test.concurrent(
  'twelve files of every format and five images: one run, one commit, two requests',
  async () => {
    const { github, gitops, run } = await stage(FILES)
    const { exitCode, outputs } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(github.countApiRequests()).toBe(2)
    const log = await gitops.log('main')
    expect(log).toHaveLength(2)
    const formats = (JSON.parse(outputs['changes'] ?? '[]') as { format: string }[]).map(
      ({ format }) => format
    )
    expect(new Set(formats)).toEqual(
      new Set([
        'kustomization',
        'workload',
        'helm-values',
        'helm-release',
        'flux-marker',
        'argocd-application',
        'argocd-source',
        'yaml-field'
      ])
    )
    for (const [path, before] of Object.entries(FILES)) {
      if (path.endsWith('canary.yaml')) expect(await gitops.read('main', path)).toBe(before)
      else expect([path, await gitops.read('main', path)]).toEqual([path, expectedAfter(path, before)])
    }
  }
)

/** The text with each of our versions replaced: `v1` of an API version is not one of them. */
const expectedAfter = (path: string, before: string): string =>
  path.endsWith('Chart.yaml')
    ? before.replace('appVersion: v1', 'appVersion: v2')
    : before
        .replaceAll(/(ghcr\.io\/acme\/[a-z]+):v1/g, '$1:v2')
        .replaceAll(/((?:newTag|tag|version): "?)v1/g, '$1v2')

test.concurrent('the same by globs: three requests', async () => {
  const { github, gitops, run } = await stage(FILES)
  const { exitCode } = await run({ ...inputs, manifests: '**' })
  expect(exitCode).toBe(0)
  expect(github.countApiRequests()).toBe(3)
  expect(await gitops.log('main')).toHaveLength(2)
})

test.concurrent('a tag with its digest reaches every place that can hold both', async () => {
  const { gitops, run } = await stage(FILES)
  await run({
    images: `ghcr.io/acme/worker:v2@${DIGEST}`,
    manifests: 'charts/worker/values.yaml\nclusters/prod/release.yaml'
  })
  expect(await gitops.read('main', 'charts/worker/values.yaml')).toContain(`tag: "v2@${DIGEST}"`)
  expect(await gitops.read('main', 'clusters/prod/release.yaml')).toContain(`tag: v2@${DIGEST}}`)
})
