import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import type { TokenKind } from '../servers/github/index.ts'
import { deployment, kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const files = {
  'app/kustomization.yaml': kustomization('api:v1'),
  '.github/workflows/deploy.yaml': deployment('api:v1')
}
const inputs = { images: 'api:v2', manifests: 'app' }
const proposing = { ...inputs, mode: 'pull-request' }

const writes = ({ github }: Stage): number => github.countApiRequests({ operation: 'mutation' })

const users: readonly (readonly [TokenKind, string, RegExp])[] = [
  ['pat-fine', 'github_pat_x', /Edit the fine-grained token/],
  ['pat-classic', 'ghp_x', /the scope "repo"/]
]

describe.each(users)('a token of kind %s whose user may only read', (kind, token, remedy) => {
  test.concurrent.each(['READ', 'TRIAGE'] as const)('is told before anything is sent (%s)', async (role) => {
    const on = await stage(files)
    on.github.addToken({ token, kind, login: 'ada', role })
    const message = await refused(on, proposing, { token })
    expect(message).toContain(`the role is "${role.toLowerCase()}"`)
    expect(message).toContain('"contents: write" and "pull-requests: write"')
    expect(message).toMatch(remedy)
    expect([writes(on), on.github.countApiRequests()]).toEqual([0, 1])
  })

  test.concurrent('does for what is as wanted, and for a dry run', async () => {
    const on = await stage(files)
    on.github.addToken({ token, kind, login: 'ada', role: 'READ' })
    const same = await on.run({ ...inputs, images: 'api:v1' }, { token })
    const dry = await on.run({ ...inputs, mode: 'dry-run' }, { token })
    expect([same.exitCode, dry.exitCode]).toEqual([0, 0])
  })
})

test.concurrent.each(['github-actions', 'app'] as const)(
  'a token of kind %s has no role: the write decides',
  async (kind) => {
    const on = await stage(files)
    on.github.addToken({ token: 'ghs_x', kind, login: 'some[bot]', role: 'READ' })
    expect((await on.run(inputs, { token: 'ghs_x' })).exitCode).toBe(0)
  }
)

test.concurrent('workflow files: the right to them is named with the others', async () => {
  const on = await stage(files)
  on.github.addToken({ token: 'github_pat_x', kind: 'pat-fine', login: 'ada', role: 'READ' })
  const message = await refused(
    on,
    { ...inputs, manifests: '.github/workflows/deploy.yaml' },
    { token: 'github_pat_x' }
  )
  expect(message).toContain('"contents: write" and "workflows: write"')
})

describe('a repository that is', () => {
  test.concurrent.each([
    ['locked', { isLocked: true }, 'is locked (moving)'],
    ['disabled', { isDisabled: true }, 'is disabled'],
    ['archived', { isArchived: true }, 'is archived']
  ])('%s: told before anything is sent', async (_, settings, words) => {
    const on = await stage(files, settings)
    expect(await refused(on, proposing)).toContain(words)
    expect(writes(on)).toBe(0)
  })

  test.concurrent('archived and has every image as wanted is none to complain of', async () => {
    const { run } = await stage(files, { isArchived: true })
    expect((await run({ ...inputs, images: 'api:v1' })).exitCode).toBe(0)
  })
})

describe('a method of merging that the settings do not allow', () => {
  test.concurrent.each([
    ['merge', { mergeCommitAllowed: false }, '"Allow merge commits"'],
    ['squash', { squashMergeAllowed: false }, '"Allow squash merging"'],
    ['rebase', { rebaseMergeAllowed: false }, '"Allow rebase merging"']
  ])('%s: told before anything is sent', async (method, settings, words) => {
    const on = await stage(files, settings)
    expect(await refused(on, { ...proposing, 'auto-merge': method })).toContain(words)
    expect(writes(on)).toBe(0)
  })

  test.concurrent.each(['', 'main'])('is none to a merge queue (branch "%s")', async (branch) => {
    const on = await stage(files, { squashMergeAllowed: false, autoMergeAllowed: true })
    on.gitops.ruleset('main', { mergeQueue: true })
    const { exitCode } = await on.run({ ...proposing, branch, 'auto-merge': 'squash' })
    expect([exitCode, on.gitops.pullRequests[0]?.isQueued]).toEqual([0, true])
  })

  test.concurrent('and that GitHub does not tell beforehand is a warning', async () => {
    const on = await stage(files, { squashMergeAllowed: false })
    on.gitops.settings.squashMergeAllowed = true
    on.github.beforeMutation('mergePullRequest', () => {
      on.gitops.settings.squashMergeAllowed = false
    })
    const { exitCode, log } = await on.run({ ...proposing, 'auto-merge': 'squash' })
    const warnings = annotationsIn(log).filter(({ level }) => level === 'warning')
    expect([exitCode, warnings.length]).toEqual([0, 1])
    expect(warnings[0]?.message).toContain('"Allow squash merging"')
  })
})

describe('a token that may not look at pull requests, and `if-protected: pull-request`', () => {
  const token = 'github_pat_x'
  const fallback = { ...inputs, 'if-protected': 'pull-request', 'pull-request-branch': 'bump' }
  const rights = { 'acme/gitops': { contents: 'write' as const } }

  test.concurrent.each(['new', 'there already'])('commits all the same (its branch is %s)', async (is) => {
    const on = await stage(files)
    if (is !== 'new') await on.gitops.createBranch('bump')
    on.github.addToken({ token, kind: 'pat-fine', login: 'ada', rights })
    const { exitCode, outputs } = await on.run(fallback, { token })
    expect([exitCode, outputs['commit-sha']]).toEqual([0, await on.gitops.head()])
  })

  test.concurrent('is told what it lacks where the branch is protected', async () => {
    const on = await stage(files)
    on.github.addToken({ token, kind: 'pat-fine', login: 'ada', rights })
    on.gitops.protect('main')
    const message = await refused(on, fallback, { token })
    expect(message).toContain('"main" is protected')
    expect(message).toContain('"pull-requests: write"')
  })
})
