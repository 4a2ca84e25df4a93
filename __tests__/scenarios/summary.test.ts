import { expect, test } from '@jest/globals'
import { deployment, digest, kustomization } from './manifests.ts'
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
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/<code>ghcr\.io\/acme\/api<\/code>.*<code>v1<\/code>.*<code>v2<\/code>/)
    expect(rows[0]).toContain(`(${url}/blob/${head}/app/kustomization.yaml#L7)`)
    expect(rows[0]).toContain(`(${url}/blob/${head}/job/my%20deployment%20%281%29.yaml#L10)`)
    expect(summary).toContain('ghcr.io/acme/api:v1 → ghcr.io/acme/api:v2')
    expect(summary).toContain(`(${url}/commit/${head})`)
  }
)

test.concurrent('a pull request: a link to it', async () => {
  const { github, run } = await stage(files)
  const { summary } = await run({ ...inputs, mode: 'pull-request' })
  expect(summary).toContain(`[#1](${github.serverUrl}/acme/gitops/pull/1)`)
  expect(rowsOf(summary)).toHaveLength(3)
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
  expect(rowsOf(summary)).toHaveLength(3)
  expect(await gitops.log()).toHaveLength(1)
  expect(await gitops.branches()).toEqual(['main'])
})

test.concurrent(
  'what is not written yet: links to the lines of the base, whatever is added above them',
  async () => {
    const { github, gitops, run } = await stage({ 'app/kustomization.yaml': kustomization('a:v1', 'b:v1') })
    const given = { images: `a:v2@${digest('a')}\nb:v2`, manifests: 'app' }
    const page = `${github.serverUrl}/acme/gitops/blob/${await gitops.head()}/app/kustomization.yaml`
    const dry = await run({ ...given, mode: 'dry-run' })
    await run({ ...given, mode: 'pull-request' })
    for (const text of [dry.summary, gitops.pullRequests[0]?.body]) {
      expect(text).toContain(`(${page}#L7)`)
      expect(text).toContain(`(${page}#L9)`)
    }
  }
)

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

test.concurrent('a failure with several causes: text that wraps, not a block that is cut off', async () => {
  const { run } = await stage(files)
  const { summary } = await run({ images: 'ghcr.io/acme/API:v2', manifests: 'app', mode: 'nope' })
  expect(summary).toMatch(/^2 inputs are not valid:$/m)
  for (const input of ['images, line 1', 'mode']) expect(summary).toMatch(new RegExp(`^- ${input}: "`, 'm'))
  expect(summary).not.toContain('```')
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

test.concurrent(
  'two builds: the commits between them, which "if-older" had asked for, at no further request',
  async () => {
    const { github, gitops, run } = await stage({})
    const app = await github.createRepository('acme/app', { files: { 'main.go': '1' } })
    const first = await app.head()
    const last = await app.commit('main', { 'main.go': '2' }, 'feat: more (fixes #12)')
    await gitops.commit('main', { 'app/kustomization.yaml': kustomization(`api:${first}`) })
    github.forget()
    const { summary } = await run({ images: `api:${last}`, manifests: 'app' })
    expect(summary).toContain(`[one commit](${github.serverUrl}/acme/app/compare/${first}...${last})`)
    expect(summary).toContain('feat: more (fixes \\#&#8203;12)')
    expect(github.countApiRequests()).toBe(3)
  }
)

test.concurrent(
  'an environment that versions come from is told, and not the run that the summary is of',
  async () => {
    const set = await stage({
      'staging/kustomization.yaml': kustomization('api:v2'),
      'prod/kustomization.yaml': kustomization('api:v1')
    })
    const head = (await set.gitops.head()).slice(0, 7)
    const { summary } = await set.run({ 'promote-from': 'staging', manifests: 'prod' })
    expect(summary).toContain(`**Where it comes from**\n\nPromoted from staging at main (${head}).`)
    expect(summary).not.toContain('started by')
  }
)

test.concurrent('what happens next, for each delivery', async () => {
  const next = async (changed: Readonly<Record<string, string>>): Promise<string> => {
    const { run } = await stage(files)
    return (await run({ ...inputs, ...changed })).summary
  }
  expect(await next({})).toMatch(
    /watches <code>main<\/code> deploys it\.\n- To go back, run the step with <code>rollback: true/
  )
  expect(await next({ mode: 'pull-request' })).toMatch(/\n\nMerge \[#1\]\(.*then deploys it\./)
  expect(await next({ mode: 'dry-run' })).toContain(
    'Without <code>mode: dry-run</code> this becomes a commit'
  )
  expect(await next({ images: 'ghcr.io/acme/api:v1' })).not.toContain('What happens next')
})
