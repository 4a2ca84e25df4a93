import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ApiClient, commitInput } from './api-client.ts'
import { startGitHub, type GitHub, type RepositoryHandle } from './github/index.ts'

let github: GitHub
let repository: RepositoryHandle
let client: ApiClient
let count = 0

beforeAll(async () => {
  github = await startGitHub()
  client = new ApiClient(github)
})

beforeEach(async () => {
  github.forget()
  repository = await github.createRepository(`acme/faults-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n', b: 'b' }
  })
})

afterAll(async () => {
  await github.close()
})

const on = { operation: 'createCommitOnBranch' }

describe('a mutation', () => {
  test.each([
    ['before', 502, 1],
    ['after', 502, 2],
    ['before', 504, 1],
    ['after', 503, 2]
  ] as const)('that fails %s it was applied with %i leaves %i commits', async (when, status, commits) => {
    github.faults.add({ on, when, effect: { kind: 'status', status } })
    expect((await client.commit(repository, {})).status).toBe(status)
    expect(await repository.log()).toHaveLength(commits)
    expect((await client.commit(repository, { files: { other: 'x' } })).status).toBe(200)
  })

  test.each([
    ['before', 1],
    ['after', 2]
  ] as const)('whose connection drops %s it was applied leaves %i commits', async (when, commits) => {
    github.faults.add({ on, when, effect: { kind: 'drop' } })
    await expect(client.commit(repository, {})).rejects.toThrow()
    expect(await repository.log()).toHaveLength(commits)
  })

  test('can be struck the second time only', async () => {
    github.faults.add({ on: { ...on, number: 2 }, effect: { kind: 'status', status: 500 } })
    const statuses = []
    for (const name of ['1', '2', '3'])
      statuses.push((await client.commit(repository, { files: { [name]: '' } })).status)
    expect(statuses).toEqual([200, 500, 200])
  })

  test('can lose the end of its document to the resource limits', async () => {
    github.faults.add({ on, effect: { kind: 'resource-limits', keep: 1 } })
    const c = await commitInput(repository)
    const { body, errors } = await client.graphql(
      'mutation ($c: CreateCommitOnBranchInput!) { a: createCommitOnBranch(input: $c) { commit { oid } } b: createCommitOnBranch(input: $c) { commit { oid } } }',
      { c }
    )
    expect(body).toMatchObject({ data: { a: { commit: { oid: await repository.head() } }, b: null } })
    expect(errors).toMatchObject([{ type: 'RESOURCE_LIMITS_EXCEEDED', path: ['b'] }])
  })
})

describe('limits', () => {
  test.each([
    [
      { kind: 'secondary-limit', retryAfter: 7 },
      403,
      '7',
      /^You have exceeded a secondary rate limit\. Please wait/
    ],
    [{ kind: 'secondary-limit', status: 429 }, 429, null, /^You have exceeded a secondary rate limit/],
    [
      { kind: 'secondary-limit', contentCreation: true },
      403,
      null,
      /temporarily blocked from content creation/
    ],
    [{ kind: 'primary-limit', resetIn: 9 }, 403, null, /^API rate limit exceeded for user ID/]
  ] as const)('%j', async (effect, status, retryAfter, message) => {
    github.faults.add({ effect })
    const answer = await client.rest(`GET /repos/${repository.nameWithOwner}`)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('retry-after')).toBe(retryAfter)
    expect((answer.body as { message: string }).message).toMatch(message)
    expect(answer.headers.get('x-ratelimit-remaining') === '0').toBe(effect.kind === 'primary-limit')
  })

  test('of GraphQL answer 200 with RATE_LIMITED', async () => {
    github.faults.add({ effect: { kind: 'primary-limit' } })
    const { status, errors, headers } = await client.graphql('{ viewer { login } }')
    expect({ status, errors }).toMatchObject({ status: 200, errors: [{ type: 'RATE_LIMITED' }] })
    expect(headers.get('x-ratelimit-remaining')).toBe('0')
  })

  test('of a token are counted down and then enforced', async () => {
    github.addToken({ token: 'poor', kind: 'pat-fine', login: 'octocat', limits: { graphql: 1 } })
    const poor = new ApiClient(github, 'poor')
    expect((await poor.graphql('{ viewer { login } }')).errors).toEqual([])
    expect((await poor.graphql('{ viewer { login } }')).errors).toMatchObject([{ type: 'RATE_LIMITED' }])
  })
})

test('a query can come back with part of its files', async () => {
  github.faults.add({ on: { operation: 'query' }, effect: { kind: 'resource-limits', keep: 2 } })
  const { body, errors } = await client.graphql(
    'query ($n: String!) { repository(owner: "acme", name: $n) { ref(qualifiedName: "main") { target { ... on Commit { a: file(path: "app.yaml") { path } b: file(path: "b") { path } } } } } }',
    { n: repository.nameWithOwner.slice('acme/'.length) }
  )
  expect(body).toMatchObject({
    data: { repository: { ref: { target: { a: { path: 'app.yaml' }, b: null } } } }
  })
  expect(errors).toMatchObject([
    { type: 'RESOURCE_LIMITS_EXCEEDED', path: ['repository', 'ref', 'target', 'b'] }
  ])
})

test('a tree can be truncated', async () => {
  github.faults.add({
    on: { operation: 'GET git/trees/{tree*}' },
    effect: { kind: 'truncated-tree', keep: 1 }
  })
  const { body } = await client.rest(`GET /repos/${repository.nameWithOwner}/git/trees/HEAD?recursive=1`)
  expect(body).toMatchObject({ truncated: true, tree: [{ path: 'app.yaml' }] })
})

test('a token can expire in mid-run', async () => {
  github.addToken({ token: 'short', kind: 'app', login: 'short[bot]' })
  github.faults.add({ on: { login: 'short[bot]', number: 2 }, effect: { kind: 'expired-token' } })
  const short = new ApiClient(github, 'short')
  const statuses = []
  for (let index = 0; index < 3; index += 1)
    statuses.push((await short.graphql('{ viewer { login } }')).status)
  expect(statuses).toEqual([200, 401, 401])
})

test('a query can fail for no reason', async () => {
  github.faults.add({ effect: { kind: 'something-went-wrong' } })
  const { errors } = await client.graphql('{ viewer { login } }')
  expect(errors[0]?.message).toMatch(/^Something went wrong while executing your query\./)
})

test('every request is logged with what it asked for', async () => {
  await client.commit(repository, {})
  await client.rest(`GET /repos/${repository.nameWithOwner}/git/ref/heads/main`)
  expect(github.countApiRequests()).toBe(2)
  expect(github.countApiRequests({ operation: 'createCommitOnBranch' })).toBe(1)
  expect(github.requests).toMatchObject([
    { kind: 'graphql', operations: ['mutation', 'createCommitOnBranch'], login: 'gitops[bot]', status: 200 },
    { kind: 'rest', method: 'GET', operations: ['GET git/ref/{ref*}'], status: 200 }
  ])
  expect(
    github.requests.every(
      ({ requestBytes, responseBytes, kind }) => responseBytes > 0 && (kind === 'rest' || requestBytes > 0)
    )
  ).toBe(true)
})

test('latency is added to every request', async () => {
  github.latencyMs = 60
  const started = performance.now()
  await client.graphql('{ viewer { login } }')
  github.latencyMs = 0
  expect(performance.now() - started).toBeGreaterThan(55)
})
