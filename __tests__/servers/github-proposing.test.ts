import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ApiClient, commitInput, type Answered } from './api-client.ts'
import { startGitHub, type GitHub, type RepositoryHandle } from './github/index.ts'

let github: GitHub
let repository: RepositoryHandle
let client: ApiClient
let count = 0

beforeAll(async () => {
  github = await startGitHub()
  github.addToken({ token: 'actions', kind: 'github-actions', login: 'github-actions[bot]' })
  client = new ApiClient(github)
})

beforeEach(async () => {
  github.forget()
  repository = await github.createRepository(`acme/proposing-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n' }
  })
})

afterAll(async () => {
  await github.close()
})

const trio = `mutation Open($r: CreateRefInput!, $c: CreateCommitOnBranchInput!, $p: CreatePullRequestInput!) {
  ref: createRef(input: $r) { ref { id name } }
  commit: createCommitOnBranch(input: $c) { commit { oid } }
  pr: createPullRequest(input: $p) { pullRequest { id number headRefOid mergeable } }
}`

async function open(from: ApiClient = client, pull: object = {}): Promise<Answered> {
  const oid = await repository.head()
  const repositoryId = await client.idOf(repository)
  return await from.graphql(trio, {
    r: { repositoryId, name: 'refs/heads/bump', oid },
    c: { ...(await commitInput(repository)), branch: bump() },
    p: { repositoryId, baseRefName: 'main', headRefName: 'bump', title: 'Bump', body: '', ...pull }
  })
}

const bump = (): object => ({ repositoryNameWithOwner: repository.nameWithOwner, branchName: 'bump' })

const messages = (answered: Answered): string[] => answered.errors.map(({ message }) => message)

describe('one document that makes a branch, a commit and a pull request', () => {
  test('does all three, each seeing what the one before did', async () => {
    const { body } = await open()
    const oid = await repository.head('bump')
    expect(body).toMatchObject({
      data: {
        ref: { ref: { name: 'bump' } },
        commit: { commit: { oid } },
        pr: { pullRequest: { number: 1, headRefOid: oid, mergeable: 'MERGEABLE' } }
      }
    })
    expect(repository.pullRequests).toMatchObject([
      { state: 'OPEN', base: 'main', head: 'bump', author: 'gitops[bot]' }
    ])
  })

  test('goes on after a step that failed, and tells each failure by its alias', async () => {
    await open()
    const again = await open()
    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({ data: { ref: null, commit: null, pr: null } })
    expect(again.errors).toMatchObject([
      {
        type: 'UNPROCESSABLE',
        path: ['ref'],
        message: 'A ref named "refs/heads/bump" already exists in the repository.'
      },
      { type: 'STALE_DATA', path: ['commit'] },
      { type: 'UNPROCESSABLE', path: ['pr'], message: 'A pull request already exists for acme:bump.' }
    ])
  })

  test('leaves a branch behind when its commit is refused', async () => {
    repository.ruleset('bump', { requirePullRequest: true })
    const { body, errors } = await open()
    expect(body).toMatchObject({ data: { ref: { ref: { name: 'bump' } }, commit: null, pr: null } })
    expect(errors).toMatchObject([
      {
        type: 'FORBIDDEN',
        message: 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
      },
      { message: 'No commits between main and bump' }
    ])
  })

  test('opens a pull request for the rival who took the branch first', async () => {
    const oid = await repository.head()
    github.beforeMutation('createRef', async () => {
      await repository.createBranch('bump')
      await repository.commit('bump', { 'app.yaml': 'rival' })
    })
    const { body } = await open()
    expect(body).toMatchObject({ data: { ref: null, commit: null, pr: { pullRequest: { number: 1 } } } })
    expect(await repository.head('bump')).not.toBe(oid)
  })

  test('gives a payload without a pull request while the branch is not visible', async () => {
    github.lag.newBranchRequests = 1
    github.lag.sameRequest = true
    const { body, errors } = await open()
    github.lag.newBranchRequests = 0
    github.lag.sameRequest = false
    expect(body).toMatchObject({ data: { commit: null, pr: { pullRequest: null } } })
    expect(errors.map(({ message }) => message)).toEqual([
      'Branch not found',
      "Head sha can't be blank, Base sha can't be blank, No commits between main and bump, Head ref must be a branch"
    ])
  })

  test.each([
    [
      'drafts are not supported',
      { draftsAllowed: false },
      { draft: true },
      'Draft pull requests are not supported in this repository.'
    ],
    [
      'Actions may not',
      { actionsMayCreatePullRequests: false },
      {},
      'GitHub Actions is not permitted to create or approve pull requests.'
    ],
    [
      'the body is too long',
      {},
      { body: 'x'.repeat(65_537) },
      'Body is too long (maximum is 65536 characters)'
    ]
  ])('keeps the commit when %s', async (_name, settings, pull, message) => {
    Object.assign(repository.settings, settings)
    const answered = await open(new ApiClient(github, 'actions'), pull)
    expect(answered.body).toMatchObject({ data: { pr: null } })
    expect(messages(answered)).toEqual([message])
    expect(await repository.log('bump')).toHaveLength(2)
  })
})
