import { deployment, kustomization } from './manifests.ts'

/** A GitOps repository as people lay it out, by path. */
export type Layout = Readonly<Record<string, string>>

const base = (...resources: readonly string[]): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources.map((each) => `  - ${each}\n`).join('')}`

/** Flagger takes the Deployment over: its `Canary` names the object, not the image. */
export const flagger: Layout = {
  'apps/web/base/kustomization.yaml': base('deployment.yaml', 'canary.yaml'),
  'apps/web/base/deployment.yaml': deployment('ghcr.io/acme/web:v1'),
  'apps/web/base/canary.yaml': `apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: web
spec:
  targetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  service:
    port: 80
  analysis:
    interval: 1m
    webhooks:
      - name: load-test
        url: http://loadtester.test/
        metadata:
          cmd: hey -z 1m http://web-canary.test/?image=ghcr.io/acme/web:v1
`,
  'apps/web/overlays/staging/kustomization.yaml': kustomization('ghcr.io/acme/web:v1'),
  'apps/web/overlays/prod/kustomization.yaml': kustomization('ghcr.io/acme/web:v1'),
  'apps/api/overlays/prod/kustomization.yaml': kustomization('ghcr.io/acme/api:v1')
}

/** A Rollout that borrows the template of a Deployment, and one with a template of its own. */
export const rollouts: Layout = {
  'apps/web/deployment.yaml': `${deployment('ghcr.io/acme/web:v1')}---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  workloadRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  strategy:
    canary:
      analysis:
        templates:
          - templateName: smoke
`,
  'apps/web/analysis.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: smoke
spec:
  metrics:
    - name: smoke
      provider:
        job:
          spec:
            template:
              spec:
                containers:
                  - name: smoke
                    image: ghcr.io/acme/smoke:v1
`,
  'apps/api/rollout.yaml': deployment('ghcr.io/acme/web:v1')
    .replace('apps/v1', 'argoproj.io/v1alpha1')
    .replace('Deployment', 'Rollout')
}

const release = (chart: string, values: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${chart}
spec:
  chart:
    spec:
      chart: ${chart}
      version: v1
  values:
${values}`

const cluster = (tag: string): Layout => ({
  'flux-system/gotk-sync.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
spec:
  path: ./clusters
`,
  'apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
spec:
  path: ./apps/web
  images:
    - name: ghcr.io/acme/web
      newTag: ${tag} # of this cluster
`,
  'releases/web.yaml': release(
    'web',
    `    image:
      repository: ghcr.io/acme/web
      tag: ${tag}
    worker:
      image: ghcr.io/acme/web:${tag}
`
  ),
  'releases/policy.yaml': `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: web
spec:
  image: ghcr.io/acme/web
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: web
spec:
  imageRepositoryRef:
    name: web
  policy:
    semver:
      range: ">=1.0.0"
`
})

const under = (directory: string, layout: Layout): Layout =>
  Object.fromEntries(Object.entries(layout).map(([path, text]) => [`${directory}/${path}`, text]))

/** Two clusters of Flux, with objects of its own kinds only. */
export const clusters: Layout = {
  ...under('clusters/staging', cluster('v1')),
  ...under('clusters/prod', cluster('v1')),
  'apps/web/kustomization.yaml': kustomization('ghcr.io/acme/web:v1')
}

const chart = (name: string): Layout => ({
  'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\nappVersion: v1\n`,
  'values.yaml': `image:\n  repository: ghcr.io/acme/${name}\n  tag: v1\n`,
  'values-prod.yaml': `replicas: 3\nimage:\n  repository: ghcr.io/acme/${name}\n  tag: "v1" # approved\n`,
  'templates/deployment.yaml': `{{- if .Values.enabled }}
kind: Deployment
spec:
  template:
    spec:
      containers:
        - image: "ghcr.io/acme/${name}:{{ .Values.image.tag }}"
{{- end }}
`
})

/** A monorepo of charts with values for each environment. */
export const charts: Layout = {
  ...under('charts/web', chart('web')),
  ...under('charts/api', chart('api'))
}
