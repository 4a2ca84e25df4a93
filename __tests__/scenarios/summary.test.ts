import { expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = {
  'app/kustomization.yaml': kustomization('ghcr.io/acme/api:v1'),
  'job/my deployment (1).yaml': deployment('ghcr.io/acme/api:v1')
}
const inputs = { images: 'ghcr.io/acme/api:v2', manifests: 'app\njob' }
const rowsOf = (summary: string): readonly string[] =>
  summary.split('\n').filter((line) => line.startsWith('|'))

test.concurrent(
  'a commit: a table of before and after, with links to the commit and to each line in it',
  async () => {
    const { github, gitops, run } = await stage(files)
    const { summary } = await run(inputs)
    const url = `${github.serverUrl}/acme/gitops`
    const head = await gitops.head()
    const [header, rule, ...rows] = rowsOf(summary)
    expect(header).toMatch(/Before.*After/)
    expect(rule).toMatch(/^\|(?: ?:?-+:? ?\|)+$/)
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row).toMatch(/ghcr\.io\/acme\/api:v1.*ghcr\.io\/acme\/api:v2/)
    expect(rows[0]).toContain(`(${url}/blob/${head}/app/kustomization.yaml#L7)`)
    expect(rows[1]).toContain(`(${url}/blob/${head}/job/my%20deployment%20%281%29.yaml#L10)`)
    expect(summary).toContain(`(${url}/commit/${head})`)
  }
)

test.concurrent('a pull request: a link to it', async () => {
  const { github, run } = await stage(files)
  const { summary } = await run({ ...inputs, mode: 'pull-request' })
  expect(summary).toContain(`[#1](${github.serverUrl}/acme/gitops/pull/1)`)
  expect(rowsOf(summary)).toHaveLength(4)
})

test.concurrent('a dry run: the diff, and that nothing was written', async () => {
  const { gitops, run } = await stage(files)
  const { log, summary } = await run({ ...inputs, mode: 'dry-run' })
  for (const text of [log, summary]) {
    expect(text).toContain('--- a/app/kustomization.yaml')
    expect(text).toContain('+++ b/app/kustomization.yaml')
    expect(text).toMatch(/^-\s+newTag: v1$/m)
    expect(text).toMatch(/^\+\s+newTag: v2$/m)
    expect(text).toMatch(/nothing was written/i)
  }
  expect(rowsOf(summary)).toHaveLength(4)
  expect(await gitops.log()).toHaveLength(1)
  expect(await gitops.branches()).toEqual(['main'])
})

test.concurrent('nothing to do: that it is up to date', async () => {
  const { run } = await stage(files)
  const { summary } = await run({ ...inputs, images: 'ghcr.io/acme/api:v1' })
  expect(summary).toContain('up to date')
  expect(rowsOf(summary)).toEqual([])
})

test.concurrent('a failure: what went wrong, and that nothing was updated', async () => {
  const { run } = await stage(files)
  const { exitCode, summary } = await run({ ...inputs, manifests: 'nowhere' })
  expect(exitCode).toBe(1)
  expect(summary).toMatch(/no image was updated/i)
  expect(summary).toContain('"nowhere"')
})

test.concurrent('very many changes stay within what GitHub shows of a summary', async () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    deployment('api:v1').replace('name: app', `name: app-${index}`)
  )
  const { gitops, run } = await stage({ 'all.yaml': many.join('---\n') })
  const { exitCode, summary, outputs } = await run({
    images: 'api:v2',
    manifests: 'all.yaml',
    mode: 'pull-request'
  })
  expect(exitCode).toBe(0)
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
  expect(gitops.pullRequests[0]?.body.length).toBeLessThan(65_536)
  expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(3000)
})
