import { expect, test } from '@jest/globals'
import { FILES, mergedByGitHub, WAITING, whenLookedAt } from './awaited.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const recording = { ...WAITING, environment: 'production' }

/** GitHub gives no answer to the next queries; each is asked four times. */
function failing({ github }: Stage, times: number): void {
  github.faults.add({ on: { operation: 'query' }, times, effect: { kind: 'status', status: 502 } })
}

const statesOf = ({ gitops }: Stage): readonly string[] | undefined =>
  gitops.deployments[0]?.statuses.map(({ state }) => state)

test.concurrent('a short failure of GitHub does not end the wait', async () => {
  const on = await stage(FILES)
  whenLookedAt(on, 2, async (head) => {
    failing(on, 4)
    await on.gitops.setStatus(head, 'argocd/api', 'SUCCESS')
  })
  const { exitCode, outputs, log } = await on.run({ ...recording, 'wait-timeout': '1m' })
  expect(log).toMatch(
    /GitHub gave no proper answer to the look at what is said of the commit.*\nLooking again/
  )
  expect([exitCode, outputs['deployed']]).toEqual([0, 'true'])
  expect(statesOf(on)).toEqual(['in_progress', 'success'])
})

test.concurrent('one that lasts fails with the time: nobody knows, and the record says so', async () => {
  const on = await stage(FILES)
  whenLookedAt(on, 1, () => {
    failing(on, 1000)
  })
  const { exitCode, outputs, log, summary } = await on.run({ ...recording, 'wait-timeout': '2s' })
  expect([exitCode, outputs['deployed'], outputs['commit-sha']]).toEqual([1, 'false', await on.gitops.head()])
  expect(log).toContain(
    'The commit was written and stays, but whether "argocd" deployed it is not known: GitHub gave no proper answer'
  )
  expect(summary).toMatch(/^### Not deployed$/m)
  expect(statesOf(on)).toEqual(['in_progress', 'error'])
})

test.concurrent('one in the wait for the merge does not end it either', async () => {
  const on = await stage(FILES)
  const { gitops } = on
  mergedByGitHub(on, (look) => {
    if (look === 2) failing(on, 4)
  })
  const { outputs, summary } = await on.run({
    ...WAITING,
    'wait-timeout': '1m',
    mode: 'pull-request',
    'auto-merge': 'squash'
  })
  const merge = await gitops.head()
  expect(outputs).toMatchObject({ deployed: 'true', 'commit-sha': merge, branch: 'main' })
  expect(summary).toMatch(
    /### Merged\n\nPull request .*#1.* was merged into <code>main<\/code> as .*\n### Deployed/
  )
  expect(summary).toContain(`<code>${merge.slice(0, 7)}</code>`)
})

test.concurrent('a token that may not see statuses ends it at once: what it takes is told', async () => {
  const on = await stage(FILES, { isPrivate: true })
  const rights = { contents: 'write', statuses: 'none', deployments: 'write' } as const
  on.github.addToken({
    token: 'github_pat_1',
    kind: 'pat-fine',
    login: 'ada',
    rights: { 'acme/gitops': rights }
  })
  const { exitCode, log, summary } = await on.run(recording, { token: 'github_pat_1' })
  expect(exitCode).toBe(1)
  expect(log).toMatch(/The commit was written and stays.*statuses: read.*checks: read/)
  expect(log).not.toContain('Looking again')
  expect(summary).toMatch(/^### Not deployed$/m)
  expect(statesOf(on)).toEqual(['in_progress', 'error'])
})
