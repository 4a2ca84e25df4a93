import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const FILE = 'app/kustomization.yaml'
const proposing = { manifests: 'app', mode: 'pull-request', 'pull-request-branch': 'bump' }

describe('what a pull request says of itself', () => {
  test.concurrent('does not claim what differs because the base has moved on', async () => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:v1', 'web:v1') })
    await run({ ...proposing, images: 'api:v2' })
    await gitops.commit('main', { [FILE]: kustomization('api:v1', 'web:v9') }, 'web: v9')
    await run({ ...proposing, images: 'api:v3' })
    const [pullRequest] = gitops.pullRequests
    expect(pullRequest?.title).toBe('Update api:v3')
    expect(pullRequest?.body).not.toContain('web')
  })

  test.concurrent('tells of a tag that only became a string', async () => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:1.10', 'web:v1') })
    await run({ ...proposing, images: 'api:1.10\nweb:v2' })
    const [pullRequest] = gitops.pullRequests
    expect(pullRequest?.title).toBe('Update api:1.10, web:v2')
    expect(pullRequest?.body).toContain('Updates 2 images')
  })

  test.concurrent('tells what other runs have put into it', async () => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:v1', 'web:v1') })
    await run({ ...proposing, images: 'api:v2' })
    await run({ ...proposing, images: 'web:v5' })
    expect(gitops.pullRequests).toHaveLength(1)
    expect(gitops.pullRequests[0]?.title).toBe('Update api:v2, web:v5')
  })

  test.concurrent(
    'stays, with people’s commits, when the base’s own version is wished for again',
    async () => {
      const { gitops, run } = await stage({ [FILE]: kustomization('api:v1') })
      await run({ ...proposing, images: 'api:v2', 'pull-request-title': '{{images}}' })
      await gitops.commit('bump', { 'notes.md': 'mine\n' }, 'Notes')
      const { exitCode } = await run({ ...proposing, images: 'api:v1', 'pull-request-title': '{{images}}' })
      expect(exitCode).toBe(0)
      expect(await gitops.read('bump', FILE)).toBe(kustomization('api:v1'))
      expect(gitops.pullRequests[0]?.title).toBe('api:v2')
    }
  )

  test.concurrent('warns of files that its branch cannot have yet', async () => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:v1') })
    const late = { ...proposing, manifests: '*/kustomization.yaml' }
    await run({ ...late, images: 'api:v2' })
    await gitops.commit('bump', { [FILE]: kustomization('api:v2-mine') }, 'Mine')
    const onMain = { 'late/kustomization.yaml': kustomization('api:v1'), [FILE]: kustomization('api:v1.1') }
    await gitops.commit('main', onMain, 'late')
    const { log } = await run({ ...late, images: 'api:v3' })
    expect(log).toMatch(/::warning.*"late\/kustomization.yaml" is on "main", but not yet on the branch/)
    expect(log).toMatch(/::warning.*conflicts with "main" in "app\/kustomization.yaml"/)
    expect(await gitops.read('bump', FILE)).toBe(kustomization('api:v3'))
  })

  test.concurrent('has a title that is cut between characters', async () => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:v1') })
    const { exitCode } = await run({
      ...proposing,
      images: 'api:v2',
      'pull-request-title': `${'x'.repeat(248)}🚀🚀`
    })
    expect(exitCode).toBe(0)
    expect(gitops.pullRequests[0]?.title).toBe(`${'x'.repeat(248)}…`)
  })
})

describe('a branch whose pull request is over', () => {
  test.concurrent('starts afresh after a squash merge, though a person had a part in it', async () => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:v1', 'web:v1') })
    await run({ ...proposing, images: 'api:v2' })
    await gitops.commit('bump', { [FILE]: kustomization('api:v2', 'web:v2') }, 'web too')
    await gitops.merge(1, 'SQUASH')
    await gitops.commit('main', { [FILE]: kustomization('api:v2', 'web:v9') }, 'web: v9')
    const { outputs } = await run({ ...proposing, images: 'api:v3' })
    expect(outputs['pull-request-operation']).toBe('created')
    expect(await gitops.read('bump', FILE)).toBe(kustomization('api:v3', 'web:v9'))
  })
})

test.concurrent(
  'what only the base has changed is not claimed, however often the text is rewritten',
  async () => {
    const { gitops, run } = await stage({ [FILE]: kustomization('api:v1', 'web:v1') })
    await run({ ...proposing, images: 'api:v2' })
    await gitops.commit('main', { [FILE]: kustomization('api:v1', 'web:v9') })
    for (const version of ['v3', 'v4', 'v5']) {
      await run({ ...proposing, images: `api:${version}` })
      const [proposal] = gitops.pullRequests
      expect(proposal?.title).toBe(`Update api:${version}`)
      expect(proposal?.body).not.toContain('web')
    }
  }
)
