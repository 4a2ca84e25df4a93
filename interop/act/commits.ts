import assert from 'node:assert/strict'
import { digest } from '../../__tests__/scenarios/manifests.ts'
import { assertChanged, type Expected } from './expectations.ts'
import type { Scenario } from './scenario.ts'
import { BUILT_DIGEST } from './stand-ins.ts'

const API = 'ghcr.io/acme/api'
const OWN = 'deploy/staging/kustomization.yaml'
const STAGING = 'apps/api/overlays/staging/kustomization.yaml'

const own = (tag: string, pin: string): string =>
  `images:\n  - name: ${API} # built here\n    newTag: '${tag}' # by CI\n    digest: ${pin}\n`
const overlay = (tag: string): string =>
  `# staging\nimages:\n- name: api\n  newName: ${API}\n  newTag: "${tag}" # by CI\n`

const inOverlay = (from: string, to: string): Expected => ({
  file: STAGING,
  line: 5,
  column: 11,
  format: 'kustomization',
  image: API,
  from: `${API}:${from}`,
  to: `${API}:${to}`
})

/** Examples that commit to one repository after a build, or to another. What builds is not here: an action that gives a digest is in its place. */
export const COMMITS: readonly Scenario[] = [
  {
    name: 'commit.yml, with stand-ins for the actions of Docker: tag and digest land on the branch, without a checkout',
    play: async ({ stage }) => {
      const { github, gitops, run } = await stage({ example: 'commit.yml', gitops: {} })
      const deployed = await gitops.head()
      const built = await gitops.commit('main', { [OWN]: own(deployed, digest('a')) })
      const result = await run({ event: 'push' })
      const [commit] = await gitops.log()
      const from = `${API}:${deployed}@${digest('a')}`
      const to = `${API}:${built}@${BUILT_DIGEST}`
      const place = { file: OWN, line: 3, column: 13, also: [{ line: 4, column: 13 }] }
      const change = { ...place, format: 'kustomization', image: API, from, to }
      assertChanged(result, [change], { branch: 'main', 'commit-sha': commit?.oid ?? '' })
      assert.equal(await gitops.read('main', OWN), own(built, BUILT_DIGEST))
      const { parents, author, files, isVerified } = commit ?? {}
      const expected = { parents: [built], author: 'github-actions[bot]', files: [OWN], isVerified: true }
      assert.deepEqual({ parents, author, files, isVerified }, expected)
      const lines = commit?.message.split('\n') ?? []
      assert.ok(lines.includes(`Image: ${from} -> ${to}`), commit?.message)
      assert.ok(lines.includes(`Source-Commit: acme/gitops@${built}`), commit?.message)
      assert.ok(
        lines.includes(`Workflow-Run: ${github.serverUrl}/acme/gitops/actions/runs/4242`),
        commit?.message
      )
      assert.ok(lines.includes('Workflow-Actor: mona'), commit?.message)
    }
  },
  {
    name: 'cross-repository.yml, with a stand-in for the App: the commit is that of the App',
    play: async ({ stage }) => {
      const { gitops, home, run } = await stage({
        example: 'cross-repository.yml',
        gitops: {},
        home: 'acme/api'
      })
      const deployed = await home.head()
      await gitops.commit('main', { [STAGING]: overlay(deployed) })
      const built = await home.commit('main', { 'main.go': 'package main\n' })
      const result = await run({ event: 'push' })
      const [commit] = await gitops.log()
      assertChanged(result, [inOverlay(deployed, built)], { branch: 'main', 'commit-sha': commit?.oid ?? '' })
      assert.equal(await gitops.read('main', STAGING), overlay(built))
      assert.equal(commit?.author, 'acme-gitops[bot]')
      assert.equal(await home.head(), built)
    }
  },
  {
    name: 'cross-repository.yml for a commit that is older than what is deployed: it stays, with a warning',
    play: async ({ stage }) => {
      const { gitops, home, run } = await stage({
        example: 'cross-repository.yml',
        gitops: {},
        home: 'acme/api'
      })
      const built = await home.head()
      await home.createBranch('later')
      const later = await home.commit('later', { 'main.go': 'package main\n' })
      const head = await gitops.commit('main', { [STAGING]: overlay(later) })
      const { job, outputs, annotations } = await run({ event: 'push' })
      assert.deepEqual([job, outputs['changed'], await gitops.head()], ['success', 'false', head])
      assert.equal(annotations.length, 1)
      assert.equal(annotations[0]?.level, 'warning')
      assert.equal(annotations[0].properties['file'], STAGING)
      assert.ok(annotations[0].message.startsWith(`Stays at ${API}:${later}: `), annotations[0].message)
      assert.ok(annotations[0].message.includes(built), annotations[0].message)
    }
  }
]
