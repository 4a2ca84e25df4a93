import assert from 'node:assert/strict'
import { assertChanged, assertSucceeded } from './expectations.ts'
import type { Props, Scenario } from './scenario.ts'

const API = 'ghcr.io/acme/api'
const WEB = 'ghcr.io/acme/web'
const API_OVERLAY = 'apps/api/overlays/staging/kustomization.yaml'
const WEB_OVERLAY = 'apps/web/overlays/staging/kustomization.yaml'
const CHART = 'charts/api/Chart.yaml'
const VALUES = 'charts/web/values-staging.yaml'

/** Files with what is easily lost: comments, quotes, blanks, the ends of lines. */
const filesOf = (tag: string): Readonly<Record<string, string>> => ({
  [API_OVERLAY]: `images:\n- name: ${API}\n\n  newTag: '${tag}' # by CI\n`,
  [WEB_OVERLAY]: `images:\r\n  - {name: ${WEB}, newTag: "${tag}"}\r\n`,
  [CHART]: `apiVersion: v2\nname: api\nversion: 0.1.0\nappVersion:   '${tag}'   # what is built`,
  [VALUES]: `# staging\nimage:\n    repository: ${WEB}\n    tag:     "${tag}"\nreplicas: 2\n`
})

/** A monorepo of two commits: the first is deployed, the second is built. */
async function secondBuilt({ stage }: Props) {
  const set = await stage({ example: 'several.yml', gitops: {}, home: 'acme/shop' })
  const first = await set.home.head()
  await set.gitops.commit('main', filesOf(first))
  const second = await set.home.commit('main', { 'main.go': 'package main\n' })
  return { ...set, first, second }
}

async function assertFiles(read: (path: string) => Promise<string | undefined>, tag: string): Promise<void> {
  for (const [path, text] of Object.entries(filesOf(tag))) assert.equal(await read(path), text)
}

/** The example of a monorepo. */
export const SEVERAL: readonly Scenario[] = [
  {
    name: 'several.yml: kustomizations, Helm values and the field of a chart in one commit, and no other byte',
    play: async (props) => {
      const { gitops, run, first, second } = await secondBuilt(props)
      const result = await run({ event: 'push' })
      const [commit] = await gitops.log()
      const places = [
        { file: API_OVERLAY, line: 4, column: 11, format: 'kustomization', image: API },
        { file: WEB_OVERLAY, line: 2, column: 38, format: 'kustomization', image: WEB },
        { file: CHART, line: 4, column: 15, format: 'yaml-field', image: API },
        { file: VALUES, line: 4, column: 14, format: 'helm-values', image: WEB }
      ]
      const versions = (image: string) => ({ from: `${image}:${first}`, to: `${image}:${second}` })
      const changes = places.map((place) => ({ ...place, ...versions(place.image) }))
      assertChanged(result, changes, { branch: 'main', 'commit-sha': commit?.oid ?? '' })
      assert.deepEqual(commit?.files, [API_OVERLAY, WEB_OVERLAY, CHART, VALUES])
      await assertFiles((path) => gitops.read('main', path), second)
    }
  },
  {
    name: 'several.yml for a protected branch: it becomes a pull request',
    play: async (props) => {
      const { gitops, run, first, second } = await secondBuilt(props)
      gitops.protect('main')
      const head = await gitops.head()
      const result = await run({ event: 'push' })
      assertSucceeded(result)
      assert.equal(await gitops.head(), head)
      await assertFiles((path) => gitops.read('main', path), first)
      await assertFiles((path) => gitops.read(result.outputs['branch'] ?? '', path), second)
      const proposed = gitops.pullRequests.map((each) => [String(each.number), each.base, each.head])
      assert.deepEqual(proposed, [[result.outputs['pull-request-number'], 'main', result.outputs['branch']]])
    }
  }
]
