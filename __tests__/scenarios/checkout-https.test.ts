import { connect, createServer, type AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { useCheckouts, useToken } from './checked-out.ts'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'

const checkedOut = useCheckouts()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app', token: '' }
const files = { [path]: kustomization('api:v1', 'web:v1') }

describe('a commit over HTTPS', () => {
  test.concurrent('takes no request to the API, and links to GitHub', async () => {
    const { github, gitops, run } = await checkedOut(files)
    const { exitCode, outputs, log, summary } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(github.countApiRequests()).toBe(0)
    expect(outputs['commit-sha']).toBe(await gitops.head())
    expect(await gitops.read('main', path)).toBe(kustomization('api:v2', 'web:v1'))
    expect(log).toContain(`${github.serverUrl}/acme/gitops/commit/${outputs['commit-sha']}`)
    expect(summary).toContain(`${github.serverUrl}/acme/gitops/blob/${outputs['commit-sha']}/${path}#L7`)
  })

  test.concurrent('that is up to date takes one connection', async () => {
    const { github, run } = await checkedOut(files)
    expect((await run({ ...inputs, images: 'api:v1' })).exitCode).toBe(0)
    expect(github.requests.map(({ kind }) => kind)).toEqual(['git', 'git'])
  })

  test.concurrent('with credentials in the address shows them nowhere', async () => {
    const { github, gitops, git, run } = await checkedOut(files)
    await git('config', '--remove-section', `http.${github.serverUrl}/`)
    await git('remote', 'set-url', 'origin', gitops.cloneUrl(github.token))
    const { exitCode, log } = await run(inputs, { environment: { GIT_TRACE: '1' } })
    expect([exitCode, log]).toEqual([0, expect.not.stringContaining(github.token)])
    await git('remote', 'set-url', 'origin', gitops.cloneUrl('ghs_expired').replace('acme', 'nobody'))
    const failed = await run(inputs)
    expect(failed.exitCode).toBe(1)
    expect(failed.log + failed.summary).not.toContain('ghs_expired')
  })
})

test.concurrent('a checkout of another user is trusted, as the step names it', async () => {
  const { gitops, run } = await checkedOut(files)
  const { exitCode } = await run(inputs, { environment: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } })
  expect(exitCode).toBe(0)
  expect(await gitops.log()).toHaveLength(2)
})

describe('GitHub may refuse', () => {
  test.concurrent('an unknown or expired token', async () => {
    const set = await checkedOut(files)
    await useToken(set, 'ghs_expired')
    expect(await refused(set, inputs)).toMatch(
      /does not accept the credentials of the checkout.*persist-credentials/
    )
  })

  test.concurrent('a push by a token that can only read', async () => {
    const set = await checkedOut(files)
    set.github.addToken({ token: 'reader', kind: 'pat-fine', login: 'reader', rights: { '*': 'read' } })
    await useToken(set, 'reader')
    expect(await refused(set, inputs)).toMatch(/refused the push to "main".*may not \(.*403.*contents: write/)
  })

  test.concurrent('a repository that the token may not see', async () => {
    const set = await checkedOut(files)
    await set.git('remote', 'set-url', 'origin', `${set.github.serverUrl}/acme/secret.git`)
    expect(await refused(set, inputs)).toMatch(/acme\/secret was not found with the credentials/)
  })

  test.concurrent('a push to a protected branch', async () => {
    const set = await checkedOut(files)
    set.gitops.protect('main')
    expect(await refused(set, inputs)).toMatch(/a rule or a hook .*GH006.*mode: pull-request/)
  })

  test.concurrent('a change of an archived repository', async () => {
    const set = await checkedOut(files)
    set.gitops.archive()
    expect(await refused(set, inputs)).toMatch(/is archived/)
  })
})

/** A proxy before a server that lets the first push through and cuts the connection before its answer. */
async function cuttingProxy(
  serverUrl: string
): Promise<{ readonly url: string; readonly cuts: () => number }> {
  const { port } = new URL(serverUrl)
  let cuts = 0
  const proxy = createServer((client) => {
    const server = connect(Number(port), '127.0.0.1')
    let isPush = false
    client.on('data', (chunk) => (isPush ||= chunk.includes('POST /acme/gitops.git/git-receive-pack')))
    client.on('error', () => server.destroy())
    server.on('error', () => client.destroy())
    server.on('data', (chunk) => {
      if (!isPush || cuts > 0) return client.write(chunk)
      cuts += 1
      return client.destroy()
    })
    server.on('close', () => client.end())
    client.pipe(server)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  proxy.unref()
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, cuts: () => cuts }
}

test.concurrent('a push whose answer is lost on the way is looked up, not made twice', async () => {
  const set = await checkedOut(files)
  const { url, cuts } = await cuttingProxy(set.github.serverUrl)
  await set.git('remote', 'set-url', 'origin', `${url}/acme/gitops.git`)
  await useToken({ github: { serverUrl: url }, git: set.git }, set.github.token)
  const { exitCode, outputs } = await set.run(inputs)
  expect([exitCode, outputs['commit-sha']]).toEqual([0, await set.gitops.head()])
  expect(await set.gitops.log()).toHaveLength(2)
  expect(cuts()).toBe(1)
})
