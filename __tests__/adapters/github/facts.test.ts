import { describe, expect, test } from '@jest/globals'
import { factsOf, factsPart } from '../../../src/adapters/github/facts.ts'
import type { Reader } from '../../../src/adapters/github/ask.ts'
import type { RepositoryAnswer } from '../../../src/adapters/github/answer.ts'
import type { Fault } from '../../../src/adapters/github/fault.ts'

const reader = { tokenKind: 'classic', rights: ['contents: write'] } as unknown as Reader
const repository = { id: 'R', nameWithOwner: 'acme/gitops', url: '', isArchived: false } as RepositoryAnswer
const methods = { mergeCommitAllowed: true, squashMergeAllowed: false, rebaseMergeAllowed: true }

const facts = (answer: object | null, faults: readonly Fault[] = [], by = reader) =>
  factsOf(by, repository, { data: { facts: answer }, faults })

describe('the methods of merging', () => {
  test('bind where there is no merge queue, or a GitHub that knows none', () => {
    expect(facts({ ...methods, mergeQueue: null }).mergeMethods).toEqual(['merge', 'rebase'])
    expect(facts(methods).mergeMethods).toEqual(['merge', 'rebase'])
  })

  test('do not bind a merge queue, nor where it is not told whether there is one', () => {
    const hidden = { message: 'Resource not accessible by integration', path: ['facts', 'mergeQueue'] }
    expect(facts({ ...methods, mergeQueue: { id: 'MQ' } }).mergeMethods).toBeUndefined()
    expect(facts({ ...methods, mergeQueue: null }, [hidden]).mergeMethods).toBeUndefined()
  })
})

describe('what is in the way of a write', () => {
  test('is nothing where GitHub does not tell', () => {
    expect(facts(null, [{ message: 'No', path: ['facts'] }]).obstacle).toBeUndefined()
    expect(facts({ viewerPermission: null }).obstacle).toBeUndefined()
  })

  test.each(['fine-grained', 'classic', 'app-user', 'oauth'] as const)(
    'is the role of a user (%s)',
    (tokenKind) => {
      const by = { ...reader, tokenKind }
      expect(facts({ viewerPermission: 'READ' }, [], by).obstacle?.code).toBe('no-permission')
      for (const viewerPermission of ['WRITE', 'MAINTAIN', 'ADMIN'])
        expect(facts({ viewerPermission }, [], by).obstacle).toBeUndefined()
    }
  )

  test.each(['installation', 'unknown'] as const)('is no role of what may be no user (%s)', (tokenKind) => {
    expect(facts({ viewerPermission: 'READ' }, [], { ...reader, tokenKind }).obstacle).toBeUndefined()
  })
})

test('what this GitHub does not know is not asked for, nor is its variable declared', () => {
  const request = {
    branch: 'main',
    paths: [],
    proposal: {
      branch: 'bump',
      siblings: false,
      annotations: { labels: [], assignees: [], reviewers: [], teamReviewers: [], milestone: undefined }
    }
  }
  expect(factsPart(request, new Set())).toMatchObject({
    inQuery: expect.stringContaining('mergeQueue(branch: $queueOf)'),
    values: { queueOf: 'main' }
  })
  const without = factsPart(request, new Set(['Repository.mergeQueue', 'Repository.isDisabled']))
  expect(without).toMatchObject({ declarations: '', values: {} })
  expect(without.inQuery).not.toMatch(/mergeQueue|isDisabled/)
})
