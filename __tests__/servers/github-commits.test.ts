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
  repository = await github.createRepository(`acme/commits-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\r\n', 'run.sh': { content: '', mode: '100755' }, 'a/b/c.yaml': 'c' }
  })
})

afterAll(async () => {
  await github.close()
})

describe('createCommitOnBranch', () => {
  test('puts one verified commit by the token on the branch, bytes as they came', async () => {
    const before = await repository.head()
    const { body } = await client.commit(repository, {
      files: { 'app.yaml': 'tag: v2\r\n', 'new/x.yaml': 'x' }
    })
    const [commit] = await repository.log()
    expect(body).toEqual({ data: { createCommitOnBranch: { commit: { oid: commit?.oid } } } })
    expect(commit).toMatchObject({
      parents: [before],
      message: 'Update\n\nBy a test',
      author: 'gitops[bot]',
      isVerified: true,
      files: ['app.yaml', 'new/x.yaml']
    })
    expect(await repository.read('main', 'app.yaml')).toBe('tag: v2\r\n')
  })

  test('deletes files, and folders that become empty', async () => {
    await client.commit(repository, { files: {}, delete: ['a/b/c.yaml'] })
    expect(await repository.mode('main', 'a')).toBeUndefined()
  })

  test.each([
    [false, '100644'],
    [true, '100755']
  ])('with keepsModes %p leaves an executable as %s', async (keepsModes, mode) => {
    repository.settings.keepsModes = keepsModes
    await client.commit(repository, { files: { 'run.sh': 'echo' } })
    expect(await repository.mode('main', 'run.sh')).toBe(mode)
  })

  test('refuses a head that had moved before it began, with STALE_DATA', async () => {
    const head = await repository.head()
    github.beforeMutation('createCommitOnBranch', async () => {
      await repository.commit('main', { 'rival.yaml': 'r' })
    })
    const { body, errors } = await client.commit(repository, { head })
    expect(body).toMatchObject({ data: { createCommitOnBranch: null } })
    expect(errors).toEqual([
      {
        type: 'STALE_DATA',
        path: ['createCommitOnBranch'],
        locations: [{ line: 1, column: 45 }],
        message: `Expected branch to point to "${head}" but it did not.  Pull and try again.`
      }
    ])
  })

  test('words it differently when the branch moves between its check and its write', async () => {
    const head = await repository.head()
    let rival = ''
    github.beforeRefUpdate(async () => {
      rival = await repository.commit('main', { 'rival.yaml': 'r' })
    })
    const { errors } = await client.commit(repository, { head })
    expect(errors).toMatchObject([{ message: `Ref refs/heads/main is at ${rival} but expected ${head}` }])
    expect(errors[0]).not.toHaveProperty('type')
    expect(await repository.head()).toBe(rival)
  })

  test('lets one of many win, and tells the others that they lost', async () => {
    const head = await repository.head()
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        client.commit(repository, { head, files: { [`f${index}`]: 'x' } })
      )
    )
    const lost = answers.flatMap(({ errors }) => errors.map(({ message }) => message))
    expect(lost).toHaveLength(29)
    expect(
      lost.every((message) => /Expected branch to point to|is at \S+ but expected \S+/.test(message))
    ).toBe(true)
    expect(await repository.log()).toHaveLength(2)
  })

  test.each([
    ['a branch that is not there', { branch: { branchName: 'none' } }, 'NOT_FOUND', 'Branch not found'],
    [
      'two changes of one path',
      { fileChanges: { additions: [{ path: 'x', contents: '' }], deletions: [{ path: 'x' }] } },
      'UNPROCESSABLE',
      'A path was requested for more than one file change: `x`'
    ],
    [
      'an absolute path',
      { fileChanges: { additions: [{ path: '/x', contents: '' }] } },
      'UNPROCESSABLE',
      'A path was requested that is not valid: `/x`'
    ],
    [
      'the deletion of nothing',
      { fileChanges: { deletions: [{ path: 'none' }] } },
      'UNPROCESSABLE',
      /^A path was requested for deletion which does not exist as of commit oid `[0-9a-f]{40}`$/
    ]
  ])('refuses %s', async (_name, change, type, message) => {
    const base = (await commitInput(repository)) as { branch: object }
    const branch = { ...base.branch, ...('branch' in change ? change.branch : {}) }
    const { errors } = await client.graphql(
      'mutation ($c: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $c) { commit { oid } } }',
      { c: { ...base, ...change, branch } }
    )
    expect(errors).toMatchObject([
      { type, message: typeof message === 'string' ? message : expect.stringMatching(message) }
    ])
    expect(await repository.log()).toHaveLength(1)
  })

  test.each(['!', 'YQ', 'YQ==\n', '_-=='])('refuses %p as base64 before anything runs', async (contents) => {
    const base = await commitInput(repository)
    const { body } = await client.graphql(
      'mutation ($c: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $c) { commit { oid } } }',
      { c: { ...base, fileChanges: { additions: [{ path: 'x', contents }] } } }
    )
    expect(body).not.toHaveProperty('data')
  })
})

describe('refs', () => {
  const zero = '0'.repeat(40)
  const createRef = 'mutation ($r: CreateRefInput!) { createRef(input: $r) { ref { name } } }'
  const updateRefs = 'mutation ($u: UpdateRefsInput!) { updateRefs(input: $u) { clientMutationId } }'

  test('a branch can be made once', async () => {
    const r = {
      repositoryId: await client.idOf(repository),
      name: 'refs/heads/x',
      oid: await repository.head()
    }
    expect((await client.graphql(createRef, { r })).body).toEqual({
      data: { createRef: { ref: { name: 'x' } } }
    })
    expect((await client.graphql(createRef, { r })).errors).toMatchObject([
      { type: 'UNPROCESSABLE', message: 'A ref named "refs/heads/x" already exists in the repository.' }
    ])
  })

  test.each([
    ['main/x', 'Reference update failed'],
    ['bad..name', 'refs/heads/bad..name is not a valid ref name.']
  ])('no branch can be called %s', async (name, message) => {
    const r = {
      repositoryId: await client.idOf(repository),
      name: `refs/heads/${name}`,
      oid: await repository.head()
    }
    expect((await client.graphql(createRef, { r })).errors).toMatchObject([{ message }])
  })

  test('updateRefs moves all of them or none', async () => {
    const base = await repository.head()
    await repository.createBranch('head')
    await repository.createBranch('scratch')
    const made = await repository.commit('scratch', { 'app.yaml': 'new' })
    const repositoryId = await client.idOf(repository)
    const move = { name: 'refs/heads/head', beforeOid: base, afterOid: made, force: true }
    const drop = { name: 'refs/heads/scratch', beforeOid: made, afterOid: zero }
    const stale = await client.graphql(updateRefs, {
      u: { repositoryId, refUpdates: [move, { ...drop, beforeOid: base }] }
    })
    expect(stale.errors).toMatchObject([
      { message: `Ref refs/heads/scratch is at ${made} but expected ${base}` }
    ])
    expect(await repository.head('head')).toBe(base)
    await client.graphql(updateRefs, { u: { repositoryId, refUpdates: [move, drop] } })
    expect(await repository.head('head')).toBe(made)
    expect(await repository.branches()).toEqual(['head', 'main'])
  })

  test('a ref is moved and deleted by its id', async () => {
    await repository.createBranch('x')
    const oid = await repository.commit('main', { x: 'x' })
    const [, name] = repository.nameWithOwner.split('/')
    const { body } = (await client.graphql(
      `{ repository(owner: "acme", name: "${String(name)}") { ref(qualifiedName: "x") { id compare(headRef: "main") { aheadBy status } } } }`
    )) as { body: { data: { repository: { ref: { id: string } } } } }
    expect(body).toMatchObject({
      data: { repository: { ref: { compare: { aheadBy: 1, status: 'AHEAD' } } } }
    })
    const { id } = body.data.repository.ref
    await client.graphql(`mutation { updateRef(input: { refId: "${id}", oid: "${oid}" }) { ref { name } } }`)
    expect(await repository.head('x')).toBe(oid)
    await client.graphql(`mutation { deleteRef(input: { refId: "${id}" }) { clientMutationId } }`)
    expect(await repository.branches()).toEqual(['main'])
  })

  test('zeros before a ref mean that it must not be there', async () => {
    const repositoryId = await client.idOf(repository)
    const make = { name: 'refs/heads/main', beforeOid: zero, afterOid: await repository.head() }
    const { errors } = await client.graphql(updateRefs, { u: { repositoryId, refUpdates: [make] } })
    expect(errors[0]?.message).toMatch(/^Ref refs\/heads\/main is at [0-9a-f]{40} but expected 0{40}$/)
  })

  test('a new branch is unknown to later requests while GitHub lags', async () => {
    github.lag.newBranchRequests = 1
    const oid = await repository.head()
    const r = { repositoryId: await client.idOf(repository), name: 'refs/heads/x', oid }
    await client.graphql(createRef, { r })
    const early = await client.commit(repository, { branch: 'x', head: oid })
    const late = await client.commit(repository, { branch: 'x', head: oid })
    github.lag.newBranchRequests = 0
    expect(early.errors).toMatchObject([{ type: 'NOT_FOUND', message: 'Branch not found' }])
    expect(late.errors).toEqual([])
  })

  test('reads can be behind what was written', async () => {
    const before = await repository.head()
    await client.commit(repository, {})
    github.lag.readsMs = 60_000
    const path = `/repos/${repository.nameWithOwner}/git/ref/heads/main`
    const { body } = await client.rest(`GET ${path}`)
    github.lag.readsMs = 0
    expect(body).toMatchObject({ object: { sha: before } })
  })
})
