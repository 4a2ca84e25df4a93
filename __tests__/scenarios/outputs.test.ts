import { expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = {
  'app/kustomization.yaml': kustomization('ghcr.io/acme/api:v1'),
  'job/deployment.yaml': deployment('ghcr.io/acme/api:v1')
}
const inputs = { images: 'ghcr.io/acme/api:v2', manifests: 'app\njob/deployment.yaml' }
const change = { image: 'ghcr.io/acme/api', from: 'ghcr.io/acme/api:v1', to: 'ghcr.io/acme/api:v2' }

test.concurrent('a commit', async () => {
  const { gitops, run } = await stage(files)
  const { outputs } = await run(inputs)
  expect(outputs).toEqual({
    changed: 'true',
    changes: expect.any(String),
    images: '["ghcr.io/acme/api:v2"]',
    'commit-sha': await gitops.head(),
    branch: 'main',
    'pull-request-number': '',
    'pull-request-url': '',
    'pull-request-operation': 'none',
    deployed: ''
  })
  expect(JSON.parse(outputs['changes'] ?? '')).toEqual([
    { ...change, file: 'app/kustomization.yaml', line: 7, format: 'kustomization' },
    { ...change, file: 'job/deployment.yaml', line: 10, format: 'workload' }
  ])
})

test.concurrent('a pull request', async () => {
  const { github, gitops, run } = await stage(files)
  const { outputs } = await run({ ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump/api' })
  expect(outputs).toEqual({
    changed: 'true',
    changes: expect.any(String),
    images: '["ghcr.io/acme/api:v2"]',
    'commit-sha': await gitops.head('bump/api'),
    branch: 'bump/api',
    'pull-request-number': '1',
    'pull-request-url': `${github.serverUrl}/acme/gitops/pull/1`,
    'pull-request-operation': 'created',
    deployed: ''
  })
})

test.concurrent('a dry run', async () => {
  const { run } = await stage(files)
  const { outputs } = await run({ ...inputs, mode: 'dry-run' })
  expect(outputs).toMatchObject({ changed: 'true', 'commit-sha': '', branch: 'main' })
  expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(2)
})

test.concurrent('nothing to do', async () => {
  const { run } = await stage(files)
  const { exitCode, outputs } = await run({ ...inputs, images: 'ghcr.io/acme/api:v1' })
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({
    changed: 'false',
    changes: '[]',
    images: '["ghcr.io/acme/api:v1"]',
    'commit-sha': '',
    branch: 'main',
    'pull-request-operation': 'none'
  })
})

test.concurrent(
  'references are whole: with the new name, the tag and the digest that the place stands for',
  async () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const before = `images:\n  - name: api\n    newName: r.io/api\n    newTag: v1\n    digest: ${digest}\n`
    const { run } = await stage({ 'app/kustomization.yaml': before })
    const { outputs } = await run({ images: 'api:v2', manifests: 'app' })
    expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([
      { image: 'api', from: `r.io/api:v1@${digest}`, to: 'r.io/api:v2' }
    ])
    expect(outputs['images']).toBe('["r.io/api:v2"]')
  }
)
