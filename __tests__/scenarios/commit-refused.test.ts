import { expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const tool = 'tool/deployment.yaml'
const files = {
  [path]: kustomization('api:v1', 'web:v1'),
  [tool]: { content: deployment('api:v1'), mode: '100755' as const }
}
const inputs = { manifests: path, mode: 'pull-request', 'pull-request-branch': 'bump' }

test.concurrent('a pull request whose branch takes no commit keeps its text', async () => {
  const { gitops, run } = await stage(files)
  await run({ ...inputs, images: 'api:v2' })
  const [proposal] = gitops.pullRequests
  const [title, body] = [proposal?.title, proposal?.body]
  gitops.ruleset('bump', { requirePullRequest: true })
  const { exitCode, log } = await run({ ...inputs, images: 'api:v3' })
  expect([exitCode, log]).toEqual([1, expect.stringContaining('"bump" is protected')])
  expect([proposal?.title, proposal?.body]).toEqual([title, body])
})

test.concurrent('and one that another run has rewritten meanwhile keeps that text', async () => {
  const { github, gitops, run } = await stage(files)
  await run({ ...inputs, images: 'api:v2' })
  github.beforeMutation('createCommitOnBranch', async () => {
    await run({ ...inputs, images: 'web:v9' })
  })
  const { exitCode } = await run({ ...inputs, images: 'api:v3', retries: '0' })
  const [proposal] = gitops.pullRequests
  expect(exitCode).toBe(1)
  expect(proposal?.title).toContain('web:v9')
  expect(proposal?.body).not.toContain('api:v3')
})

test.concurrent(
  'an executable file goes into a pull request whose text is to stay: no request asks for nothing',
  async () => {
    const { github, gitops, run } = await stage(files)
    const same = {
      ...inputs,
      manifests: tool,
      'pull-request-title': 'Deploy',
      'pull-request-body': 'Deploy.'
    }
    await run({ ...same, images: 'api:v2' })
    const { exitCode, outputs } = await run({ ...same, images: 'api:v3' })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'updated'])
    expect(await gitops.read('bump', tool)).toBe(deployment('api:v3'))
    expect(github.requests.filter(({ operations }) => operations.length === 0)).toEqual([])
  }
)
