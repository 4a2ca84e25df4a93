import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const files = { [path]: kustomization('api:v1', 'web:v1') }
const wanted = kustomization('api:v2', 'web:v1')
const inputs = {
  images: 'api:v2',
  manifests: 'app',
  mode: 'pull-request',
  'pull-request-branch': 'bump',
  'auto-merge': 'squash'
}
const set = (settings: Parameters<typeof stage>[1] = {}): Promise<Stage> =>
  stage(files, { autoMergeAllowed: true, ...settings })

/** Runs the step, which must not fail, and gives what it warns of. */
async function warningsOf({ run }: Stage, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const { exitCode, log } = await run({ ...inputs, ...more })
  expect(exitCode).toBe(0)
  const warnings = annotationsIn(log).filter(({ level }) => level === 'warning')
  return warnings.map(({ message }) => message).join('\n')
}

describe('nothing is left to wait for: merged at once', () => {
  test.concurrent.each([
    ['merge', 2],
    ['squash', 1],
    ['rebase', 1]
  ])('by %s', async (method, parents) => {
    const { gitops, run } = await set({ autoMergeAllowed: false })
    const { exitCode, outputs, summary, log } = await run({ ...inputs, 'auto-merge': method })
    expect(exitCode).toBe(0)
    expect(gitops.pullRequests[0]?.state).toBe('MERGED')
    expect(await gitops.read('main', path)).toBe(wanted)
    expect((await gitops.log())[0]?.parents).toHaveLength(parents)
    expect(annotationsIn(log).filter(({ level }) => level === 'warning')).toEqual([])
    expect(outputs).toMatchObject({
      changed: 'true',
      'commit-sha': await gitops.head('main'),
      branch: 'main',
      'pull-request-number': '1',
      'pull-request-operation': 'created'
    })
    expect(summary).toContain('is merged')
  })

  test.concurrent('in two requests more than to open it', async () => {
    const { github, run } = await set()
    await run(inputs)
    expect(github.countApiRequests()).toBe(4)
  })

  test.concurrent('though checks that are not required have yet to pass', async () => {
    const on = await set()
    on.github.beforeRequest({ operation: 'query', number: 2 }, async () => {
      await on.gitops.setStatus(await on.gitops.head('bump'), 'preview', 'PENDING')
    })
    expect(await warningsOf(on)).toBe('')
    expect(on.gitops.pullRequests[0]?.state).toBe('MERGED')
  })

  test.concurrent('where merging later is not allowed either', async () => {
    const on = await set({ autoMergeAllowed: false })
    on.github.beforeRequest({ operation: 'query', number: 2 }, async () => {
      await on.gitops.setStatus(await on.gitops.head('bump'), 'preview', 'FAILURE')
    })
    expect(await warningsOf(on)).toBe('')
    expect(on.gitops.pullRequests[0]?.state).toBe('MERGED')
  })

  test.concurrent('an open pull request that proposes the same already', async () => {
    const { gitops, run } = await set()
    await run({ ...inputs, 'auto-merge': '' })
    const { outputs } = await run(inputs)
    expect(outputs).toMatchObject({
      changed: 'true',
      'commit-sha': await gitops.head('main'),
      'pull-request-operation': 'updated'
    })
    expect(await gitops.read('main', path)).toBe(wanted)
  })

  test.concurrent('once GitHub has worked out whether it can be', async () => {
    const on = await set()
    on.github.lag.mergeableMs = 1500
    expect(await warningsOf(on)).toBe('')
    expect(on.gitops.pullRequests[0]?.state).toBe('MERGED')
  })
})

describe('the commit that a squash makes', () => {
  const TRAILERS =
    /\n\nImage: api:v1 -> api:v2\nSource-Commit: .*\nWorkflow-Run: .*\nWorkflow-Actor: octocat\nGitops-Image-Update: \S+$/
  const messageOf = async ({ gitops }: Stage): Promise<string> => (await gitops.log('main'))[0]?.message ?? ''

  test.concurrent('says what ours said, with its trailers', async () => {
    const on = await set()
    await on.run(inputs)
    const message = await messageOf(on)
    expect(message).toMatch(/^chore: update api:v2 \(#1\)\n\n- app\/kustomization\.yaml: api:v1 -> api:v2\n/)
    expect(message).toMatch(TRAILERS)
  })

  test.concurrent('is one that a rollback goes back from', async () => {
    const on = await set()
    await on.run(inputs)
    const { exitCode } = await on.run({ images: 'api', manifests: 'app', rollback: 'true' })
    expect(exitCode).toBe(0)
    expect(await on.gitops.read('main', path)).toBe(files[path])
    expect(await messageOf(on)).toContain('chore: update api:v2 (#1)')
  })

  test.concurrent(
    'says so where GitHub makes it later, and of the version that went into it last',
    async () => {
      const on = await set()
      on.gitops.protect('main', { requiredChecks: ['ci'] })
      await on.run({ ...inputs, images: 'api:v1.1' })
      await on.run(inputs)
      expect(on.github.countApiRequests({ operation: 'disablePullRequestAutoMerge' })).toBe(1)
      await on.gitops.setStatus(await on.gitops.head('bump'), 'ci', 'SUCCESS')
      expect(await messageOf(on)).toMatch(/^chore: update api:v2 \(#1\)\n/)
      expect(await messageOf(on)).toMatch(TRAILERS)
    }
  )

  test.concurrent('has the words of GitHub where it holds commits of people', async () => {
    const on = await set()
    on.gitops.protect('main', { requiredChecks: ['ci'] })
    await on.run({ ...inputs, images: 'api:v1.1' })
    await on.gitops.commit('bump', { 'notes.md': 'mine\n' })
    await on.run(inputs)
    await on.gitops.setStatus(await on.gitops.head('bump'), 'ci', 'SUCCESS')
    expect(await on.gitops.read('main', 'notes.md')).toBe('mine\n')
    expect(await messageOf(on)).toBe('Update api:v2 (#1)')
  })

  test.concurrent('has its template for words', async () => {
    const on = await set()
    await on.run({ ...inputs, 'commit-message': 'ship {{images}}' })
    expect(await messageOf(on)).toMatch(/^ship api:v2 \(#1\)\n\nImage: /)
  })

  test.concurrent('or is merged otherwise, which keeps the commit: GitHub words the merge', async () => {
    const on = await set()
    await on.run({ ...inputs, 'auto-merge': 'merge' })
    expect(await messageOf(on)).toMatch(/^Merge pull request #1 from /)
  })
})

describe('something required is left to wait for: merged by GitHub', () => {
  const requirements = [
    [
      'a check',
      ({ gitops }: Stage): void => {
        gitops.protect('main', { requiredChecks: ['ci'] })
      }
    ],
    [
      'a check of a ruleset',
      ({ gitops }: Stage): void => {
        gitops.ruleset('main', { requirePullRequest: true, requiredChecks: ['ci'] })
      }
    ]
  ] as const

  test.concurrent.each(requirements)('%s', async (_, require) => {
    const on = await set()
    require(on)
    const { exitCode, outputs, summary } = await on.run(inputs)
    const [proposal] = on.gitops.pullRequests
    expect(exitCode).toBe(0)
    expect(proposal).toMatchObject({ state: 'OPEN', autoMerge: { method: 'SQUASH' } })
    expect(outputs).toMatchObject({ branch: 'bump', 'commit-sha': await on.gitops.head('bump') })
    expect(summary).toContain('is merged by GitHub as soon as')
    await on.gitops.setStatus(outputs['commit-sha'] ?? '', 'ci', 'SUCCESS')
    expect(proposal?.state).toBe('MERGED')
    expect(await on.gitops.read('main', path)).toBe(wanted)
  })

  test.concurrent('a later version goes into it, and it stays so', async () => {
    const on = await set()
    on.gitops.protect('main', { requiredApprovals: 1 })
    expect(await warningsOf(on)).toBe('')
    expect(await warningsOf(on, { images: 'api:v3' })).toBe('')
    expect(on.gitops.pullRequests).toHaveLength(1)
    expect(on.gitops.pullRequests[0]?.autoMerge?.method).toBe('SQUASH')
  })

  test.concurrent('a branch behind its base: told how to bring it up to date', async () => {
    const on = await set()
    on.gitops.protect('main', { requireUpToDate: true })
    on.github.beforeMutation('createPullRequest', async () => {
      await on.gitops.commit('main', { 'notes.md': 'more\n' })
    })
    expect(await warningsOf(on)).toContain('"Update branch"')
    expect(on.gitops.pullRequests[0]?.autoMerge).toBeDefined()
  })

  test.concurrent('and it is met between looking and asking: merged at once', async () => {
    const on = await set()
    on.gitops.protect('main', { requiredChecks: ['ci'] })
    on.github.beforeMutation('enablePullRequestAutoMerge', async () => {
      await on.gitops.setStatus(await on.gitops.head('bump'), 'ci', 'SUCCESS')
    })
    expect(await warningsOf(on)).toBe('')
    expect(on.gitops.pullRequests[0]?.state).toBe('MERGED')
  })

  test.concurrent('and it comes up between looking and merging: merged later', async () => {
    const on = await set()
    on.github.beforeMutation('mergePullRequest', () => {
      on.gitops.protect('main', { requiredChecks: ['ci'] })
    })
    expect(await warningsOf(on)).toBe('')
    expect(on.gitops.pullRequests[0]).toMatchObject({ state: 'OPEN', autoMerge: { method: 'SQUASH' } })
  })
})

describe('a merge queue', () => {
  test.concurrent('takes what is ready', async () => {
    const on = await set()
    on.gitops.ruleset('main', { mergeQueue: true })
    const { exitCode, outputs, summary } = await on.run(inputs)
    expect(exitCode).toBe(0)
    expect(on.gitops.pullRequests[0]).toMatchObject({ state: 'OPEN', isQueued: true })
    expect(outputs).toMatchObject({ branch: 'bump', 'pull-request-operation': 'created' })
    expect(summary).toContain('merge queue')
  })

  test.concurrent('gets from GitHub what is not', async () => {
    const on = await set()
    on.gitops.ruleset('main', { mergeQueue: true, requiredChecks: ['ci'] })
    expect(await warningsOf(on)).toBe('')
    expect(on.gitops.pullRequests[0]).toMatchObject({ isQueued: false, autoMerge: { method: 'SQUASH' } })
  })

  test.concurrent('that came up between looking and merging', async () => {
    const on = await set()
    on.github.beforeMutation('mergePullRequest', () => {
      on.gitops.ruleset('main', { mergeQueue: true })
    })
    expect(await warningsOf(on)).toBe('')
    expect(on.gitops.pullRequests[0]?.isQueued).toBe(true)
  })

  test.concurrent('has it already', async () => {
    const on = await set()
    on.gitops.ruleset('main', { mergeQueue: true })
    await on.run(inputs)
    on.github.forget()
    expect(await warningsOf(on)).toBe('')
    expect(on.github.countApiRequests({ operation: 'mutation' })).toBe(0)
  })
})

describe('what cannot be merged stays open, with a warning that says why', () => {
  test.concurrent('a draft', async () => {
    const on = await set()
    expect(await warningsOf(on, { draft: 'true' })).toMatch(/#1 is not merged\..*draft/)
    expect(on.gitops.pullRequests[0]).toMatchObject({ state: 'OPEN', isDraft: true })
    expect(on.gitops.pullRequests[0]?.autoMerge).toBeUndefined()
  })

  test.concurrent('a conflict', async () => {
    const on = await set()
    on.github.beforeMutation('createPullRequest', async () => {
      await on.gitops.commit('main', { [path]: kustomization('api:v9', 'web:v1') })
    })
    expect(await warningsOf(on)).toMatch(/conflicts with its base/)
    expect(on.gitops.pullRequests[0]).toMatchObject({ state: 'OPEN' })
    expect(on.gitops.pullRequests[0]?.autoMerge).toBeUndefined()
  })

  test.concurrent('where merging later is not allowed: the setting to turn on', async () => {
    const on = await set({ autoMergeAllowed: false })
    on.gitops.protect('main', { requiredChecks: ['ci'] })
    expect(await warningsOf(on)).toContain('"Allow auto-merge"')
    expect(on.gitops.pullRequests[0]?.state).toBe('OPEN')
  })

  test.concurrent('where the token may not merge: the right that it takes', async () => {
    const on = await set()
    on.github.faults.add({
      on: { operation: 'mergePullRequest' },
      effect: {
        kind: 'response',
        status: 200,
        body: {
          data: { merge: null },
          errors: [{ type: 'FORBIDDEN', path: ['merge'], message: 'Resource not accessible by integration' }]
        }
      }
    })
    expect(await warningsOf(on)).toContain('"contents: write" and "pull-requests: write"')
    expect(on.gitops.pullRequests[0]?.state).toBe('OPEN')
  })

  test.concurrent('where GitHub does not answer', async () => {
    const on = await set()
    on.github.faults.add({
      on: { operation: 'query', number: 2 },
      times: 9,
      effect: { kind: 'status', status: 500 }
    })
    expect(await warningsOf(on)).toContain('could not be merged')
  })
})

describe('others are at it too', () => {
  test.concurrent('somebody pushes to the branch: what they put there is not merged unseen', async () => {
    const on = await set()
    on.github.beforeMutation('mergePullRequest', async () => {
      await on.gitops.commit('bump', { 'notes.md': 'mine\n' })
    })
    expect(await warningsOf(on)).toContain('Its branch has moved on')
    expect(on.gitops.pullRequests[0]?.state).toBe('OPEN')
    expect(await on.gitops.read('main', path)).toBe(files[path])
  })

  test.concurrent('somebody merges it first: their merge is told', async () => {
    const on = await set()
    on.github.beforeMutation('mergePullRequest', async () => {
      await on.gitops.merge(1)
    })
    const { exitCode, outputs, log } = await on.run(inputs)
    expect([exitCode, outputs['commit-sha']]).toEqual([0, await on.gitops.head('main')])
    expect(annotationsIn(log).filter(({ level }) => level === 'warning')).toEqual([])
  })

  test.concurrent('somebody closes it', async () => {
    const on = await set()
    on.github.beforeMutation('mergePullRequest', () => {
      on.gitops.pullRequests[0]?.close()
    })
    expect(await warningsOf(on)).toContain('It was closed meanwhile')
  })

  test.concurrent('the base moves', async () => {
    const on = await set()
    on.github.beforeMutation('mergePullRequest', async () => {
      await on.gitops.commit('main', { 'notes.md': 'more\n' })
    })
    expect(await warningsOf(on)).toBe('')
    expect(await on.gitops.read('main', path)).toBe(wanted)
    expect(await on.gitops.read('main', 'notes.md')).toBe('more\n')
  })
})

test.concurrent('the answer to the merge is lost: it is looked up, and merged once', async () => {
  const on = await set()
  on.github.faults.add({ on: { operation: 'mergePullRequest' }, when: 'after', effect: { kind: 'drop' } })
  const { exitCode, outputs } = await on.run(inputs)
  expect([exitCode, outputs['commit-sha']]).toEqual([0, await on.gitops.head('main')])
  expect(await on.gitops.log('main')).toHaveLength(2)
})

test.concurrent('a commit that a protected branch refuses is proposed and merged', async () => {
  const { gitops, run } = await set()
  gitops.protect('main')
  const { outputs } = await run({ ...inputs, mode: 'commit', 'if-protected': 'pull-request' })
  expect(outputs).toMatchObject({ branch: 'main', 'commit-sha': await gitops.head('main') })
  expect(await gitops.read('main', path)).toBe(wanted)
})
