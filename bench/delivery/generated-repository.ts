import { randomFrom } from '../random.ts'

/** The image that the benchmark updates. */
export const updatedImage = 'ghcr.io/acme/service-0001'

/** The directory whose kustomization names it. */
export const updatedOverlay = 'apps/team-01/service-0001/overlays/prod'

type Files = Readonly<Record<string, string>>

const teamOf = (number: number): string => `team-${String(1 + (number % 24)).padStart(2, '0')}`

const kustomization = (name: string, environment: string, version: string): string => `\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${name}-${environment}
resources:
  - ../../base
images:
  - name: ghcr.io/acme/${name}
    newTag: ${version}
configMapGenerator:
  - name: ${name}
    behavior: merge
    envs: [settings.env]
`

const deployment = (name: string): string => `\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: ${name}
          image: ghcr.io/acme/${name}
          ports:
            - name: http
              containerPort: 8080
          envFrom:
            - configMapRef:
                name: ${name}
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
`

const named = (kind: string, name: string, spec: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${spec}`

/** Settings that no two files share, as in life, so that git cannot shrink them to nothing. */
const settings = (random: () => number): string =>
  Array.from(
    { length: 12 },
    (_, line) => `SETTING_${line}=${random().toString(36).slice(2)}${random().toString(36).slice(2)}\n`
  ).join('')

function serviceFiles(number: number, random: () => number): Files {
  const name = `service-${String(number).padStart(4, '0')}`
  const root = `apps/${teamOf(number - 1)}/${name}`
  const base = `${root}/base`
  const overlays = ['prod', 'staging', 'dev'].flatMap((environment) => [
    [`${root}/overlays/${environment}/kustomization.yaml`, kustomization(name, environment, 'v1.0.0')],
    [`${root}/overlays/${environment}/settings.env`, settings(random)]
  ])
  const own = [
    [`${base}/kustomization.yaml`, 'resources:\n  - deployment.yaml\n  - service.yaml\n  - account.yaml\n'],
    [`${base}/deployment.yaml`, deployment(name)],
    [`${base}/service.yaml`, named('Service', name, 'spec:\n  ports:\n    - port: 80\n      name: http\n')],
    [`${base}/account.yaml`, named('ServiceAccount', name, `automountServiceAccountToken: false\n`)]
  ]
  return Object.fromEntries([...overlays, ...own]) as Files
}

/** A GitOps repository of so many files: ten for each service, by team, each with three overlays. */
export function generatedRepository(count: number): Files {
  const random = randomFrom(count)
  const services = Array.from({ length: Math.ceil(count / 10) }, (_, index) =>
    serviceFiles(index + 1, random)
  )
  return Object.fromEntries(services.flatMap((files) => Object.entries(files)).slice(0, count))
}
