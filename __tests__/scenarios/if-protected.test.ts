import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import { deployment, kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const files = {
  [path]: kustomization('api:v1', 'web:v1'),
  'tool/deployment.yaml': { content: deployment('api:v1'), mode: '100755' as const }
}
const inputs = {
  images: 'api:v2',
  manifests: path,
  'if-protected': 'pull-request',
  'pull-request-branch': 'bump'
}

const protections: readonly (readonly [string, (on: Stage) => void])[] = [
  [
    'a classic protection',
    ({ gitops }) => {
      gitops.protect('main')
    }
  ],
  [
    'a classic protection that requires a check',
    ({ gitops }) => {
      gitops.protect('main', { requiredChecks: ['ci'] })
    }
  ],
  [
    'a ruleset',
    ({ gitops }) => {
      gitops.ruleset('main', { requirePullRequest: true })
    }
  ],
  [
    'a ruleset with a merge queue',
    ({ gitops }) => {
      gitops.ruleset('main', { mergeQueue: true })
    }
  ]
]

describe.each(protections)('a branch with %s', (_, protect) => {
  test.concurrent('the commit becomes a pull request', async () => {
    const on = await stage(files)
    protect(on)
    const before = await on.gitops.head()
    const { exitCode, log, outputs } = await on.run({ ...inputs, labels: 'gitops' })
    expect(exitCode).toBe(0)
    expect(await on.gitops.head()).toBe(before)
    expect(on.gitops.pullRequests).toHaveLength(1)
    expect(on.gitops.pullRequests[0]).toMatchObject({ base: 'main', head: 'bump', labels: ['gitops'] })
    expect(await on.gitops.read('bump', path)).toBe(kustomization('api:v2', 'web:v1'))
    expect(outputs).toMatchObject({
      changed: 'true',
      branch: 'bump',
      'commit-sha': await on.gitops.head('bump'),
      'pull-request-number': '1',
      'pull-request-operation': 'created'
    })
    const told = annotationsIn(log).filter(({ message }) => message.includes('is protected'))
    expect(told.map(({ level }) => level)).toEqual(['notice'])
  })

  test.concurrent('an executable file too', async () => {
    const on = await stage(files)
    protect(on)
    const { exitCode } = await on.run({ ...inputs, manifests: 'tool' })
    expect([exitCode, await on.gitops.mode('bump', 'tool/deployment.yaml')]).toEqual([0, '100755'])
  })
})

test.concurrent('a branch that is not protected takes the commit, in two requests', async () => {
  const { github, gitops, run } = await stage(files)
  const { outputs } = await run(inputs)
  expect(outputs).toMatchObject({ branch: 'main', 'pull-request-operation': 'none' })
  expect(outputs['commit-sha']).toBe(await gitops.head())
  expect([gitops.pullRequests, github.countApiRequests()]).toEqual([[], 2])
})

test.concurrent('one that is takes three: nothing is read twice', async () => {
  const { github, gitops, run } = await stage(files)
  gitops.protect('main')
  const { outputs } = await run(inputs)
  expect([outputs['pull-request-operation'], github.countApiRequests()]).toEqual(['created', 3])
})

test.concurrent(
  'a later version goes into the open pull request, on top of what people put there',
  async () => {
    const { gitops, run } = await stage(files)
    gitops.protect('main')
    await run(inputs)
    await gitops.commit('bump', { [path]: kustomization('api:v2', 'web:v9') })
    const { exitCode, outputs } = await run({ ...inputs, images: 'api:v3' })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'updated'])
    expect(await gitops.read('bump', path)).toBe(kustomization('api:v3', 'web:v9'))
    const again = await run({ ...inputs, images: 'api:v3' })
    expect(again.outputs).toMatchObject({ changed: 'false', 'pull-request-operation': 'none' })
  }
)

test.concurrent('another run that is first with the pull request is joined', async () => {
  const { github, gitops, run } = await stage(files)
  gitops.protect('main')
  github.beforeMutation('createRef', async () => {
    await run({ ...inputs, images: 'web:v2' })
  })
  const { exitCode } = await run(inputs)
  expect([exitCode, gitops.pullRequests.length]).toEqual([0, 1])
  expect(await gitops.read('bump', path)).toBe(kustomization('api:v2', 'web:v2'))
})

test.concurrent('a lost race over the proposal does not have the commit refused again', async () => {
  const { github, gitops, run } = await stage(files)
  gitops.protect('main')
  github.beforeMutation('createRef', async () => {
    await gitops.createBranch('bump')
    await gitops.commit('bump', { 'notes.md': 'mine\n' })
  })
  const { exitCode } = await run(inputs)
  // The refused commit, the proposal that came too late, and the one that did not.
  expect([exitCode, github.countApiRequests({ operation: 'mutation' })]).toEqual([0, 3])
})

test.concurrent('a branch that was protected between reading and writing', async () => {
  const { github, gitops, run } = await stage(files)
  github.beforeMutation('createCommitOnBranch', () => {
    gitops.protect('main')
  })
  const { outputs } = await run(inputs)
  expect(outputs['pull-request-operation']).toBe('created')
})

test.concurrent('without it the refusal names it', async () => {
  const { gitops, run } = await stage(files)
  gitops.protect('main')
  const { exitCode, log } = await run({ ...inputs, 'if-protected': 'fail' })
  expect([exitCode, gitops.pullRequests.length]).toEqual([1, 0])
  expect(log).toContain('if-protected: pull-request')
})
