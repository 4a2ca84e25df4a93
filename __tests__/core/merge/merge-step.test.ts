import { describe, expect, test } from '@jest/globals'
import type { MergeState, MergeStatus } from '../../../src/core/merge/merge-state.ts'
import { mergeStep, type MergeAttempt } from '../../../src/core/merge/merge-step.ts'

const OURS = 'a'.repeat(40)
const THEIRS = 'b'.repeat(40)

const open: MergeState = {
  id: 'PR',
  state: 'OPEN',
  isDraft: false,
  head: OURS,
  status: 'CLEAN',
  hasQueue: false,
  isQueued: false,
  isAutomatic: false,
  mergeCommit: undefined
}
const first: MergeAttempt = { head: OURS, isSeen: false, isReady: false, isLast: false }

const step = (state: Partial<MergeState>, attempt: Partial<MergeAttempt> = {}) =>
  mergeStep({ ...open, ...state }, { ...first, ...attempt })

describe('an open pull request', () => {
  test.each<readonly [MergeStatus, string, string]>([
    ['CLEAN', 'merge', 'enqueue'],
    ['HAS_HOOKS', 'merge', 'enqueue'],
    ['UNSTABLE', 'automate', 'enqueue'],
    ['BLOCKED', 'automate', 'automate'],
    ['BEHIND', 'automate', 'automate'],
    ['UNKNOWN', 'wait', 'wait'],
    ['DIRTY', 'give-up', 'give-up'],
    ['DRAFT', 'give-up', 'give-up']
  ])('%s: %s, with a merge queue %s', (status, alone, queued) => {
    expect([step({ status }).kind, step({ status, hasQueue: true }).kind]).toEqual([alone, queued])
  })

  test('that GitHub is to merge by itself is left to it, unless its words are not true any more', () => {
    const left = { isAutomatic: true, status: 'BLOCKED' } as const
    expect(step(left)).toEqual({ kind: 'over', merge: 'automatic' })
    expect(step(left, { isReworded: true }).kind).toBe('automate')
  })

  test('with failing checks is merged only once GitHub said that nothing required is missing', () => {
    expect(step({ status: 'UNSTABLE' }, { isReady: true }).kind).toBe('merge')
    expect(step({ status: 'BLOCKED' }, { isReady: true }).kind).toBe('automate')
  })

  test('is left to GitHub where that does not know what it waits for until the end', () => {
    expect(step({ status: 'UNKNOWN' }, { isLast: true }).kind).toBe('automate')
  })

  test.each<MergeStatus>(['CLEAN', 'BLOCKED', 'UNKNOWN'])(
    'that GitHub is to merge is left to it (%s)',
    (status) => {
      expect(step({ status, isAutomatic: true })).toEqual({ kind: 'over', merge: 'automatic' })
      expect(step({ status, isQueued: true, hasQueue: true })).toEqual({ kind: 'over', merge: 'queued' })
    }
  )

  test('that GitHub is to merge and cannot is told', () => {
    expect(step({ status: 'DIRTY', isAutomatic: true }).kind).toBe('give-up')
    expect(step({ status: 'BLOCKED', isAutomatic: true, isDraft: true }).kind).toBe('give-up')
  })
})

test.each(['CLEAN', 'BLOCKED', 'UNSTABLE'] as const)(
  'a draft is none to merge, though it is %s',
  (status) => {
    expect(step({ status, isDraft: true })).toMatchObject({
      kind: 'give-up',
      why: expect.stringMatching(/draft/)
    })
  }
)

describe('a head that is not ours', () => {
  test('may be what GitHub showed before our commit: asked again', () => {
    expect(step({ head: THEIRS }).kind).toBe('wait')
    expect(step({ head: THEIRS, state: 'MERGED' }).kind).toBe('wait')
  })

  test.each([{ isSeen: true }, { isLast: true }])('is never merged (%j)', (attempt) => {
    expect(step({ head: THEIRS }, attempt)).toMatchObject({
      kind: 'give-up',
      why: expect.stringMatching(/moved on/)
    })
  })

  test('is merged where none was asked for', () => {
    expect(step({ head: THEIRS }, { head: undefined }).kind).toBe('merge')
  })
})

test('one that is merged or closed is over', () => {
  expect(step({ state: 'MERGED', status: 'UNKNOWN' })).toEqual({ kind: 'over', merge: 'merged' })
  expect(step({ state: 'CLOSED' }).kind).toBe('give-up')
})
