import { describe, expect, test } from '@jest/globals'
import { carriedProposals } from '../../../src/core/plan/carried-proposals.ts'
import { planUpdate } from '../../../src/core/plan/plan.ts'
import type { PlannedFile } from '../../../src/core/plan/planned-file.ts'
import { markBody } from '../../../src/core/plan/proposal-marker.ts'
import { proposalOutcome, type ProposalFile } from '../../../src/core/plan/proposal-outcome.ts'
import { isJobToken } from '../../../src/core/story/proposal-remarks.ts'
import { isReplaced } from '../../../src/core/plan/replaced-proposals.ts'
import { FORMAT_NAMES } from '../../../src/core/manifest/manifest.ts'
import { kustomization } from '../../scenarios/manifests.ts'

const file = (text: string): PlannedFile => ({
  path: 'app/kustomization.yaml',
  text,
  executable: false,
  named: true,
  aims: [{}]
})
const wish = (name: string, tag: string) => ({
  name,
  newName: undefined,
  tag: { set: tag },
  digest: 'unsaid' as const
})

describe('what is proposed already, on top of a base that has moved', () => {
  const flow = (api: string, web: string): string =>
    `images: [{name: api, newTag: ${api}}, {name: web, newTag: ${web}}]\n`
  const carried = (
    fork: string,
    base: string,
    branch: string,
    renewed: readonly (readonly [string, string])[]
  ) => {
    const options = { ifMissing: 'ignore', formats: FORMAT_NAMES, overrides: [] } as const
    const wanted = renewed.map(([name, tag]) => wish(name, tag))
    const plan = planUpdate([file(branch)], wanted, options)
    return carriedProposals({ fork: [file(fork)], base: [file(base)], branch: [file(branch)] }, plan)?.[0]
      ?.text
  }

  test('is kept where the base has left the image alone', () => {
    const text = carried(
      kustomization('api:v1', 'web:v1'),
      kustomization('api:v1.1', 'web:v1'),
      kustomization('api:v2', 'web:v5'),
      []
    )
    expect(text).toBe(kustomization('api:v1.1', 'web:v5'))
  })

  test('falls away where the base has changed the image itself', () => {
    const [fork, base] = [kustomization('api:v1'), kustomization('api:v1.1')]
    expect(carried(fork, base, kustomization('api:v2'), [])).toBe(base)
  })

  test('is not given up where lines alone could not keep it', () => {
    expect(carried(flow('v1', 'v1'), flow('v1.1', 'v1'), flow('v1', 'v5'), [])).toBeUndefined()
  })

  test('need not be kept where it is to be written anyway', () => {
    const text = carried(flow('v1', 'v1'), flow('v1.1', 'v1'), flow('v1', 'v5'), [['web', 'v6']])
    expect(text).toBe(flow('v1.1', 'v1'))
  })
})

describe('what becomes of a pull request, by its files', () => {
  const NONE = undefined
  test.each<readonly [string, string | undefined, string | undefined, string | undefined, string]>([
    ['nobody has touched it', 'a\n', 'a\n', 'a\n', 'nothing'],
    ['the base has it as proposed', 'a\n', 'b\n', 'b\n', 'nothing'],
    ['the base went elsewhere', 'a\n', 'b\n', 'a\n', 'nothing'],
    ['proposed', 'a\n', 'a\n', 'b\n', 'clean'],
    ['changed on both sides', 'a\n', 'b\n', 'c\n', 'conflict'],
    ['new on the base, not on the branch', NONE, 'a\n', NONE, 'nothing'],
    ['new on both, the same', NONE, 'a\n', 'a\n', 'nothing'],
    ['new on both, not the same', NONE, 'a\n', 'b\n', 'conflict'],
    ['new on the branch', NONE, NONE, 'a\n', 'clean'],
    ['removed by a person', 'a\n', 'a\n', NONE, 'clean'],
    ['removed by a person, changed on the base', 'a\n', 'b\n', NONE, 'conflict']
  ])('%s', (_, fork, base, proposed, outcome) => {
    expect(proposalOutcome([{ path: 'f', fork, base, proposed }]).outcome).toBe(outcome)
  })

  test('one conflict decides, and is named; one proposal keeps it open', () => {
    const clean: ProposalFile = { path: 'clean', fork: 'a\n', base: 'a\n', proposed: 'b\n' }
    const same: ProposalFile = { ...clean, path: 'same', proposed: 'a\n' }
    const conflict: ProposalFile = { ...clean, path: 'conflict', base: 'c\n' }
    expect(proposalOutcome([same, clean, conflict])).toEqual({ outcome: 'conflict', conflicts: ['conflict'] })
    expect(proposalOutcome([same, clean]).outcome).toBe('clean')
    expect(proposalOutcome([same]).outcome).toBe('nothing')
  })
})

describe('whether a pull request replaces an earlier one', () => {
  const body = (...keys: readonly string[]): string =>
    markBody('Text', { title: 'T', base: 'b', proposed: new Map(keys.map((key) => [key, 'api:v1'])) })
  const newer = markBody('Text', { title: 'T', base: 'b', proposed: new Map([['a.yaml web', 'api:v3']]) })
  const later = { number: 7, proposed: new Map(['a.yaml api', 'a.yaml web'].map((key) => [key, 'api:v2'])) }

  test.each([
    ['the same images of the same files', 3, body('a.yaml api', 'a.yaml web'), true],
    ['some of them', 3, body('a.yaml web'), true],
    ['another image, too', 3, body('a.yaml web', 'a.yaml db'), false],
    ['the same image of another file', 3, body('b.yaml web'), false],
    ['a later one', 8, body('a.yaml web'), false],
    ['itself', 7, body('a.yaml web'), false],
    ['nothing that is remembered', 3, body(), false],
    ['a newer version of one of them', 3, newer, false],
    ['not one of ours', 3, 'A change of mine', false]
  ])('%s', (_, number, text, expected) => {
    expect(isReplaced({ number, body: text }, later)).toBe(expected)
  })
})

test.each([
  ['github-actions[bot]', true],
  ['github-actions', true],
  ['gitops[bot]', false],
  ['github-actions-fan', false]
])('the token of %s is that of the job: %p', (login, expected) => {
  expect(isJobToken(login)).toBe(expected)
})
