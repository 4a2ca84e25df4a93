import assert from 'node:assert/strict'
import { digest } from '../../__tests__/scenarios/manifests.ts'
import { assertChanged, assertFailed, type Expected } from './expectations.ts'
import type { Props, Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

const API = 'ghcr.io/acme/api'
const PROD = 'apps/api/overlays/prod/kustomization.yaml'
const STAGING = 'apps/api/overlays/staging/kustomization.yaml'

const overlay = (tag: string): string => `images:\n- name: ${API}   # the API\n  newTag: ${tag}\n`
const pinned = (tag: string, pin: string): string => `${overlay(tag)}  digest: ${pin}\n`

const released = (tag: string) =>
  ({ event: 'release', payload: { action: 'published', release: { tag_name: tag } } }) as const

const change = (from: string, to: string): Expected => ({
  ...{ file: PROD, line: 3, column: 11, format: 'kustomization', image: API },
  from: `${API}:${from}`,
  to: `${API}:${to}`
})

/** A repository whose production runs 1.4.0, and the registry that the releases are pushed to. */
async function releasing({ stage, ghcr }: Props) {
  const registry = await ghcr()
  registry.images.push('acme/api', 'v1.4.0')
  const gitops = { files: { [PROD]: overlay('v1.4.0') }, labels: ['release'] }
  const set = await stage({ example: 'pull-request.yml', gitops, home: 'acme/api' })
  return { ...set, registry, release: (tag: string) => set.run(released(tag), registry.environment) }
}

/** What the outputs say of the only pull request that there is. */
function outputsOf({ github, gitops }: Stage, operation: 'created' | 'updated') {
  const [pullRequest, ...others] = gitops.pullRequests
  assert.ok(pullRequest !== undefined && others.length === 0)
  const outputs = {
    branch: pullRequest.head,
    'commit-sha': pullRequest.headOid,
    'pull-request-number': '1',
    'pull-request-url': `${github.serverUrl}/acme/gitops/pull/1`,
    'pull-request-operation': operation
  }
  return { pullRequest, outputs }
}

/** Examples that open pull requests. */
export const PROPOSALS: readonly Scenario[] = [
  {
    name: 'pull-request.yml: a release that ghcr.io (behind a proxy) has is proposed, and the next goes into the same pull request',
    play: async (props) => {
      const { release, ...set } = await releasing(props)
      const head = await set.gitops.head()
      const operations = { 'v1.5.0': 'created', 'v1.10.0': 'updated' } as const
      let before = 'v1.4.0'
      for (const [tag, operation] of Object.entries(operations)) {
        set.registry.images.push('acme/api', tag)
        const result = await release(tag)
        const { pullRequest, outputs } = outputsOf(set, operation)
        assertChanged(result, [change(before, tag)], outputs)
        assert.equal(pullRequest.title, `Release api:${tag} to production`)
        assert.deepEqual(pullRequest.labels, ['release'])
        assert.equal(await set.gitops.read(pullRequest.head, PROD), overlay(tag))
        before = tag
      }
      assert.equal(await set.gitops.head(), head)
    }
  },
  {
    name: 'pull-request.yml: a release that ghcr.io does not have fails the step and the job, and nothing is written',
    play: async (props) => {
      const { gitops, registry, release } = await releasing(props)
      const why = 'Is the tag right, and has the build that pushes it come to its end?'
      assertFailed(await release('v1.5.0'), `The registry does not have "${API}:v1.5.0". ${why}`)
      assert.deepEqual([await gitops.branches(), gitops.pullRequests], [['main'], []])
      assert.ok(registry.requests().includes('HEAD /v2/acme/api/manifests/v1.5.0'))
    }
  },
  {
    name: 'promotion.yml: what staging has is proposed for production, tag and digest',
    play: async ({ stage }) => {
      const files = { [STAGING]: pinned('"1.10"', digest('a')), [PROD]: pinned('"1.9"', digest('9')) }
      const set = await stage({ example: 'promotion.yml', gitops: { files } })
      const head = await set.gitops.head()
      const result = await set.run({ event: 'workflow_dispatch', inputs: { to: 'prod' } })
      const { pullRequest, outputs } = outputsOf(set, 'created')
      const waiting = /^The checks of pull request #1 do not start by themselves: .* the job's own token/
      const promoted = change(`1.9@${digest('9')}`, `1.10@${digest('a')}`)
      assertChanged(result, [{ ...promoted, also: [{ line: 4, column: 11 }] }], outputs, waiting)
      assert.equal(pullRequest.title, 'Update api:1.10')
      assert.equal(await set.gitops.read(pullRequest.head, PROD), pinned('"1.10"', digest('a')))
      assert.equal(await set.gitops.head(), head)
    }
  }
]
