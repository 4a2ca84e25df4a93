import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const VALUES = 'api:\n  version: v1\n'
const files = { 'values.yaml': VALUES, 'app/kustomization.yaml': kustomization('ghcr.io/acme/api:v1') }
const inputs = {
  images: 'ghcr.io/acme/api:v2',
  manifests: 'values.yaml#api.version\napp',
  mode: 'pull-request',
  'pull-request-branch': 'bump'
}
const row = (from: string, to: string): string =>
  `| <code>ghcr.io/acme/api</code> | <code>${from}</code> | <code>${to}</code> | [<code>app/kustomization.yaml:7</code>]`

test.concurrent('a field with a tag alone is told as a whole reference everywhere', async () => {
  const { gitops, run } = await stage(files)
  const { outputs, summary } = await run(inputs)
  const [pullRequest] = gitops.pullRequests
  expect(pullRequest?.body).toContain(row('v1', 'v2'))
  expect(pullRequest?.body).toContain('<br>[<code>values.yaml:2</code>]')
  expect(pullRequest?.title).toBe('Update api:v2')
  expect(summary).toContain('ghcr.io/acme/api:v1 → ghcr.io/acme/api:v2')
  expect(JSON.parse(outputs['changes'] ?? '')).toContainEqual({
    file: 'values.yaml',
    line: 2,
    format: 'yaml-field',
    image: 'ghcr.io/acme/api',
    from: 'ghcr.io/acme/api:v1',
    to: 'ghcr.io/acme/api:v2'
  })
  const [commit] = await gitops.log('bump')
  expect(commit?.message).toContain('ghcr.io/acme/api:v2')
})

test.concurrent('it is told of a later version on a base that moved on, too', async () => {
  const { gitops, run } = await stage(files)
  await run(inputs)
  await gitops.commit('main', { 'README.md': 'moved\n' })
  await run({ ...inputs, images: 'ghcr.io/acme/api:v3' })
  const body = gitops.pullRequests[0]?.body ?? ''
  expect(body).toContain(row('v1', 'v3'))
  expect(body).toContain('<br>[<code>values.yaml:2</code>]')
})
