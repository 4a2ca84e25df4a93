import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ApiClient } from './api-client.ts'
import { startGitHub, type GitHub, type RepositoryHandle } from './github/index.ts'

let github: GitHub
let repository: RepositoryHandle
let client: ApiClient

beforeAll(async () => {
  github = await startGitHub()
  client = new ApiClient(github)
  repository = await github.createRepository('acme/gitops', {
    files: {
      'app.yaml': 'tag: v1\n',
      'run.sh': { content: '#!/bin/sh\n', mode: '100755' },
      link: { symlink: 'app.yaml' },
      module: { submodule: 'a'.repeat(40) },
      'crlf.yaml': Buffer.from('\uFEFFtag: v1\r\n'),
      'binary.bin': Buffer.from([0, 1, 2]),
      'latin.txt': Buffer.from([0x63, 0xe9]),
      'large.yaml': 'x'.repeat(512_001),
      'apps/api/values.yaml': 'image: {}\n'
    },
    labels: ['gitops'],
    milestones: ['One'],
    collaborators: ['alice', 'bob']
  })
})

afterAll(async () => {
  await github.close()
})

const onMain = (selection: string): string =>
  `query ($path: String = "app.yaml") { repository(owner: "acme", name: "gitops") { defaultBranchRef { target { oid ... on Commit { file(path: $path) ${selection} } } } } }`

async function fileOnMain(path: string, selection: string): Promise<unknown> {
  const { body } = (await client.graphql(onMain(selection), { path })) as {
    body: { data: { repository: { defaultBranchRef: { target: { file: unknown } } } } }
  }
  return body.data.repository.defaultBranchRef.target.file
}

describe('a file at the head of a branch', () => {
  test.each([
    ['app.yaml', { mode: 33188, type: 'blob', size: 8, extension: '.yaml', path: 'app.yaml' }],
    ['run.sh', { mode: 33261, type: 'blob', size: 10, extension: '.sh', path: 'run.sh' }],
    ['link', { mode: 40960, type: 'blob', size: 8, extension: '', path: 'link' }],
    ['module', { mode: 57344, type: 'commit', size: 0, extension: '', path: 'module' }],
    ['apps/api', { mode: 16384, type: 'tree', size: 0, extension: '', path: 'apps/api' }]
  ])('%s has the mode of its kind, in decimal', async (path, entry) => {
    expect(await fileOnMain(path, '{ mode type size extension path }')).toEqual(entry)
  })

  test.each([
    ['app.yaml', 'tag: v1\n', false, false],
    ['link', 'app.yaml', false, false],
    ['crlf.yaml', 'tag: v1\r\n', false, false],
    ['latin.txt', 'c\uFFFD', false, false],
    ['binary.bin', null, true, false],
    ['large.yaml', 'x'.repeat(512_000), false, true]
  ])('%s shows its text as GitHub does', async (path, text, isBinary, isTruncated) => {
    const object = { text, isBinary, isTruncated }
    expect(await fileOnMain(path, '{ object { ... on Blob { text isBinary isTruncated } } }')).toEqual({
      object
    })
  })

  test('that is not there is null', async () => {
    expect(await fileOnMain('none.yaml', '{ oid }')).toBeNull()
  })

  test('that is a folder lists its entries with whole paths', async () => {
    const entry = await fileOnMain('apps', '{ object { ... on Tree { entries { name path type } } } }')
    expect(entry).toEqual({ object: { entries: [{ name: 'api', path: 'apps/api', type: 'tree' }] } })
  })
})

test('the head and its files come from one commit', async () => {
  const { body } = await client.graphql(onMain('{ oid }'))
  expect(body).toMatchObject({
    data: { repository: { defaultBranchRef: { target: { oid: await repository.head() } } } }
  })
})

test('a repository tells what it allows and whom it knows', async () => {
  const { body } = await client.graphql(`{ repository(owner: "acme", name: "gitops") {
    nameWithOwner owner { login } isArchived isEmpty isPrivate viewerPermission autoMergeAllowed squashMergeAllowed
    label(name: "GitOps") { name } missing: label(name: "none") { name } milestones(query: "on", first: 1) { nodes { title } }
    assignableUsers(query: "ali", first: 5) { nodes { login } } refs(refPrefix: "refs/heads/", first: 5) { totalCount }
    ref(qualifiedName: "main") { prefix name } none: ref(qualifiedName: "refs/heads/none") { name } object(expression: "main:app.yaml") { oid }
  } viewer { login } rateLimit { cost remaining } }`)
  expect(body).toMatchObject({
    data: {
      repository: {
        nameWithOwner: 'acme/gitops',
        owner: { login: 'acme' },
        isArchived: false,
        isEmpty: false,
        isPrivate: true,
        viewerPermission: null,
        label: { name: 'gitops' },
        missing: null,
        milestones: { nodes: [{ title: 'One' }] },
        assignableUsers: { nodes: [{ login: 'alice' }] },
        refs: { totalCount: 1 },
        ref: { prefix: 'refs/heads/', name: 'main' },
        none: null,
        object: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) }
      },
      viewer: { login: 'gitops' },
      rateLimit: { cost: 1 }
    }
  })
})

test('history names the commits that touched a path, newest first, with the file as it was', async () => {
  await repository.commit('main', { 'history.yaml': 'a' }, 'First')
  await repository.commit('main', { 'other.yaml': 'a' }, 'Other')
  await repository.commit('main', { 'history.yaml': 'b' }, 'Second')
  const { body } =
    await client.graphql(`{ repository(owner: "acme", name: "gitops") { defaultBranchRef { target { ... on Commit {
    history(first: 1, path: "history.yaml") { totalCount pageInfo { hasNextPage endCursor }
      nodes { messageHeadline file(path: "history.yaml") { object { ... on Blob { text } } } } } } } } } }`)
  expect(body).toMatchObject({
    data: {
      repository: {
        defaultBranchRef: {
          target: {
            history: {
              totalCount: 2,
              pageInfo: { hasNextPage: true },
              nodes: [{ messageHeadline: 'Second', file: { object: { text: 'b' } } }]
            }
          }
        }
      }
    }
  })
})

test('an empty repository has no default branch', async () => {
  await github.createRepository('acme/empty')
  const { body } = await client.graphql(
    '{ repository(owner: "acme", name: "empty") { isEmpty defaultBranchRef { name } } }'
  )
  expect(body).toEqual({ data: { repository: { isEmpty: true, defaultBranchRef: null } } })
})

describe('a request that the schema does not allow is refused as a whole', () => {
  const update = 'mutation M($i: CreateRefInput!) { createRef(input: $i) { ref { id } } }'
  test.each([
    [
      'an unknown field',
      '{ repository(owner: "a", name: "b") { nope } }',
      {},
      "Field 'nope' doesn't exist on type 'Repository'"
    ],
    ['an unknown argument', '{ viewer(x: 1) { login } }', {}, "Field 'viewer' doesn't accept argument 'x'"],
    [
      'a missing argument',
      '{ repository(owner: "a") { id } }',
      {},
      "Field 'repository' is missing required arguments: name"
    ],
    [
      'a missing selection',
      '{ viewer }',
      {},
      "Field must have selections (field 'viewer' returns User! but has no selections. Did you mean 'viewer { ... }'?)"
    ],
    [
      'an unused variable',
      'query Q($x: Int) { viewer { login } }',
      {},
      'Variable $x is declared by Q but not used'
    ],
    ['a syntax error', '{ viewer { login }', {}, 'Parse error: Expected Name, found <EOF>.'],
    ['a missing variable', update, {}, 'Variable $i of type CreateRefInput! was provided invalid value'],
    [
      'a null where none may be',
      update,
      { i: { repositoryId: 'R', name: 'x', oid: null } },
      'Variable $i of type CreateRefInput! was provided invalid value for oid (Expected value to not be null)'
    ],
    [
      'a missing input field',
      update,
      { i: { repositoryId: 'R', oid: '0'.repeat(40) } },
      'Variable $i of type CreateRefInput! was provided invalid value for name (Expected value to not be null)'
    ],
    [
      'an unknown input field',
      update,
      { i: { repositoryId: 'R', name: 'x', oid: '0'.repeat(40), y: 1 } },
      'Variable $i of type CreateRefInput! was provided invalid value for y (Field is not defined on CreateRefInput)'
    ],
    [
      'a malformed id',
      update,
      { i: { repositoryId: 'R', name: 'x', oid: 'main' } },
      'Variable $i of type CreateRefInput! was provided invalid value for oid (Could not coerce value "main" to GitObjectID)'
    ],
    [
      'a connection without bounds',
      '{ repository(owner: "a", name: "b") { pullRequests { totalCount } } }',
      {},
      'You must provide a `first` or `last` value to properly paginate the `pullRequests` connection.'
    ],
    [
      'too large a page',
      '{ repository(owner: "a", name: "b") { pullRequests(first: 101) { totalCount } } }',
      {},
      'Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records.'
    ]
  ])('%s', async (_name, query, variables, message) => {
    const { status, body, errors } = await client.graphql(query, variables)
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('data')
    expect(errors.map((error) => error.message)).toEqual([message])
  })
})

test('a field that is not modelled says so instead of being null', async () => {
  const { errors } = await client.graphql('{ repository(owner: "acme", name: "gitops") { stargazerCount } }')
  expect(errors[0]?.message).toBe('The loopback GitHub does not model Repository.stargazerCount.')
})
