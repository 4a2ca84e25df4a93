import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { ApiClient, type Answered } from './api-client.ts'
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
  repository = await github.createRepository(`acme/merges-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n', 'web.yaml': 'tag: v1\n' }
  })
  await repository.createBranch('bump')
  await repository.commit('bump', { 'app.yaml': 'tag: v2\n' })
  await repository.openPullRequest({ head: 'bump' })
})

afterAll(async () => {
  await github.close()
})

const MERGE = 'mutation ($m: MergeBranchInput!) { mergeBranch(input: $m) { mergeCommit { oid } } }'

async function mergeBase(): Promise<Answered> {
  const repositoryId = await client.idOf(repository)
  return client.graphql(MERGE, {
    m: { repositoryId, base: 'bump', head: await repository.head(), commitMessage: 'Merge' }
  })
}

test('a branch takes in another: a commit of both, with the files of both', async () => {
  await repository.commit('main', { 'web.yaml': 'tag: v9\n' })
  const [main, bump] = [await repository.head(), await repository.head('bump')]
  const { body } = await mergeBase()
  const [newest] = await repository.log('bump')
  expect(body).toMatchObject({ data: { mergeBranch: { mergeCommit: { oid: newest?.oid } } } })
  expect(newest).toMatchObject({ parents: [bump, main], message: 'Merge' })
  expect(await repository.read('bump', 'app.yaml')).toBe('tag: v2\n')
  expect(await repository.read('bump', 'web.yaml')).toBe('tag: v9\n')
})

test.each([
  ['both have changed the same line', 'tag: v3\n', 'Failed to merge: "Merge conflict"'],
  ['the branch has it all already', undefined, 'Failed to merge: "Already merged"']
])('nothing is merged when %s', async (_, text, message) => {
  if (text !== undefined) await repository.commit('main', { 'app.yaml': text })
  const before = await repository.head('bump')
  const { errors } = await mergeBase()
  expect(errors).toMatchObject([{ path: ['mergeBranch'], message }])
  expect(await repository.head('bump')).toBe(before)
})

const PULLS = `query ($o: String!, $n: String!) { repository(owner: $o, name: $n) {
  ref(qualifiedName: "refs/heads/bump") { associatedPullRequests(first: 10) {
    nodes { number locked }
  } }
} }`

test('a branch knows its own pull requests, not those of forks', async () => {
  await repository.openPullRequest({ head: 'bump', headOwner: 'stranger' })
  const [o, n] = repository.nameWithOwner.split('/')
  const { body } = await client.graphql(PULLS, { o, n })
  const nodes = [{ number: 1, locked: false }]
  expect(body).toEqual({ data: { repository: { ref: { associatedPullRequests: { nodes } } } } })
})

test('a locked conversation takes no comment of an app', async () => {
  const [pull] = repository.pullRequests
  if (pull !== undefined) pull.isLocked = true
  const query =
    'query ($o: String!, $n: String!) { repository(owner: $o, name: $n) { pullRequest(number: 1) { id } } }'
  const [o, n] = repository.nameWithOwner.split('/')
  const { body } = (await client.graphql(query, { o, n })) as {
    body: { data: { repository: { pullRequest: { id: string } } } }
  }
  const { errors } = await client.graphql(
    'mutation ($c: AddCommentInput!) { addComment(input: $c) { clientMutationId } }',
    { c: { subjectId: body.data.repository.pullRequest.id, body: 'Hello' } }
  )
  expect(errors).toMatchObject([
    { type: 'FORBIDDEN', message: 'Unable to create comment because issue is locked.' }
  ])
  expect(pull?.comments).toEqual([])
})
