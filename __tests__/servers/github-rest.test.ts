import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ApiClient, type Answered } from './api-client.ts'
import { startGitHub, type GitHub, type RepositoryHandle } from './github/index.ts'

let github: GitHub
let repository: RepositoryHandle
let count = 0

beforeAll(async () => {
  github = await startGitHub()
  github.addToken({ token: 'user', kind: 'pat-fine', login: 'octocat' })
})

beforeEach(async () => {
  repository = await github.createRepository(`acme/rest-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n', 'bin/run': { content: '#!', mode: '100755' }, 'old.yaml': 'x' }
  })
})

afterAll(async () => {
  await github.close()
})

const call = (
  endpoint: string,
  body?: object,
  headers?: Record<string, string>,
  token?: string
): Promise<Answered> => {
  const [method = '', path = ''] = endpoint.split(' ')
  return new ApiClient(github, token).rest(
    `${method} /repos/${repository.nameWithOwner}/${path}`,
    body,
    headers
  )
}

const shaOf = ({ body }: Answered): string => (body as { sha: string }).sha

describe('the Git Data endpoints', () => {
  test('make a blob, a tree, a commit and move the branch', async () => {
    const base = await repository.head()
    const blob = shaOf(
      await call('POST git/blobs', { content: Buffer.from([0, 255]).toString('base64'), encoding: 'base64' })
    )
    const tree = [
      { path: 'app.yaml', mode: '100644', type: 'blob', content: 'tag: v2\n' },
      { path: 'bin/run', mode: '100755', type: 'blob', content: '#!/bin/sh' },
      { path: 'data.bin', mode: '100644', type: 'blob', sha: blob },
      { path: 'link', mode: '120000', type: 'blob', content: 'app.yaml' },
      { path: 'old.yaml', mode: '100644', type: 'blob', sha: null }
    ]
    const root = shaOf(await call('POST git/trees', { base_tree: base, tree }))
    const commit = shaOf(await call('POST git/commits', { message: 'Update', tree: root, parents: [base] }))
    expect((await call('PATCH git/refs/heads/main', { sha: commit })).status).toBe(200)
    expect(await repository.log()).toMatchObject([{ oid: commit, parents: [base], isVerified: true }, {}])
    expect(await repository.bytes('main', 'data.bin')).toEqual(Buffer.from([0, 255]))
    const modes = await Promise.all(
      ['bin/run', 'link', 'old.yaml'].map((path) => repository.mode('main', path))
    )
    expect(modes).toEqual(['100755', '120000', undefined])
  })

  test.each([
    ['a bot', undefined, {}, true],
    ['a bot that names an author', undefined, { author: { name: 'A', email: 'a@example.test' } }, false],
    ['a person', 'user', {}, false]
  ])('sign for %s as GitHub does', async (_name, token, extra, verified) => {
    const head = await repository.head()
    const tree = ((await call(`GET git/commits/${head}`)).body as { tree: { sha: string } }).tree.sha
    const { body } = await call(
      'POST git/commits',
      { message: 'm', tree, parents: [head], ...extra },
      {},
      token
    )
    expect(body).toMatchObject({ verification: { verified } })
  })

  test.each([
    ['PATCH git/refs/heads/none', 'main', 422, 'Reference does not exist'],
    ['PATCH git/refs/heads/main', 'unknown', 422, 'Object does not exist'],
    ['PATCH git/refs/heads/main', 'side', 422, 'Update is not a fast forward'],
    ['GET git/ref/heads/none', 'main', 404, 'Not Found'],
    ['GET branches/none', 'main', 404, 'Branch not found'],
    ['DELETE git/refs/heads/none', 'main', 422, 'Reference does not exist']
  ])('%s to %s answers %i', async (endpoint, target, status, message) => {
    await repository.createBranch('side')
    const side = await repository.commit('side', { x: 'x' })
    await repository.commit('main', { y: 'y' })
    const sha = { main: await repository.head(), side, unknown: 'f'.repeat(40) }[target]
    const answer = await call(endpoint, endpoint.startsWith('GET') ? undefined : { sha })
    expect(answer).toMatchObject({ status, body: { message, status: String(status) } })
  })

  test.each([
    ['refs/heads/main', 'Reference already exists'],
    ['refs/heads/main/x', 'Reference update failed']
  ])('POST of %s is refused', async (ref, message) => {
    expect(await call('POST git/refs', { ref, sha: await repository.head() })).toMatchObject({
      status: 422,
      body: { message }
    })
  })

  test.each(['main', 'HEAD', 'oid'])('list the tree of %s', async (name) => {
    const treeish = name === 'oid' ? await repository.head() : name
    const { body } = await call(`GET git/trees/${treeish}?recursive=1`)
    expect(body).toMatchObject({
      truncated: false,
      tree: [
        { path: 'app.yaml', size: 8 },
        { path: 'bin', type: 'tree' },
        { path: 'bin/run', mode: '100755' },
        { path: 'old.yaml' }
      ]
    })
  })

  test('give a blob as JSON or raw', async () => {
    const sha = shaOf(await call('GET contents/app.yaml'))
    const json = (await call(`GET git/blobs/${sha}`)).body as { content: string }
    const raw = await call(`GET git/blobs/${sha}`, undefined, { accept: 'application/vnd.github.raw+json' })
    expect(Buffer.from(json.content, 'base64').toString()).toBe('tag: v1\n')
    expect(raw.headers.get('content-type')).toContain('raw')
  })
})

test('a file is written where it was read, or not at all', async () => {
  const sha = shaOf(await call('GET contents/app.yaml'))
  const change = { message: 'm', content: Buffer.from('tag: v2\n').toString('base64') }
  expect((await call('PUT contents/app.yaml', { ...change, sha })).status).toBe(200)
  expect(await call('PUT contents/app.yaml', { ...change, sha })).toMatchObject({
    status: 409,
    body: { message: `app.yaml does not match ${sha}` }
  })
})

test('commits compare', async () => {
  const base = await repository.head()
  const head = await repository.commit('main', { 'app.yaml': 'tag: v2\n' })
  expect((await call(`GET compare/${base}...main`)).body).toMatchObject({
    status: 'ahead',
    ahead_by: 1,
    commits: [{ sha: head }],
    files: [{ filename: 'app.yaml', status: 'modified' }]
  })
  expect((await call('GET commits?path=app.yaml&per_page=1')).body).toMatchObject([{ sha: head }])
})

test('a pull request is opened, listed, annotated and merged', async () => {
  await repository.createBranch('bump')
  await repository.commit('bump', { 'app.yaml': 'tag: v2\n' })
  const wanted = { title: 'Bump', head: 'bump', base: 'main' }
  expect(await call('POST pulls', wanted)).toMatchObject({ status: 201, body: { number: 1, state: 'open' } })
  expect(await call('POST pulls', wanted)).toMatchObject({
    status: 422,
    body: {
      message: 'Validation Failed',
      errors: [
        { resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for acme:bump.' }
      ]
    }
  })
  expect((await call('GET pulls?head=acme:bump&state=open')).body).toMatchObject([{ number: 1 }])
  expect((await call('GET pulls?head=acme:other')).body).toEqual([])
  await call('POST issues/1/labels', { labels: ['made-on-the-fly'] })
  expect(repository.labels).toEqual(['made-on-the-fly'])
  expect(await call('PUT pulls/1/merge', { sha: 'f'.repeat(40) })).toMatchObject({ status: 409 })
  expect(await call('PUT pulls/1/merge', { merge_method: 'squash' })).toMatchObject({
    status: 200,
    body: { merged: true }
  })
  expect(await repository.read('main', 'app.yaml')).toBe('tag: v2\n')
})

test('statuses and deployments tell how a commit fared', async () => {
  const oid = await repository.head()
  await call(`POST statuses/${oid}`, { state: 'pending', context: 'Argo' })
  await call(`POST statuses/${oid}`, { state: 'success', context: 'argo' })
  expect((await call(`GET commits/${oid}/status`)).body).toMatchObject({ state: 'success', total_count: 1 })
  const { id } = (await call('POST deployments', { ref: 'main', environment: 'prod' })).body as { id: number }
  await call(`POST deployments/${id}/statuses`, { state: 'in_progress' })
  expect((await call(`GET deployments/${id}/statuses`)).body).toMatchObject([{ state: 'in_progress' }])
})

test('GitHub Enterprise Server has the same API at other addresses', async () => {
  const headers = { authorization: `token ${github.token}` }
  const rest = await fetch(`${github.enterprise.apiUrl}/repos/${repository.nameWithOwner}`, { headers })
  const body = JSON.stringify({ query: '{ viewer { login } }' })
  const graphql = await fetch(github.enterprise.graphqlUrl, { method: 'POST', headers, body })
  expect([rest.status, graphql.status]).toEqual([200, 200])
})

test('a repository of 20,000 files is made and listed', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`d${index % 200}/f${index}.yaml`, `n: ${index}\n`])
  )
  repository = await github.createRepository('acme/large', { files })
  const { body } = (await call('GET git/trees/main?recursive=1')) as { body: { tree: unknown[] } }
  expect(body.tree).toHaveLength(20_200)
})
