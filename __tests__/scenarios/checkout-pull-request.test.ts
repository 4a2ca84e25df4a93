import { describe, expect, test } from '@jest/globals'
import { useCheckouts } from './checked-out.ts'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'

const checkedOut = useCheckouts()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const proposal = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump', repository: '' }
const files = { [path]: kustomization('api:v1', 'web:v1') }

describe('a pull request', () => {
  test.concurrent('has the commit that git pushed, and all else by the API', async () => {
    const { github, gitops, git, run } = await checkedOut(files, { labels: ['gitops'] })
    await git('config', 'user.name', 'Ada')
    await git('config', 'user.email', 'ada@example.test')
    const { exitCode, outputs } = await run({ ...proposal, labels: 'gitops' })
    expect(exitCode).toBe(0)
    const [commit, ...older] = await gitops.log('bump')
    expect(commit).toMatchObject({
      oid: outputs['commit-sha'],
      author: 'Ada',
      parents: [await gitops.head('main')]
    })
    expect(older).toHaveLength(1)
    expect(gitops.pullRequests).toHaveLength(1)
    expect(gitops.pullRequests[0]).toMatchObject({ title: 'Update api:v2', labels: ['gitops'], head: 'bump' })
    expect(outputs).toMatchObject({
      'pull-request-number': '1',
      'pull-request-operation': 'created',
      branch: 'bump'
    })
    expect(github.countApiRequests({ operation: 'createCommitOnBranch' })).toBe(0)
    expect(await git('status', '--porcelain', '--branch')).toBe('## main...origin/main')
  })

  test.concurrent('that is open is continued on top of what people pushed', async () => {
    const { gitops, run } = await checkedOut(files)
    await run(proposal)
    await gitops.commit('bump', { [path]: kustomization('api:v2', 'web:v9') })
    const { exitCode, outputs } = await run({ ...proposal, images: 'api:v3' })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'updated'])
    expect(await gitops.read('bump', path)).toBe(kustomization('api:v3', 'web:v9'))
    expect(await gitops.log('bump')).toHaveLength(4)
    expect(gitops.pullRequests).toHaveLength(1)
    expect(gitops.pullRequests[0]?.title).toBe('Update api:v3, web:v9')
  })

  test.concurrent('that is as wanted is left alone', async () => {
    const { gitops, run } = await checkedOut(files)
    await run(proposal)
    const { outputs } = await run(proposal)
    expect([outputs['changed'], outputs['pull-request-operation']]).toEqual(['false', 'none'])
    expect(await gitops.log('bump')).toHaveLength(2)
  })

  test.concurrent('of a branch that was merged before starts afresh', async () => {
    const { gitops, run } = await checkedOut(files)
    await run(proposal)
    await gitops.merge(1, 'SQUASH')
    const { outputs } = await run({ ...proposal, images: 'api:v3' })
    expect([outputs['pull-request-number'], outputs['pull-request-operation']]).toEqual(['2', 'created'])
    expect((await gitops.log('bump'))[0]?.parents).toEqual([await gitops.head('main')])
  })

  test.concurrent('whose branch moves meanwhile is read and planned again', async () => {
    const { github, gitops, run } = await checkedOut(files)
    await run(proposal)
    github.forget()
    // Two requests to read, one to see the refs, and the push itself.
    github.beforeRequest({ kind: 'git', number: 4 }, async () => {
      await gitops.commit('bump', { [path]: kustomization('api:v2', 'web:v9') })
    })
    expect((await run({ ...proposal, images: 'api:v3' })).exitCode).toBe(0)
    expect(await gitops.read('bump', path)).toBe(kustomization('api:v3', 'web:v9'))
    expect(await gitops.log('bump')).toHaveLength(4)
  })

  test.concurrent('that cannot be opened leaves no branch behind', async () => {
    const { github, gitops, run, git } = await checkedOut(files)
    const errors = [{ type: 'UNPROCESSABLE', path: ['pullRequest'], message: 'Something about it is wrong' }]
    const body = { data: { pullRequest: null }, errors }
    const effect = { kind: 'response', status: 200, body } as const
    github.faults.add({ on: { operation: 'createPullRequest' }, effect })
    await refused({ github, gitops, run }, proposal)
    expect(await git('for-each-ref', '--format=%(refname)', 'refs/remotes')).toBe('refs/remotes/origin/main')
  })

  test.concurrent('of a remote that is not on this GitHub is refused, with what to do', async () => {
    const { github, gitops, git, run } = await checkedOut(files)
    await git('remote', 'set-url', 'origin', 'git@gitlab.example:platform/gitops.git')
    const message = await refused({ github, gitops, run }, proposal)
    expect(message).toContain('gitlab.example/platform/gitops')
    expect(message).toMatch(/"repository".*"mode: commit"/)
  })
})
