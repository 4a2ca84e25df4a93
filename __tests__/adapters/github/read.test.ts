import { describe, expect, test } from '@jest/globals'
import type { Connection } from '../../../src/adapters/github/connection.ts'
import { HttpFailure, type Fault } from '../../../src/adapters/github/fault.ts'
import { read } from '../../../src/adapters/github/read.ts'
import type { GraphqlAnswer } from '../../../src/adapters/github/transport.ts'
import type { ReadRequest } from '../../../src/ports/reading.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'

type Variables = Readonly<Record<string, unknown>>

const filesIn = (variables: Variables): readonly string[] =>
  Object.keys(variables).filter((name) => /^f\d+$/.test(name))

const commit = { oid: '1'.repeat(40), message: 'first', tree: { oid: '2'.repeat(40) } }

const repository = {
  id: 'R',
  nameWithOwner: 'acme/gitops',
  url: 'https://github.com/acme/gitops',
  isArchived: false,
  isEmpty: false,
  defaultBranchRef: { name: 'main' },
  base: { name: 'main', target: commit },
  object: commit
}

/** A connection to a GitHub that answers queries like this, and the queries that it got. */
function connection(answer: (variables: Variables) => GraphqlAnswer) {
  const asked: Variables[] = []
  const never = (): Promise<never> => Promise.reject(new Error('Nobody should ask this.'))
  const to: Connection = {
    owner: 'acme',
    name: 'gitops',
    tokenKind: 'fine-grained',
    clock: new FakeClock(),
    absentFields: new Set(),
    transport: {
      query: (_, variables) => {
        asked.push(variables)
        return Promise.resolve().then(() => answer(variables))
      },
      mutate: never,
      get: never,
      store: never,
      write: never
    }
  }
  return { to, asked }
}

const paths = Array.from({ length: 70 }, (_, index) => `app-${String(index)}.yaml`)

const annotations = { labels: [], assignees: [], reviewers: [], teamReviewers: [], milestone: undefined }
const proposing = (more: Partial<ReadRequest['proposal'] & {}> = {}): ReadRequest => ({
  branch: 'main',
  paths: [],
  proposal: { branch: 'bump', annotations, siblings: false, ...more }
})

describe('files that are too much for one query', () => {
  const refusals: readonly (readonly [string, () => GraphqlAnswer])[] = [
    ['a 502', () => fail({ status: 502, message: 'Bad Gateway' })],
    ['a 504', () => fail({ status: 504, message: 'Gateway Timeout' })],
    ['the validation', () => ({ data: undefined, faults: [{ message: 'Timeout on validation of query' }] })],
    ['a limit', () => ({ data: { repository }, faults: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: '' }] })]
  ]

  function fail(fault: Fault): never {
    throw new HttpFailure(fault, undefined)
  }

  test.each(refusals)('%s: fewer are asked for, and no more for the rest', async (_, refusal) => {
    const { to, asked } = connection((variables) =>
      filesIn(variables).length > 20 ? refusal() : { data: { repository }, faults: [] }
    )
    await read(to, { branch: 'main', paths })
    expect(asked.map((variables) => filesIn(variables).length)).toEqual([70, 35, 18, 18, 18, 16])
  })

  test('a GitHub that answers nothing at all is told', async () => {
    const { to } = connection(() => fail({ status: 502, message: 'Bad Gateway' }))
    await expect(read(to, { branch: 'main', paths })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'GitHub gave no proper answer to the request to read the repository: Bad Gateway.'
    })
  })
})

describe('the rights that a token is told to lack', () => {
  const notFound = (): GraphqlAnswer => ({
    data: { repository: null },
    faults: [{ type: 'NOT_FOUND', path: ['repository'], message: 'Could not resolve to a Repository' }]
  })

  test.each<readonly [string, ReadRequest, string]>([
    ['a commit', { branch: 'main', paths: [] }, 'with "contents: write".'],
    ['a pull request', proposing(), 'with "contents: write" and "pull-requests: write".']
  ])('%s', async (_, request, rights) => {
    const { to } = connection(notFound)
    await expect(read(to, request)).rejects.toMatchObject({ hint: expect.stringContaining(rights) })
  })
})

describe('a token without the scope to look at teams', () => {
  const scopes = (field: string): Fault => ({
    type: 'INSUFFICIENT_SCOPES',
    message: `The '${field}' field requires one of the following scopes: ['read:org'], but your token has only`
  })
  const teams = proposing({ annotations: { ...annotations, labels: ['new'], teamReviewers: ['ops'] } })

  test('reads without them: the team has no identifier', async () => {
    const { to, asked } = connection((variables) =>
      'team0' in variables
        ? { data: undefined, faults: [scopes('team')] }
        : { data: { repository: { ...repository, label0: { id: 'L' } } }, faults: [] }
    )
    const { proposal } = await read(to, teams)
    expect(asked).toHaveLength(2)
    expect(proposal?.annotations).toMatchObject({
      labels: [{ name: 'new', id: 'L' }],
      teamReviewers: [{ name: 'ops', id: undefined }]
    })
  })

  test('that may not read at all is told the scopes', async () => {
    const { to, asked } = connection(() => ({ data: undefined, faults: [scopes('repository')] }))
    await expect(read(to, teams)).rejects.toMatchObject({
      code: 'no-permission',
      hint: expect.stringContaining('"read:org"')
    })
    expect(asked).toHaveLength(2)
  })
})

test('a pull request from a fork is none of the branch, whatever it was called', async () => {
  const nodes = [
    { headRefOid: '3'.repeat(40), isCrossRepository: true, merged: false },
    { headRefOid: '4'.repeat(40), isCrossRepository: false, merged: true }
  ]
  const { to } = connection(() => ({
    data: { repository: { ...repository, formerPulls: { nodes } } },
    faults: []
  }))
  const { proposal } = await read(to, proposing())
  expect(proposal?.formerPullRequests).toEqual([{ head: '4'.repeat(40), isMerged: true }])
})

describe('a milestone', () => {
  test.each([
    ['4', 4],
    ['2147483647', 2147483647],
    ['2147483648', '2147483648'],
    ['20261121084615', '20261121084615'],
    ['Q4', 'Q4']
  ])('%s is looked up as %p', async (milestone, value) => {
    const { to, asked } = connection(() => ({ data: { repository }, faults: [] }))
    await read(to, proposing({ annotations: { ...annotations, milestone } }))
    expect(asked[0]).toMatchObject({ milestone0: value })
  })
})
