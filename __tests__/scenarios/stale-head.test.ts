import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const set = (): Promise<Stage> => stage({ [path]: kustomization('api:v1', 'web:v1') })

/** The two moments at which GitHub notices that a branch has moved, each with words of its own. */
const moments: readonly (readonly [
  string,
  (set: Stage, rival: () => Promise<void>, times?: number) => void
])[] = [
  [
    'before the commit is looked at',
    ({ github }, rival, times) => {
      github.beforeMutation('createCommitOnBranch', rival, times)
    }
  ],
  [
    'while the commit is being made',
    ({ github }, rival, times) => {
      github.beforeRefUpdate(rival, 1, times)
    }
  ]
]

describe.each(moments)('when somebody else commits %s', (_, interleave) => {
  test.concurrent('to the same file, both changes stay', async () => {
    const { gitops, run, ...rest } = await set()
    let theirs = ''
    interleave({ gitops, run, ...rest }, async () => {
      theirs = await gitops.commit('main', { [path]: kustomization('api:v1', 'web:v9') })
    })
    const { exitCode, outputs } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', path)).toBe(kustomization('api:v2', 'web:v9'))
    const [newest, ...older] = await gitops.log()
    expect(newest).toMatchObject({ oid: outputs['commit-sha'], parents: [theirs] })
    expect(older).toHaveLength(2)
  })

  test.concurrent('the same update, there is nothing left to do', async () => {
    const { gitops, run, ...rest } = await set()
    interleave({ gitops, run, ...rest }, async () => {
      await gitops.commit('main', { [path]: kustomization('api:v2', 'web:v1') })
    })
    const { exitCode, outputs } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({ changed: 'false', 'commit-sha': '' })
    expect(await gitops.log()).toHaveLength(2)
  })

  test.concurrent('three times in a row, the fourth attempt lands', async () => {
    const { gitops, run, ...rest } = await set()
    let count = 0
    const rival = async (): Promise<void> => {
      count += 1
      await gitops.commit('main', { [path]: kustomization('api:v1', `web:v1.${count}`) })
    }
    interleave({ gitops, run, ...rest }, rival, 3)
    const { exitCode } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', path)).toBe(kustomization('api:v2', 'web:v1.3'))
    expect(await gitops.log()).toHaveLength(5)
  })

  test.concurrent('on the branch of the pull request, their commit stays and ours goes on top', async () => {
    const { gitops, run, ...rest } = await set()
    const proposal = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump' }
    await run(proposal)
    interleave({ gitops, run, ...rest }, async () => {
      await gitops.commit('bump', { [path]: kustomization('api:v2', 'web:v9') })
    })
    const { outputs } = await run({ ...proposal, images: 'api:v3' })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await gitops.read('bump', path)).toBe(kustomization('api:v3', 'web:v9'))
    expect(await gitops.log('bump')).toHaveLength(4)
  })
})

test.concurrent('once more than retries allow is an error that says what to do', async () => {
  const { github, gitops, run } = await set()
  github.beforeMutation(
    'createCommitOnBranch',
    async () => {
      await gitops.commit('main', { 'README.md': String(Math.random()) })
    },
    2
  )
  const { exitCode, log } = await run({ ...inputs, retries: '1' })
  expect(exitCode).toBe(1)
  expect(log).toContain('tried 2 times')
  expect(log).toContain('"retries"')
  expect(await gitops.read('main', path)).toBe(kustomization('api:v1', 'web:v1'))
})

test.concurrent('no retries means one attempt', async () => {
  const { github, gitops, run } = await set()
  github.beforeMutation('createCommitOnBranch', async () => {
    await gitops.commit('main', { 'README.md': 'hello\n' })
  })
  const { exitCode } = await run({ ...inputs, retries: '0' })
  expect([exitCode, github.countApiRequests()]).toEqual([1, 2])
})

test.concurrent('what the rival took away is not brought back', async () => {
  const { github, gitops, run } = await set()
  github.beforeMutation('createCommitOnBranch', async () => {
    await gitops.commit('main', { [path]: kustomization('web:v1') })
  })
  const { exitCode, log } = await run(inputs)
  expect([exitCode, log]).toEqual([1, expect.stringContaining('"api"')])
  expect(await gitops.read('main', path)).toBe(kustomization('web:v1'))
})

test.concurrent('a base that moves while the pull request is opened does not matter', async () => {
  const { github, gitops, run } = await set()
  github.beforeMutation('createRef', async () => {
    await gitops.commit('main', { 'README.md': 'hello\n' })
  })
  const { outputs } = await run({ ...inputs, mode: 'pull-request' })
  expect(outputs['pull-request-operation']).toBe('created')
  expect(gitops.pullRequests).toHaveLength(1)
})

test.concurrent('an error of a step that fails for good is told once, at the first attempt', async () => {
  const set = await stage({ [path]: kustomization('web:v1') })
  await refused(set, inputs)
  expect(set.github.countApiRequests()).toBe(1)
})
