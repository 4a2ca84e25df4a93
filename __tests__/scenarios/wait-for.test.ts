import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app', 'wait-for': 'argocd', 'wait-timeout': '20s' }
const set = (): Promise<Stage> => stage({ [path]: kustomization('api:v1') })

/** Lets something happen once the commit is there, after a number of looks at what is said of it. */
function whenLookedAt(
  { github, gitops }: Stage,
  look: number,
  happen: (head: string) => Promise<void> | void
): void {
  let looks = 0
  github.beforeRequest(
    { operation: 'query' },
    async () => {
      const log = await gitops.log()
      if (log.length < 2) return
      looks += 1
      if (looks === look) await happen(log[0]?.oid ?? '')
    },
    100
  )
}

test.concurrent('the word of Argo CD is waited for', async () => {
  const on = await set()
  whenLookedAt(on, 2, (head) => on.gitops.setStatus(head, 'continuous-delivery/api', 'SUCCESS'))
  const { exitCode, outputs, log, summary } = await on.run(inputs)
  expect([exitCode, outputs['deployed']]).toEqual([0, 'true'])
  expect(summary).toMatch(
    /This step waits for <code>argocd<\/code>, for 20 s at most\.[\s\S]*### Deployed\n\n- .*<code>continuous-delivery\/api<\/code>/
  )
  expect(log).toContain('Nothing is said of it yet.')
  expect(log).toContain('continuous-delivery/api: success')
})

test.concurrent('that of Flux, of a check run and of a deployment, too', async () => {
  const tell: readonly (readonly [string, (on: Stage, head: string) => Promise<void> | void])[] = [
    ['flux', ({ gitops }, head) => gitops.setStatus(head, 'kustomization/apps/0c9c2e41', 'SUCCESS')],
    [
      'sync *',
      ({ gitops }, head) => {
        gitops.addCheckRun(head, 'sync api', 'SUCCESS')
      }
    ],
    [
      'argocd',
      ({ gitops }, head) => {
        gitops.deploy(head, 'production', 'success')
      }
    ]
  ]
  for (const [agent, happen] of tell) {
    const on = await set()
    whenLookedAt(on, 1, (head) => happen(on, head))
    const { exitCode, outputs } = await on.run({ ...inputs, 'wait-for': agent })
    expect([agent, exitCode, outputs['deployed']]).toEqual([agent, 0, 'true'])
  }
})

test.concurrent('a word on a later commit is one on ours', async () => {
  const on = await set()
  whenLookedAt(on, 1, async () => {
    const later = await on.gitops.commit('main', { 'README.md': 'more' })
    await on.gitops.setStatus(later, 'argocd/api', 'SUCCESS')
  })
  expect((await on.run(inputs)).outputs['deployed']).toBe('true')
})

test.concurrent(
  'a failure fails the step at once, says why, and the commit stays in the outputs',
  async () => {
    const on = await set()
    whenLookedAt(on, 1, (head) => on.gitops.setStatus(head, 'argocd/api', 'FAILURE', 'CrashLoopBackOff'))
    const { exitCode, outputs, log, summary } = await on.run(inputs)
    expect([exitCode, outputs['deployed'], outputs['changed']]).toEqual([1, 'false', 'true'])
    expect(summary).toMatch(/^### Updated one image[\s\S]*^### Not deployed$/m)
    expect(summary).not.toContain('No image was updated')
    expect(outputs['commit-sha']).toBe(await on.gitops.head())
    expect(log).toContain('"argocd" reports a failure: argocd/api: failure, CrashLoopBackOff')
  }
)

test.concurrent('silence ends with the time given', async () => {
  const { run } = await set()
  const { exitCode, outputs, log } = await run({ ...inputs, 'wait-timeout': '2s' })
  expect([exitCode, outputs['deployed']]).toEqual([1, 'false'])
  expect(log).toContain('after 2 s of waiting for "argocd" nothing was said of the commit')
})

test.concurrent('where nothing was written, nothing is waited for: one look tells', async () => {
  const { github, gitops, run } = await set()
  await gitops.setStatus(await gitops.head(), 'argocd/api', 'SUCCESS')
  const { exitCode, outputs } = await run({ ...inputs, images: 'api:v1' })
  expect([exitCode, outputs['deployed'], github.requests.length]).toEqual([0, 'true', 2])
})

test.concurrent('a pull request that is open is not waited for', async () => {
  const { run } = await set()
  const { exitCode, log, outputs } = await run({ ...inputs, mode: 'pull-request' })
  expect([exitCode, outputs['deployed']]).toEqual([0, 'false'])
  expect(log).toContain('not merged yet')
})

test.concurrent('a token that may not see statuses is told so', async () => {
  const { github, run } = await stage({ [path]: kustomization('api:v1') }, { isPrivate: true })
  const rights = { contents: 'write', statuses: 'none' } as const
  github.addToken({
    token: 'github_pat_1',
    kind: 'pat-fine',
    login: 'ada',
    rights: { 'acme/gitops': rights }
  })
  const { exitCode, log } = await run(inputs, { token: 'github_pat_1' })
  expect(exitCode).toBe(1)
  expect(log).toMatch(/statuses: read/)
})

describe('with `environment`', () => {
  test.concurrent('a deployment is recorded, and how it ended', async () => {
    const on = await set()
    whenLookedAt(on, 1, (head) => on.gitops.setStatus(head, 'argocd/api', 'SUCCESS'))
    await on.run({ ...inputs, environment: 'production' })
    const [deployment, ...others] = on.gitops.deployments
    expect(others).toEqual([])
    expect(deployment).toMatchObject({ oid: await on.gitops.head(), environment: 'production' })
    expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success'])
  })

  test.concurrent('a failure is recorded, too', async () => {
    const on = await set()
    await on.run({ ...inputs, environment: 'production', 'wait-timeout': '1s' })
    expect(on.gitops.deployments[0]?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'failure'])
  })

  test.concurrent('alone, it is recorded once the commit is there', async () => {
    const on = await set()
    const { exitCode } = await on.run({ ...inputs, 'wait-for': '', environment: 'production' })
    expect(exitCode).toBe(0)
    expect(on.gitops.deployments[0]?.statuses.map(({ state }) => state)).toEqual(['success'])
  })

  test.concurrent('a token that may not record is a warning: the commit counts', async () => {
    const { github, gitops, run } = await set()
    const rights = { contents: 'write' } as const
    github.addToken({
      token: 'github_pat_1',
      kind: 'pat-fine',
      login: 'ada',
      rights: { 'acme/gitops': rights }
    })
    const step = { ...inputs, 'wait-for': '', environment: 'production' }
    const { exitCode, log } = await run(step, { token: 'github_pat_1' })
    expect(exitCode).toBe(0)
    expect(log).toMatch(/::warning::.*record of the deployment.*deployments: write/)
    expect(await gitops.log()).toHaveLength(2)
  })
})

test.concurrent.each(['soon', '0s', '10', '7h', '1m30'])('a time of "%s" is refused', async (time) => {
  const { run } = await set()
  const { exitCode, log } = await run({ ...inputs, 'wait-timeout': time })
  expect(exitCode).toBe(1)
  expect(log).toContain(`wait-timeout: "${time}" is not a length of time`)
})

test.concurrent('a pull request that is merged at once is waited for by the commit on the base', async () => {
  const on = await set()
  whenLookedAt(on, 1, (head) => on.gitops.setStatus(head, 'argocd/api', 'SUCCESS'))
  const { exitCode, outputs } = await on.run({ ...inputs, mode: 'pull-request', 'auto-merge': 'squash' })
  expect([exitCode, outputs['deployed']]).toEqual([0, 'true'])
  expect(outputs['commit-sha']).toBe(await on.gitops.head())
})

test.concurrent(
  'a pull request that GitHub is to merge is waited for, and then its commit on the base',
  async () => {
    const on = await set()
    const { gitops } = on
    gitops.settings.autoMergeAllowed = true
    gitops.protect('main', { requiredChecks: ['build'] })
    let looks = 0
    on.github.beforeRequest(
      { operation: 'query' },
      async () => {
        const [proposal] = gitops.pullRequests
        if (proposal === undefined) return
        looks += 1
        if (looks === 3) await gitops.setStatus(proposal.headOid, 'build', 'SUCCESS')
        const head = await gitops.head()
        if (proposal.state === 'MERGED') await gitops.setStatus(head, 'argocd/api', 'SUCCESS')
      },
      100
    )
    const { exitCode, outputs, log } = await on.run({
      ...inputs,
      mode: 'pull-request',
      'auto-merge': 'squash'
    })
    expect([exitCode, outputs['deployed']]).toEqual([0, 'true'])
    expect(log).toContain('Wait for the merge of pull request #1')
  }
)
