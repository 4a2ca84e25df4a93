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
  github.forget()
  repository = await github.createRepository(`acme/pulls-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n' },
    labels: ['gitops'],
    collaborators: ['alice', 'gitops[bot]'],
    teams: ['platform']
  })
  await repository.createBranch('bump')
  await repository.commit('bump', { 'app.yaml': 'tag: v2\n' }, 'Update')
  await rest('POST pulls', { title: 'Bump', head: 'bump', base: 'main' })
})

afterAll(async () => {
  await github.close()
})

const messages = (answered: Answered): string[] => answered.errors.map(({ message }) => message)

const rest = (endpoint: string, body?: object): Promise<Answered> => {
  const [method = '', path = ''] = endpoint.split(' ')
  return client.rest(`${method} /repos/${repository.nameWithOwner}/${path}`, body)
}

const pull = () => {
  const [first] = repository.pullRequests
  if (first === undefined) throw new Error('no pull request')
  return first
}

const idOfPull = async (): Promise<string> => {
  return ((await rest('GET pulls/1')).body as { node_id: string }).node_id
}

test('an open pull request follows its branch', async () => {
  const oid = await repository.commit('bump', { 'app.yaml': 'tag: v3\n' })
  expect(pull()).toMatchObject({ state: 'OPEN', headOid: oid })
})

test.each([
  ['its branch has nothing ahead of the base', () => repository.resetBranch('bump', 'main'), 'CLOSED'],
  ['its branch is deleted', () => repository.deleteBranch('bump'), 'CLOSED'],
  ['its base is deleted', () => repository.deleteBranch('main'), 'CLOSED'],
  ['its commits arrive in the base', () => repository.resetBranch('main', 'bump'), 'MERGED']
])('an open pull request ends when %s', async (_name, change, state) => {
  await change()
  expect(pull().state).toBe(state)
})

test('an open pull request cannot be opened again when its branch was made anew', async () => {
  await repository.resetBranch('bump', 'main')
  await repository.commit('bump', { 'app.yaml': 'other' })
  const reopen =
    'mutation ($i: ReopenPullRequestInput!) { reopenPullRequest(input: $i) { pullRequest { state } } }'
  const answered = await client.graphql(reopen, { i: { pullRequestId: await idOfPull() } })
  expect(messages(answered)).toEqual([
    'state cannot be changed. The bump branch was force-pushed or recreated.'
  ])
})

test('an open pull request is closed, opened again, made a draft and made ready', async () => {
  const id = await idOfPull()
  const steps = []
  for (const name of ['close', 'reopen', 'convertToDraft', 'markReady']) {
    const field = {
      close: 'closePullRequest',
      reopen: 'reopenPullRequest',
      convertToDraft: 'convertPullRequestToDraft',
      markReady: 'markPullRequestReadyForReview'
    }[name]
    await client.graphql(
      `mutation { ${String(field)}(input: { pullRequestId: "${id}" }) { clientMutationId } }`
    )
    steps.push([pull().state, pull().isDraft])
  }
  expect(steps).toEqual([
    ['CLOSED', false],
    ['OPEN', false],
    ['OPEN', true],
    ['OPEN', false]
  ])
})

test('an open pull request is merged by a mutation', async () => {
  const merge =
    'mutation ($i: MergePullRequestInput!) { mergePullRequest(input: $i) { pullRequest { merged mergeCommit { oid parents(first: 2) { totalCount } } } } }'
  const { body } = await client.graphql(merge, { i: { pullRequestId: await idOfPull() } })
  expect(body).toEqual({
    data: {
      mergePullRequest: {
        pullRequest: {
          merged: true,
          mergeCommit: { oid: await repository.head(), parents: { totalCount: 2 } }
        }
      }
    }
  })
})

test('an open pull request is unknown by its id to later requests while GitHub lags', async () => {
  const id = await idOfPull()
  await repository.deleteBranch('bump')
  github.lag.newPullRequestRequests = 50
  const find = `{ node(id: "${id}") { ... on PullRequest { state } } }`
  const early = await client.graphql(find)
  github.lag.newPullRequestRequests = 0
  expect(messages(early)).toEqual([`Could not resolve to a node with the global id of '${id}'`])
  expect((await client.graphql(find)).body).toEqual({ data: { node: { state: 'CLOSED' } } })
})

test('an open pull request is found by its branch, and told from one of a fork', async () => {
  await repository.openPullRequest({ head: 'bump', headOwner: 'stranger' })
  const { body } = await client.graphql(
    `query ($n: String!) { repository(owner: "acme", name: $n) { pullRequests(headRefName: "bump", baseRefName: "main", states: OPEN, first: 5) {
      nodes { number isCrossRepository headRef { name } commits(last: 1) { totalCount nodes { commit { messageHeadline } } } } } } }`,
    { n: repository.nameWithOwner.slice('acme/'.length) }
  )
  expect(body).toMatchObject({
    data: {
      repository: {
        pullRequests: {
          nodes: [
            {
              number: 1,
              isCrossRepository: false,
              headRef: { name: 'bump' },
              commits: { totalCount: 1, nodes: [{ commit: { messageHeadline: 'Update' } }] }
            },
            { number: 2, isCrossRepository: true, headRef: null }
          ]
        }
      }
    }
  })
})

test('an open pull request takes labels, assignees, reviewers, a comment and another title in one document', async () => {
  const ids = await client.graphql(
    `query ($n: String!) { repository(owner: "acme", name: $n) { label(name: "gitops") { id } assignableUsers(query: "alice", first: 1) { nodes { id } } } organization(login: "acme") { team(slug: "platform") { id } } }`,
    { n: repository.nameWithOwner.slice('acme/'.length) }
  )
  const { data } = ids.body as {
    data: {
      repository: { label: { id: string }; assignableUsers: { nodes: { id: string }[] } }
      organization: { team: { id: string } }
    }
  }
  const id = await idOfPull()
  const alice = data.repository.assignableUsers.nodes[0]?.id
  const { errors } = await client.graphql(
    `mutation ($l: AddLabelsToLabelableInput!, $a: AddAssigneesToAssignableInput!, $r: RequestReviewsInput!, $c: AddCommentInput!, $u: UpdatePullRequestInput!) {
      addLabelsToLabelable(input: $l) { labelable { labels(first: 5) { nodes { name } } } } addAssigneesToAssignable(input: $a) { clientMutationId }
      requestReviews(input: $r) { pullRequest { reviewRequests(first: 5) { totalCount } } } addComment(input: $c) { commentEdge { node { body } } }
      updatePullRequest(input: $u) { pullRequest { title } } }`,
    {
      l: { labelableId: id, labelIds: [data.repository.label.id] },
      a: { assignableId: id, assigneeIds: [alice] },
      r: { pullRequestId: id, userIds: [alice], teamIds: [data.organization.team.id], union: true },
      c: { subjectId: id, body: 'Hello' },
      u: { pullRequestId: id, title: 'Another' }
    }
  )
  expect(errors).toEqual([])
  expect(pull()).toMatchObject({
    title: 'Another',
    labels: ['gitops'],
    assignees: ['alice'],
    reviewers: ['alice'],
    teamReviewers: ['platform'],
    comments: [{ body: 'Hello' }]
  })
})

test.each([
  ['its author', { reviewers: ['gitops[bot]'] }, 'Review cannot be requested from pull request author.'],
  [
    'a stranger',
    { reviewers: ['mallory'] },
    /^Reviews may only be requested from collaborators\. One or more/
  ]
])('an open pull request cannot be reviewed by %s', async (_name, body, message) => {
  const { status, body: answer } = (await rest('POST pulls/1/requested_reviewers', body)) as {
    status: number
    body: { message: string }
  }
  expect(status).toBe(422)
  expect(answer.message).toMatch(message)
})

const autoMerge =
  'mutation ($i: EnablePullRequestAutoMergeInput!) { enablePullRequestAutoMerge(input: $i) { pullRequest { autoMergeRequest { mergeMethod } } } }'

test.each([
  [
    'the repository does not allow it',
    () => undefined,
    'Pull request Auto merge is not allowed for this repository'
  ],
  [
    'nothing is left to wait for',
    () => {
      repository.settings.autoMergeAllowed = true
    },
    'Pull request Pull request is in clean status'
  ]
])('an open pull request is not merged later when %s', async (_name, prepare, message) => {
  prepare()
  expect(messages(await client.graphql(autoMerge, { i: { pullRequestId: await idOfPull() } }))).toEqual([
    message
  ])
})

test('an open pull request is merged as soon as the required check passes', async () => {
  repository.settings.autoMergeAllowed = true
  repository.protect('main', { requiredChecks: ['ci'] })
  await client.graphql(autoMerge, { i: { pullRequestId: await idOfPull(), mergeMethod: 'SQUASH' } })
  expect(pull().state).toBe('OPEN')
  await repository.setStatus(pull().headOid, 'ci', 'SUCCESS')
  expect(pull().state).toBe('MERGED')
  expect((await repository.log())[0]?.headline).toBe('Bump (#1)')
})

test('an open pull request is in conflict when the base changed the same line', async () => {
  await repository.commit('main', { 'app.yaml': 'tag: other\n' })
  expect((await rest('GET pulls/1')).body).toMatchObject({
    mergeable: false,
    mergeable_state: 'dirty'
  })
  expect(await rest('PUT pulls/1/merge', {})).toMatchObject({
    status: 405,
    body: { message: 'Pull Request is not mergeable' }
  })
})
