import { describe, expect, test } from '@jest/globals'
import { outcomeOf } from '../../../src/adapters/github/mutation.ts'

const step = {
  alias: 'commit',
  field: 'createCommitOnBranch',
  inputType: 'CreateCommitOnBranchInput',
  input: {},
  selection: '{ commit { oid } }',
  result: 'commit'
}

describe('what a step came to', () => {
  test('its result', () => {
    const outcome = outcomeOf({ data: { commit: { commit: { oid: '1' } } }, faults: [] }, step)
    expect(outcome).toEqual({ kind: 'done', result: { oid: '1' } })
  })

  test('its own fault, and not that of another', () => {
    const faults = [
      { path: ['branch'], message: 'another' },
      { path: ['commit'], message: 'its own' }
    ]
    expect(outcomeOf({ data: { branch: null, commit: null }, faults }, step)).toMatchObject({
      fault: { message: 'its own' }
    })
  })

  test('no fault of another, where it has none of its own', () => {
    const answer = {
      data: { branch: null, commit: null },
      faults: [{ path: ['branch'], message: 'another' }]
    }
    expect(outcomeOf(answer, step)).toMatchObject({ fault: { message: 'GitHub gave no reason' } })
  })

  test('any fault, where GitHub ran nothing: those of its validation stand under the operation', () => {
    const faults = [
      { path: ['mutation Update', 'branch'], message: "Field 'x' doesn't exist on type 'Mutation'" }
    ]
    expect(outcomeOf({ data: undefined, faults }, step)).toMatchObject({
      fault: { message: "Field 'x' doesn't exist on type 'Mutation'" }
    })
  })
})
