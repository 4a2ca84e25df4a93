import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ApiClient } from './api-client.ts'
import { startGitHub, type GitHub, type RepositoryHandle } from './github/index.ts'

let github: GitHub
let repository: RepositoryHandle
let client: ApiClient
let oid: string

beforeAll(async () => {
  github = await startGitHub()
  github.addToken({ token: 'user', kind: 'pat-classic', login: 'octocat' })
  github.addToken({ token: 'actions', kind: 'github-actions', login: 'github-actions[bot]' })
  client = new ApiClient(github)
  repository = await github.createRepository('acme/gitops', {
    files: { 'app.yaml': 'tag: v1\n' },
    milestones: ['One', 'Two'],
    collaborators: ['alice'],
    teams: ['platform'],
    labels: ['gitops']
  })
  await new ApiClient(github, 'user').commit(repository, {})
  oid = await repository.head()
  await repository.createBranch('bump')
  await repository.commit('bump', { 'app.yaml': 'tag: v3\n' })
  await repository.openPullRequest({ head: 'bump' })
})

afterAll(async () => {
  await github.close()
})

const rest = (endpoint: string, body?: object, token?: string) => {
  const [method = '', path = ''] = endpoint.split(' ')
  return new ApiClient(github, token).rest(`${method} /repos/acme/gitops/${path}`, body)
}

test('a commit tells who made it, that GitHub signed it, and what it follows', async () => {
  const { body } = await client.graphql(
    `query ($oid: GitObjectID!) { repository(owner: "acme", name: "gitops") { object(oid: $oid) { abbreviatedOid ... on Commit {
      messageHeadline messageBody url tree { entries { name } } parents(first: 1) { totalCount nodes { author { user { login } } signature { isValid } } }
      author { name email user { login } } committer { name email } signature { isValid state wasSignedByGitHub } } } } }`,
    { oid }
  )
  expect(body).toMatchObject({
    data: {
      repository: {
        object: {
          abbreviatedOid: oid.slice(0, 7),
          messageHeadline: 'Update',
          messageBody: 'By a test',
          url: `${github.serverUrl}/acme/gitops/commit/${oid}`,
          tree: { entries: [{ name: 'app.yaml' }] },
          parents: { totalCount: 1, nodes: [{ author: { user: null }, signature: null }] },
          author: {
            name: 'octocat',
            email: expect.stringMatching(/^\d+\+octocat@users\.noreply\.github\.com$/),
            user: { login: 'octocat' }
          },
          committer: { name: 'GitHub', email: 'noreply@github.com' },
          signature: { isValid: true, state: 'VALID', wasSignedByGitHub: true }
        }
      }
    }
  })
})

test('statuses and deployments are told by the commit', async () => {
  await repository.setStatus(oid, 'argocd/app', 'PENDING')
  await repository.setStatus(oid, 'argocd/app', 'SUCCESS', 'Synced')
  repository.addCheckRun(oid, 'sync', 'SUCCESS')
  repository.deploy(oid, 'prod', 'success')
  const { body } = await client.graphql(
    `query ($oid: GitObjectID!) { repository(owner: "acme", name: "gitops") { object(oid: $oid) { ... on Commit {
      status { state context(name: "ARGOCD/app") { description } contexts { context state creator { login } } }
      statusCheckRollup { contexts(first: 5) { nodes { __typename ... on CheckRun { name } ... on StatusContext { context } } } }
      associatedPullRequests(first: 1) { totalCount }
      deployments(first: 5, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { environment state latestStatus { state environmentUrl } statuses(first: 1) { totalCount } } } } } } }`,
    { oid }
  )
  expect(body).toMatchObject({
    data: {
      repository: {
        object: {
          status: {
            state: 'SUCCESS',
            context: { description: 'Synced' },
            contexts: [{ context: 'argocd/app', state: 'SUCCESS', creator: { login: 'reporter' } }]
          },
          statusCheckRollup: {
            contexts: {
              nodes: [
                { __typename: 'CheckRun', name: 'sync' },
                { __typename: 'StatusContext', context: 'argocd/app' }
              ]
            }
          },
          associatedPullRequests: { totalCount: 0 },
          deployments: {
            nodes: [
              {
                environment: 'prod',
                state: 'ACTIVE',
                latestStatus: { state: 'SUCCESS', environmentUrl: null },
                statuses: { totalCount: 1 }
              }
            ]
          }
        }
      }
    }
  })
})

test('everything with a global id is found by it', async () => {
  const { body } =
    (await client.graphql(`{ repository(owner: "acme", name: "gitops") { id owner { id } defaultBranchRef { id target { id } }
    object(expression: "main:app.yaml") { id } assignableUsers(first: 1) { nodes { id } } pullRequest(number: 1) { id } }
    organization(login: "acme") { team(slug: "platform") { id } } }`)) as { body: { data: object } }
  const ids = [...JSON.stringify(body.data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id)
  const found = await client.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })
  expect(found.body).toEqual({
    data: {
      nodes: ['Repository', 'Organization', 'Ref', 'Commit', 'Blob', 'User', 'PullRequest', 'Team'].map(
        (__typename, index) => ({
          __typename,
          id: ids[index]
        })
      )
    }
  })
})

test.each([
  [
    'an unknown id',
    '{ node(id: "nope") { id } }',
    "Could not resolve to a node with the global id of 'nope'"
  ],
  [
    'an unknown user',
    '{ user(login: "nobody") { id } }',
    "Could not resolve to a User with the login of 'nobody'."
  ],
  [
    'an unknown organisation',
    '{ organization(login: "nobody") { id } }',
    "Could not resolve to an Organization with the login of 'nobody'."
  ],
  [
    'an unknown pull request',
    '{ repository(owner: "acme", name: "gitops") { pullRequest(number: 99) { id } } }',
    'Could not resolve to a PullRequest with the number of 99.'
  ]
])('%s is NOT_FOUND', async (_name, query, message) => {
  expect((await client.graphql(query)).errors).toMatchObject([{ type: 'NOT_FOUND', message }])
})

test('the job token sees no teams', async () => {
  const actions = new ApiClient(github, 'actions')
  const { body } = await actions.graphql('{ organization(login: "acme") { team(slug: "platform") { id } } }')
  expect(body).toEqual({ data: { organization: { team: null } } })
  expect(
    await rest('POST pulls/1/requested_reviewers', { team_reviewers: ['platform'] }, 'actions')
  ).toMatchObject({
    status: 422,
    body: { message: expect.stringMatching(/^Could not resolve to a node with the global id of/) }
  })
})

test('a label is made once, and put on a pull request by its id', async () => {
  const create = `mutation ($r: ID!) { createLabel(input: { repositoryId: $r, name: "New", color: "00ff00" }) { label { id name color } } }`
  const r = await client.idOf(repository)
  const { body } = await client.graphql(create, { r })
  expect(body).toMatchObject({ data: { createLabel: { label: { name: 'New', color: '00ff00' } } } })
  expect((await client.graphql(create, { r })).errors).toMatchObject([
    { message: 'Name has already been taken' }
  ])
})

test('issue endpoints annotate pull requests', async () => {
  await rest('PATCH issues/1', { milestone: 2, labels: ['gitops'], assignees: ['alice', 'stranger'] })
  await rest('POST issues/1/assignees', { assignees: ['alice'] })
  await rest('POST issues/1/comments', { body: 'Hello' })
  expect((await rest('GET issues/1/comments')).body).toMatchObject([
    { body: 'Hello', user: { login: 'gitops[bot]' } }
  ])
  expect((await rest('GET pulls/1')).body).toMatchObject({
    milestone: { title: 'Two' },
    labels: [{ name: 'gitops' }],
    assignees: [{ login: 'alice' }]
  })
  expect((await rest('GET milestones')).body).toMatchObject([{ title: 'One' }, { title: 'Two' }])
  expect(await rest('PATCH issues/1', { milestone: 9 })).toMatchObject({ status: 422 })
})

test('a pull request is edited, closed and opened again over REST', async () => {
  expect((await rest('PATCH pulls/1', { title: 'Other', state: 'closed' })).body).toMatchObject({
    title: 'Other',
    state: 'closed'
  })
  expect((await rest('PATCH pulls/1', { state: 'open' })).body).toMatchObject({ state: 'open' })
  expect(await rest('PATCH pulls/1', { base: 'none' })).toMatchObject({ status: 422 })
})

test('a merge waits for approvals, and deletes the branch where the settings say so', async () => {
  repository.protect('main', { requiredApprovals: 1 })
  expect(await rest('PUT pulls/1/merge', {})).toMatchObject({
    status: 405,
    body: { message: 'At least 1 approving review is required by reviewers with write access.' }
  })
  await repository.approve(1)
  repository.settings.deleteBranchOnMerge = true
  const merged = await repository.merge(1)
  expect(await repository.head()).toBe(merged)
  expect(await repository.branches()).toEqual(['main'])
})

test('a list comes in pages that lead to the next', async () => {
  for (const head of ['one', 'two', 'three']) {
    await repository.createBranch(head)
    await repository.commit(head, { [head]: head })
    await repository.openPullRequest({ head })
  }
  const first = await rest('GET pulls?per_page=2')
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
  const second = await fetch(next, { headers: { authorization: `token ${github.token}` } })
  expect(first.body).toHaveLength(2)
  expect(await second.json()).toMatchObject([{ number: 2 }])
  const page =
    'query ($after: String) { repository(owner: "acme", name: "gitops") { pullRequests(states: OPEN, first: 2, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { number } pageInfo { hasNextPage endCursor } } } }'
  const { body } = (await client.graphql(page)) as {
    body: { data: { repository: { pullRequests: { pageInfo: { endCursor: string } } } } }
  }
  expect(body).toMatchObject({
    data: { repository: { pullRequests: { nodes: [{ number: 4 }, { number: 3 }] } } }
  })
  const { endCursor } = body.data.repository.pullRequests.pageInfo
  expect((await client.graphql(page, { after: endCursor })).body).toMatchObject({
    data: { repository: { pullRequests: { nodes: [{ number: 2 }], pageInfo: { hasNextPage: false } } } }
  })
})
