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
  repository = await github.createRepository(`acme/pulls-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n' },
    labels: ['gitops'],
    collaborators: ['alice', 'gitops[bot]'],
    teams: ['platform']
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

describe('an open pull request', () => {
  beforeEach(async () => {
    await open()
  })

  const pull = () => {
    const [first] = repository.pullRequests
    if (first === undefined) throw new Error('no pull request')
    return first
  }

  const idOfPull = async (): Promise<string> => {
    const path = `/repos/${repository.nameWithOwner}/pulls/1`
    return ((await client.rest(`GET ${path}`)).body as { node_id: string }).node_id
  }

  test('follows its branch', async () => {
    const oid = await repository.commit('bump', { 'app.yaml': 'tag: v3\n' })
    expect(pull()).toMatchObject({ state: 'OPEN', headOid: oid })
  })

  test.each([
    ['its branch has nothing ahead of the base', () => repository.resetBranch('bump', 'main'), 'CLOSED'],
    ['its branch is deleted', () => repository.deleteBranch('bump'), 'CLOSED'],
    ['its base is deleted', () => repository.deleteBranch('main'), 'CLOSED'],
    ['its commits arrive in the base', () => repository.resetBranch('main', 'bump'), 'MERGED']
  ])('ends when %s', async (_name, change, state) => {
    await change()
    expect(pull().state).toBe(state)
  })

  test('cannot be opened again when its branch was made anew', async () => {
    await repository.resetBranch('bump', 'main')
    await repository.commit('bump', { 'app.yaml': 'other' })
    const reopen =
      'mutation ($i: ReopenPullRequestInput!) { reopenPullRequest(input: $i) { pullRequest { state } } }'
    const answered = await client.graphql(reopen, { i: { pullRequestId: await idOfPull() } })
    expect(messages(answered)).toEqual([
      'state cannot be changed. The bump branch was force-pushed or recreated.'
    ])
  })

  test('is closed, opened again, made a draft and made ready', async () => {
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

  test('is merged by a mutation', async () => {
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

  test('is unknown by its id to later requests while GitHub lags', async () => {
    const id = await idOfPull()
    await repository.deleteBranch('bump')
    github.lag.newPullRequestRequests = 50
    const find = `{ node(id: "${id}") { ... on PullRequest { state } } }`
    const early = await client.graphql(find)
    github.lag.newPullRequestRequests = 0
    expect(messages(early)).toEqual([`Could not resolve to a node with the global id of '${id}'`])
    expect((await client.graphql(find)).body).toEqual({ data: { node: { state: 'CLOSED' } } })
  })

  test('is found by its branch, and told from one of a fork', async () => {
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

  test('takes labels, assignees, reviewers, a comment and another title in one document', async () => {
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
  ])('cannot be reviewed by %s', async (_name, body, message) => {
    const path = `/repos/${repository.nameWithOwner}/pulls/1/requested_reviewers`
    const { status, body: answer } = (await client.rest(`POST ${path}`, body)) as {
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
  ])('is not merged later when %s', async (_name, prepare, message) => {
    prepare()
    expect(messages(await client.graphql(autoMerge, { i: { pullRequestId: await idOfPull() } }))).toEqual([
      message
    ])
  })

  test('is merged as soon as the required check passes', async () => {
    repository.settings.autoMergeAllowed = true
    repository.protect('main', { requiredChecks: ['ci'] })
    await client.graphql(autoMerge, { i: { pullRequestId: await idOfPull(), mergeMethod: 'SQUASH' } })
    expect(pull().state).toBe('OPEN')
    await repository.setStatus(pull().headOid, 'ci', 'SUCCESS')
    expect(pull().state).toBe('MERGED')
    expect((await repository.log())[0]?.headline).toBe('Bump (#1)')
  })

  test('is in conflict when the base changed the same line', async () => {
    await repository.commit('main', { 'app.yaml': 'tag: other\n' })
    const path = `/repos/${repository.nameWithOwner}/pulls/1`
    expect((await client.rest(`GET ${path}`)).body).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty'
    })
    expect(await client.rest(`PUT ${path}/merge`, {})).toMatchObject({
      status: 405,
      body: { message: 'Pull Request is not mergeable' }
    })
  })
})
