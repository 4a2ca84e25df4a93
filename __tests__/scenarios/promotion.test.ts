import { describe, expect, test } from '@jest/globals'
import { digest, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const STAGING = 'apps/api/overlays/staging/kustomization.yaml'
const PROD = 'apps/api/overlays/prod/kustomization.yaml'
const inputs = { 'promote-from': 'apps/api/overlays/staging', manifests: 'apps/api/overlays/prod' }

const environments = (staging: readonly string[], prod: readonly string[]) => ({
  [STAGING]: kustomization(...staging),
  [PROD]: kustomization(...prod)
})

test.concurrent('production gets what staging has, in one commit and two requests', async () => {
  const { github, gitops, run } = await stage(environments(['api:v2', 'web:v8'], ['api:v1', 'web:v7']))
  const { exitCode, outputs } = await run(inputs)
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v2', 'web:v8'))
  expect(await gitops.read('main', STAGING)).toBe(kustomization('api:v2', 'web:v8'))
  expect(JSON.parse(outputs['images'] ?? '')).toEqual(['api:v2', 'web:v8'])
  expect(github.requests).toHaveLength(2)
})

test.concurrent('`images` limits what is promoted', async () => {
  const { gitops, run } = await stage(environments(['api:v2', 'web:v8'], ['api:v1', 'web:v7']))
  await run({ ...inputs, images: 'web' })
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v1', 'web:v8'))
})

test.concurrent('what only one side names is told and left alone', async () => {
  const { gitops, run } = await stage(environments(['api:v2', 'canary:v1'], ['api:v1', 'backup:v3']))
  const { exitCode, log } = await run(inputs)
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v2', 'backup:v3'))
  expect(log).toContain(`Only "promote-from" names canary:v1 (${STAGING}:8:11): left alone.`)
  expect(log).toContain(`Only "manifests" names backup:v3 (${PROD}:8:11): left alone.`)
})

test.concurrent('a digest travels with its tag, and one that staging has not does not stay', async () => {
  const staging = `images:\n  - name: api\n    newTag: v2\n    digest: ${digest('2')}\n  - name: web\n    newTag: v8\n`
  const prod = `images:\n  - name: api\n    newTag: v1\n  - name: web\n    newTag: v7\n    digest: ${digest('7')}\n`
  const { gitops, run } = await stage({ [STAGING]: staging, [PROD]: prod })
  await run(inputs)
  expect(await gitops.read('main', PROD)).toBe(staging)
})

test.concurrent('only the version travels: production keeps its own registry', async () => {
  const entry = (registry: string, tag: string): string =>
    `images:\n  - name: api\n    newName: ${registry}/api\n    newTag: ${tag}\n`
  const { gitops, run } = await stage({
    [STAGING]: entry('staging.example', 'v2'),
    [PROD]: entry('prod.example', 'v1')
  })
  await run(inputs)
  expect(await gitops.read('main', PROD)).toBe(entry('prod.example', 'v2'))
})

test.concurrent('formats may differ: Helm values get what a kustomization has', async () => {
  const values = (tag: string): string =>
    `api:\n  image:\n    repository: ghcr.io/acme/api\n    tag: ${tag} # ours\n`
  const { gitops, run } = await stage({
    [STAGING]: `images:\n  - name: api\n    newName: ghcr.io/acme/api\n    newTag: "1.10"\n`,
    'charts/api/values-prod.yaml': values('"1.9"')
  })
  await run({ ...inputs, manifests: 'charts/api/values-prod.yaml' })
  expect(await gitops.read('main', 'charts/api/values-prod.yaml')).toBe(values('"1.10"'))
})

test.concurrent('a field of values-staging.yaml goes to the same field of values-prod.yaml', async () => {
  const { gitops, run } = await stage({
    'values-staging.yaml': 'appVersion: v2\n',
    'values-prod.yaml': 'appVersion: v1\n'
  })
  const { exitCode } = await run({
    images: 'ghcr.io/acme/api',
    'promote-from': 'values-staging.yaml#appVersion:tag',
    manifests: 'values-prod.yaml#appVersion:tag'
  })
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', 'values-prod.yaml')).toBe('appVersion: v2\n')
})

test.concurrent('staging may be a branch or a commit', async () => {
  const { gitops, run } = await stage({ [PROD]: kustomization('api:v1') })
  await gitops.createBranch('staging')
  const commit = await gitops.commit('staging', { [PROD]: kustomization('api:v2') })
  await gitops.commit('staging', { [PROD]: kustomization('api:v3') })
  await run({ manifests: PROD, 'promote-from': `${PROD}@${commit.slice(0, 10)}` })
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v2'))
  await run({ manifests: PROD, 'promote-from': 'apps/*/overlays/prod@staging' })
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v3'))
})

test.concurrent('staging may be a tag', async () => {
  const { gitops, run } = await stage({ [PROD]: kustomization('api:v1') })
  const commit = await gitops.commit('main', { [PROD]: kustomization('api:v2') })
  await gitops.createTag('tested', commit)
  await gitops.commit('main', { [PROD]: kustomization('api:v1') })
  const { exitCode, outputs } = await run({ manifests: PROD, 'promote-from': `${PROD}@tested` })
  expect([exitCode, outputs['changed']]).toEqual([0, 'true'])
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v2'))
})

test.concurrent('a pull request proposes it; a later promotion goes into the same one', async () => {
  const { gitops, run } = await stage(environments(['api:v2'], ['api:v1']))
  const first = await run({ ...inputs, mode: 'pull-request' })
  await gitops.commit('main', { [STAGING]: kustomization('api:v3') })
  const second = await run({ ...inputs, mode: 'pull-request' })
  expect(first.outputs['pull-request-operation']).toBe('created')
  expect(second.outputs['pull-request-operation']).toBe('updated')
  expect(gitops.pullRequests).toHaveLength(1)
  expect(await gitops.read(second.outputs['branch'] ?? '', PROD)).toBe(kustomization('api:v3'))
})

test.concurrent('a dry run shows it and writes nothing', async () => {
  const { gitops, run } = await stage(environments(['api:v2'], ['api:v1']))
  const { outputs, summary } = await run({ ...inputs, mode: 'dry-run' })
  expect(outputs['changed']).toBe('true')
  expect(summary).toContain('+    newTag: v2')
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v1'))
})

test.concurrent('staging as it is when the commit is made, not as it was at first', async () => {
  const { github, gitops, run } = await stage(environments(['api:v2'], ['api:v1']))
  github.beforeMutation('createCommitOnBranch', async () => {
    await gitops.commit('main', { [STAGING]: kustomization('api:v3') })
  })
  await run(inputs)
  expect(await gitops.read('main', PROD)).toBe(kustomization('api:v3'))
})

test.concurrent('nothing to promote is success', async () => {
  const { github, run } = await stage(environments(['api:v2'], ['api:v2']))
  const { exitCode, outputs } = await run(inputs)
  expect([exitCode, outputs['changed'], github.requests.length]).toEqual([0, 'false', 1])
})

describe('a pull request shows what was committed between', () => {
  test.concurrent('two commits that are tags', async () => {
    const { github, gitops, run } = await stage({})
    const app = await github.createRepository('acme/app', { files: { 'main.go': '1' } })
    const first = await app.head()
    await app.commit('main', { 'main.go': '2' }, 'feat: <b>more</b> @all')
    const last = await app.commit('main', { 'main.go': '3' }, 'fix: less\n\nbody')
    const short = (commit: string): string => commit.slice(0, 10)
    await gitops.commit('main', environments([`api:${short(last)}`], [`api:${short(first)}`]))
    await run({ ...inputs, mode: 'pull-request' })
    const body = gitops.pullRequests[0]?.body ?? ''
    expect(body).toMatch(/fix: less.*\n.*feat: &lt;b&gt;more&lt;\/b&gt; @&#8203;all/)
    expect(body).toContain(`/acme/app/compare/`)
    expect(body).not.toContain('body\n')
  })

  test.concurrent('the latest of very many', async () => {
    const { github, gitops, run } = await stage({})
    const app = await github.createRepository('acme/app', { files: { 'main.go': '0' } })
    const first = await app.head()
    for (let number = 1; number <= 45; number += 1)
      await app.commit('main', { 'main.go': String(number) }, `step ${String(number)} end`)
    const last = await app.head()
    await gitops.commit('main', environments([`api:${last}`], [`api:${first}`]))
    await run({ ...inputs, mode: 'pull-request' })
    const body = gitops.pullRequests[0]?.body ?? ''
    expect(body).toContain('<summary>45 commits from')
    expect(body).toMatch(/step 45 end\n.*step 44 end\n/)
    expect(body).toMatch(/step 26 end\n- and 25 more\n/)
    expect(body).not.toContain('step 25 end')
  })

  test.concurrent.each([
    ['the versions that Git has', 'v', 'v'],
    ['versions without the "v" of Git', 'v', ''],
    ['versions as Git has them, without a "v"', '', '']
  ])('two tags that are %s, each image with its row', async (_what, ofGit, ofImage) => {
    const { github, gitops, run } = await stage({})
    const app = await github.createRepository('acme/app', { files: { 'main.go': '1' } })
    await app.createTag(`${ofGit}1.2.0`)
    await app.commit('main', { 'main.go': '2' }, 'feat: pages')
    await app.createTag(`${ofGit}1.3.0`)
    await app.commit('main', { 'main.go': '3' }, 'feat: not in it yet')
    const versions = (tag: string): readonly string[] => [`api:${ofImage}${tag}`, `web:${ofImage}${tag}`]
    await gitops.commit('main', environments(versions('1.3.0'), versions('1.2.0')))
    await run({ ...inputs, mode: 'pull-request' })
    const body = gitops.pullRequests[0]?.body ?? ''
    const row = (image: string): string =>
      [image, `${ofImage}1.2.0`, `${ofImage}1.3.0`].map((cell) => `<code>${cell}</code>`).join(' | ')
    expect(body).toContain(row('api'))
    expect(body).toContain(row('web'))
    expect(body).toContain(`from <code>${ofGit}1.2.0</code> to <code>${ofGit}1.3.0</code>`)
    expect(body).toMatch(/- .*feat: pages/)
    expect(body).not.toContain('feat: not in it yet')
  })

  test.concurrent('and nothing where the source repository does not know them', async () => {
    const { gitops, run } = await stage(environments(['api:v1.3.0'], ['api:v1.2.0']))
    const { exitCode } = await run({ ...inputs, mode: 'pull-request' })
    expect(exitCode).toBe(0)
    expect(gitops.pullRequests[0]?.body).not.toMatch(/commits?<\/a>|commits? from|compare/)
  })
})

describe('is refused, and nothing written,', () => {
  test.concurrent.each([
    [
      'an image that staging does not name',
      { images: 'apl' },
      /names a version of the image "apl"\. It names api:v2/
    ],
    [
      'nothing that both name',
      { 'promote-from': 'other' },
      /no image that both sides name: "promote-from" names worker:v1/
    ],
    [
      'a directory that is not there',
      { 'promote-from': 'apps/api/overlays/stagign' },
      /no file or directory "apps\/api\/overlays\/stagign".*Did you mean "apps\/api\/overlays\/staging"/
    ],
    [
      'a branch that is not there',
      { 'promote-from': 'apps@stagign' },
      /no branch, tag or commit "stagign".*promote-from/
    ],
    [
      'two versions of one image',
      { 'promote-from': 'twice.yaml' },
      /twice\.yaml:2:10 has api:v8, twice\.yaml:4:10 has api:v9/
    ],
    ['a version beside', { tag: 'v3' }, /tag: "promote-from" tells the versions already/],
    [
      'a tag among the names',
      { images: 'api:v3' },
      /"api:v3" gives a version, which is for "promote-from" to tell/
    ],
    ['another source', { rollback: 'true' }, /rollback: "promote-from" tells the versions already/]
  ] satisfies [string, Readonly<Record<string, string>>, RegExp][])('%s', async (_what, changed, message) => {
    const { gitops, run } = await stage({
      ...environments(['api:v2'], ['api:v1']),
      'other/kustomization.yaml': kustomization('worker:v1'),
      'twice.yaml': 'blue:\n  image: api:v8\ngreen:\n  image: api:v9\n'
    })
    const head = await gitops.head()
    const { exitCode, log } = await run({ ...inputs, ...changed })
    expect(exitCode).toBe(1)
    expect(log).toMatch(message)
    expect(await gitops.head()).toBe(head)
  })
})
