import { describe, expect, test } from '@jest/globals'
import { branchSteps } from '../../../src/adapters/github/open-steps.ts'
import { branchRefusal, openingRefusal } from '../../../src/adapters/github/proposal-refusal.ts'
import type { Situation } from '../../../src/adapters/github/refusal.ts'
import type { BranchStart, OpenRequest } from '../../../src/ports/pull-requests.ts'

const PARENT = '1'.repeat(40)
const WRITTEN = { oid: '2'.repeat(40), url: '' }

const situation: Situation = {
  action: 'the pull request from "bump"',
  repository: 'acme/gitops',
  branch: 'bump',
  token: 'installation',
  rights: []
}

const request = (start: BranchStart): OpenRequest => ({
  title: '',
  body: '',
  base: 'main',
  draft: false,
  annotations: { labels: [], assignees: [], reviewers: [], teamReviewers: [], milestone: undefined },
  start,
  commit: {
    repository: { id: 'R', nameWithOwner: 'acme/gitops', url: '' },
    branch: 'bump',
    parent: PARENT,
    message: { headline: '', body: '' },
    files: []
  }
})

describe('why the branch could not be put where the commit goes', () => {
  test.each<readonly [BranchStart, string, string]>([
    [{ kind: 'create' }, 'A ref named "refs/heads/bump" already exists in the repository.', 'stale-head'],
    [{ kind: 'create' }, 'Something that nobody has heard before', 'unavailable'],
    [{ kind: 'stay' }, 'Something that nobody has heard before', 'stale-head'],
    [{ kind: 'stay' }, 'Reference does not exist', 'stale-head'],
    [{ kind: 'move', from: '3'.repeat(40) }, 'Something that nobody has heard before', 'stale-head'],
    [{ kind: 'move', from: '3'.repeat(40) }, 'Resource not accessible by integration', 'no-permission']
  ])('%j: %s', (start, message, code) => {
    const [step] = branchSteps(request(start), WRITTEN)
    expect(step).toBeDefined()
    if (step !== undefined) expect(branchRefusal({ message }, step, situation).code).toBe(code)
  })
})

test('a pull request that only a person can open: the link to do so, whatever the names of the branches hold', () => {
  const { commit, ...rest } = request({ kind: 'create' })
  const repository = { ...commit.repository, url: 'https://github.example/acme/gitops' }
  const message = 'GitHub Actions is not permitted to create or approve pull requests.'
  const opening = { ...rest, base: 'rel/1#2', commit: { ...commit, repository, branch: 'bump/a?b#c-%41é' } }
  expect(openingRefusal({ message }, opening, situation).hint).toContain(
    ' https://github.example/acme/gitops/compare/rel/1%232...bump/a%3Fb%23c-%2541%C3%A9?expand=1 '
  )
})
