import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ApiClient } from './api-client.ts'
import { startGitHub, type GitHub, type RepositoryHandle, type TokenOptions } from './github/index.ts'

let github: GitHub
let repository: RepositoryHandle
let count = 0

beforeAll(async () => {
  github = await startGitHub()
})

beforeEach(async () => {
  repository = await github.createRepository(`acme/access-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n' }
  })
})

afterAll(async () => {
  await github.close()
})

function clientWith(options: Omit<TokenOptions, 'token' | 'login'> & { login?: string }): ApiClient {
  const token = `token-${(count += 1)}`
  github.addToken({ login: 'octocat', ...options, token })
  return new ApiClient(github, token)
}

const readOnly = { '*': 'read' } as const

describe('a token', () => {
  test.each(['unknown', undefined])('that is %p is refused with 401', async (token) => {
    const { status } = await new ApiClient(github, token ?? '').graphql('{ viewer { login } }')
    expect(status).toBe(401)
  })

  test('without the repository does not see it', async () => {
    const client = clientWith({ kind: 'pat-fine', rights: { 'acme/other': 'write' } })
    const { errors } = await client.graphql(`{ repository(owner: "acme", name: "none") { id } }`)
    const { status, body } = await client.rest(`GET /repos/${repository.nameWithOwner}`)
    expect(errors).toMatchObject([
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        message: "Could not resolve to a Repository with the name 'acme/none'."
      }
    ])
    expect({ status, body }).toMatchObject({ status: 404, body: { message: 'Not Found', status: '404' } })
  })

  test.each([
    ['github-actions', 'github-actions[bot]', 'Resource not accessible by integration'],
    ['app', 'bot[bot]', 'Resource not accessible by integration'],
    ['pat-fine', 'octocat', 'Resource not accessible by personal access token'],
    [
      'pat-classic',
      'octocat',
      'octocat does not have the correct permissions to execute `CreateCommitOnBranch`'
    ]
  ] as const)('of kind %s that may only read is refused in its own words', async (kind, login, message) => {
    const { errors } = await clientWith({ kind, login, rights: readOnly }).commit(repository, {})
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', message }])
  })

  test('learns from REST which permission it lacks', async () => {
    const client = clientWith({ kind: 'app', login: 'bot[bot]', rights: readOnly })
    const { status, body, headers } = await client.rest(
      `POST /repos/${repository.nameWithOwner}/git/refs`,
      {}
    )
    expect(status).toBe(403)
    expect(body).toMatchObject({ message: 'Resource not accessible by integration' })
    expect(headers.get('x-accepted-github-permissions')).toBe('contents=write')
  })

  test('without scopes may not run mutations at all', async () => {
    const { body, errors } = await clientWith({ kind: 'pat-classic', scopes: ['gist'] }).commit(
      repository,
      {}
    )
    expect(body).not.toHaveProperty('data')
    expect(errors).toMatchObject([{ type: 'INSUFFICIENT_SCOPES' }])
  })

  test.each([
    [
      'github-actions',
      /^refusing to allow a GitHub App to create or update workflow `\.github\/workflows\/x\.yml` without `workflows` permission$/
    ],
    ['pat-classic', /without `workflow` scope$/]
  ] as const)('of kind %s may not write workflows', async (kind, message) => {
    const files = { '.github/workflows/x.yml': 'on: push\n' }
    const { errors } = await clientWith({ kind, scopes: ['repo'] }).commit(repository, { files })
    expect(errors[0]?.message).toMatch(message)
  })
})

describe('a branch', () => {
  test.each([
    [
      'classic',
      'BRANCH_PROTECTION_RULE_VIOLATION',
      "protected branch 'main' check failed:\n  Changes must be made through a pull request."
    ],
    [
      'ruleset',
      'FORBIDDEN',
      'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
    ]
  ])('under %s protection refuses commits with %s', async (kind, type, message) => {
    if (kind === 'classic') repository.protect('main')
    else repository.ruleset('main', { requirePullRequest: true })
    const { errors } = await new ApiClient(github).commit(repository, {})
    expect(errors).toMatchObject([{ type, message }])
  })

  test.each([
    ['classic', 'PUT contents', 409, 'Could not update file: Changes must be made through a pull request.'],
    ['classic', 'PATCH ref', 422, 'Changes must be made through a pull request.'],
    [
      'ruleset',
      'PUT contents',
      409,
      'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
    ],
    [
      'ruleset',
      'PATCH ref',
      422,
      'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
    ]
  ])('under %s protection answers %s with %i', async (kind, call, status, message) => {
    await repository.createBranch('next')
    const sha = await repository.commit('next', { x: 'x' })
    if (kind === 'classic') repository.protect('main')
    else repository.ruleset('main', { requirePullRequest: true })
    const client = new ApiClient(github)
    const root = `/repos/${repository.nameWithOwner}`
    const answer =
      call === 'PATCH ref'
        ? await client.rest(`PATCH ${root}/git/refs/heads/main`, { sha })
        : await client.rest(`PUT ${root}/contents/new.yaml`, { message: 'm', content: '' })
    expect(answer).toMatchObject({ status, body: { message } })
  })

  test('with required checks names how many are expected', async () => {
    repository.ruleset('ma*', { requiredChecks: ['a', 'b', 'c'] })
    const { errors } = await new ApiClient(github).commit(repository, {})
    expect(errors[0]?.message).toContain('3 of 3 required status checks are expected.')
  })

  test('lets those through who may bypass', async () => {
    repository.protect('main', { bypass: ['gitops[bot]'] })
    expect((await new ApiClient(github).commit(repository, {})).errors).toEqual([])
  })

  test('cannot be made where a ruleset restricts creations', async () => {
    repository.ruleset('**', { restrictCreation: true })
    const body = { ref: 'refs/heads/x/y', sha: await repository.head() }
    const answer = await new ApiClient(github).rest(`POST /repos/${repository.nameWithOwner}/git/refs`, body)
    expect(answer).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('creations being restricted') }
    })
  })
})

test('an archived repository refuses to be written', async () => {
  repository.archive()
  const { errors } = await new ApiClient(github).commit(repository, {})
  expect(errors).toMatchObject([{ type: 'FORBIDDEN', message: 'Repository was archived so is read-only.' }])
})

test('an empty repository answers the Git Data endpoints with 409', async () => {
  const { nameWithOwner } = await github.createRepository('acme/empty')
  const answer = await new ApiClient(github).rest(`GET /repos/${nameWithOwner}/git/trees/main`)
  expect(answer).toMatchObject({ status: 409, body: { message: 'Git Repository is empty.' } })
})
