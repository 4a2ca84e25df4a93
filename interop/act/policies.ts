import assert from 'node:assert/strict'
import { assertChanged, assertSucceeded } from './expectations.ts'
import type { Props, Scenario } from './scenario.ts'

const API = 'ghcr.io/acme/api'
/** What a marker says, and so the name by which the image is told. */
const POLICY = 'flux-system:api'
const PATH = 'apps/api/versions.yaml'
const OVERLAY = 'apps/api/kustomization.yaml'

/** A value that nothing but its marker tells to be an image. */
const versions = (tag: string): string =>
  `# what runs\nkind: ConfigMap\nmetadata: {name: versions}\ndata:\n  api: '${API}:${tag}' # {"$imagepolicy": "${POLICY}"}\n`

const FLUX = `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: api, namespace: flux-system}
spec: {image: ${API}}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: api, namespace: flux-system}
spec: {imageRepositoryRef: {name: api}, policy: {semver: {range: 1.x}}}
`

const application = (url: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: api
  annotations:
    argocd-image-updater.argoproj.io/image-list: api=${API}:1.x
    argocd-image-updater.argoproj.io/write-back-method: git
    argocd-image-updater.argoproj.io/write-back-target: kustomization
spec:
  source: {repoURL: '${url}/acme/gitops.git', path: apps/api}
`

const kustomization = (tag: string): string => `images:\n- name: ${API}\n  newTag: ${tag} # by the updater\n`

/** A registry that has two versions of the major version that runs, and a later major version. */
async function publish({ ghcr }: Props) {
  const registry = await ghcr()
  for (const tag of ['1.9.0', '1.10.0', '2.0.0']) registry.images.push('acme/api', tag)
  return registry
}

/** Examples that run on a schedule, in repositories that a controller of the cluster was set up for. */
export const POLICIES: readonly Scenario[] = [
  {
    name: 'scheduled-flux.yml: the newest version that the ImagePolicy wants, from ghcr.io behind a proxy',
    play: async (props) => {
      const registry = await publish(props)
      const files = { 'clusters/policies.yaml': FLUX, [PATH]: versions('1.9.0') }
      const { gitops, run } = await props.stage({ example: 'scheduled-flux.yml', gitops: { files } })
      const result = await run({ event: 'schedule' }, registry.environment)
      const change = {
        file: PATH,
        line: 5,
        column: 8,
        format: 'flux-marker',
        image: POLICY,
        from: `${API}:1.9.0`,
        to: `${API}:1.10.0`
      }
      assertChanged(result, [change], { branch: 'main', 'commit-sha': await gitops.head() })
      assert.equal(await gitops.read('main', PATH), versions('1.10.0'))
      assert.ok(registry.requests().includes('GET /v2/acme/api/tags/list'), registry.requests().join('\n'))
    }
  },
  {
    name: 'scheduled-argocd.yml: the newest version that the annotations want; the next run finds nothing to do',
    play: async (props) => {
      const { environment } = await publish(props)
      const files = { [OVERLAY]: kustomization('1.9.0') }
      const { github, gitops, run } = await props.stage({
        example: 'scheduled-argocd.yml',
        gitops: { files }
      })
      await gitops.commit('main', { 'applications/api.yaml': application(github.serverUrl) })
      assertSucceeded(await run({ event: 'schedule' }, environment))
      assert.equal(await gitops.read('main', OVERLAY), kustomization('1.10.0'))
      const head = await gitops.head()
      const again = await run({ event: 'schedule' }, environment)
      assertSucceeded(again)
      assert.deepEqual([again.outputs['changed'], again.annotations], ['false', []])
      assert.equal(await gitops.head(), head)
    }
  }
]
