import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const files = {
  'app/kustomization.yaml': kustomization('api:v1'),
  'tool/deployment.yaml': { content: deployment('api:v1'), mode: '100755' as const }
}
const inputs = { images: 'api:v2', manifests: 'app' }

const protections: readonly (readonly [string, (on: Stage) => void, RegExp])[] = [
  [
    'a classic protection',
    ({ gitops }) => {
      gitops.protect('main')
    },
    /through a pull request/
  ],
  [
    'a classic protection that requires a check',
    ({ gitops }) => {
      gitops.protect('main', { requiredChecks: ['ci'] })
    },
    /status check "ci"/
  ],
  [
    'a ruleset',
    ({ gitops }) => {
      gitops.ruleset('main', { requirePullRequest: true })
    },
    /through a pull request/
  ],
  [
    'a ruleset that requires checks',
    ({ gitops }) => {
      gitops.ruleset('main', { requiredChecks: ['ci', 'lint'] })
    },
    /2 of 2 required status checks/
  ]
]

describe.each(protections)('a branch with %s', (_, protect, reason) => {
  test.concurrent.each(['app', 'tool'])(
    'the commit is refused with the reason and a way out (%s)',
    async (manifests) => {
      const on = await stage(files)
      protect(on)
      const message = await refused(on, { ...inputs, manifests })
      expect(message).toContain('"main"')
      expect(message).toMatch(reason)
      expect(message).toContain('mode: pull-request')
    }
  )

  test.concurrent('takes pull requests', async () => {
    const on = await stage(files)
    protect(on)
    const { exitCode, outputs } = await on.run({ ...inputs, mode: 'pull-request' })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'created'])
  })
})

describe('rules about the branch of the pull request', () => {
  test.concurrent.each(['restrictCreation', 'requirePullRequest'] as const)('%s', async (rule) => {
    const on = await stage(files)
    on.gitops.ruleset('**', { [rule]: true })
    const message = await refused(on, { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump/api' })
    expect(message).toContain('"bump/api"')
    expect(message).toContain('pull-request-branch')
    expect(message).not.toContain('mode: pull-request')
  })
})

test.concurrent('push protection is told in GitHub’s words', async () => {
  const on = await stage(files)
  on.gitops.ruleset('main', { reason: 'Secret detected in content' })
  expect(await refused(on, inputs)).toContain('Secret detected in content')
})

test.concurrent.each(['commit', 'pull-request', 'dry-run'])(
  '%s: a branch that is not there',
  async (mode) => {
    const message = await refused(await stage(files), { ...inputs, mode, branch: 'mian' })
    expect(message).toContain('"mian"')
    expect(message).toContain('"main"')
  }
)

test.concurrent.each(['app', 'app/*.yaml'])(
  'a branch that is not there, with manifests %s',
  async (manifests) => {
    const message = await refused(await stage(files), { ...inputs, manifests, branch: 'mian' })
    expect(message).toContain('no branch "mian"')
  }
)

test.concurrent.each([
  ['app', ''],
  ['app/*.yaml', ''],
  ['app', 'main']
])('an empty repository (manifests %s, branch "%s")', async (manifests, branch) => {
  const message = await refused(await stage(), { ...inputs, manifests, branch })
  expect(message).toContain('acme/gitops is empty')
})

test.concurrent.each(['commit', 'pull-request'])('%s: an archived repository', async (mode) => {
  const on = await stage(files, { isArchived: true })
  const message = await refused(on, { ...inputs, mode })
  expect(message).toContain('archived')
  expect(message).toMatch(/Unarchive/)
})
