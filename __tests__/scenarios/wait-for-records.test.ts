import { describe, expect, test } from '@jest/globals'
import { FILES, WAITING, whenLookedAt } from './awaited.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const set = (): Promise<Stage> => stage(FILES)
const recording = { ...WAITING, environment: 'production' }
const alone = { ...recording, 'wait-for': '' }

const statesOf = ({ gitops }: Stage, index = 0): readonly string[] | undefined =>
  gitops.deployments[index]?.statuses.map(({ state }) => state)

describe('with `environment`', () => {
  test.concurrent('a deployment is recorded, how it ended, and the way to the run', async () => {
    const on = await set()
    whenLookedAt(on, 1, (head) => on.gitops.setStatus(head, 'argocd/api', 'SUCCESS'))
    await on.run(recording)
    const [deployment, ...others] = on.gitops.deployments
    expect(others).toEqual([])
    expect(deployment).toMatchObject({ oid: await on.gitops.head(), environment: 'production' })
    expect(statesOf(on)).toEqual(['in_progress', 'success'])
    for (const { logUrl } of deployment?.statuses ?? []) expect(logUrl).toMatch(/\/actions\/runs\/\d+/)
  })

  test.concurrent('a failure is recorded, too', async () => {
    const on = await set()
    await on.run({ ...recording, 'wait-timeout': '1s' })
    expect(statesOf(on)).toEqual(['in_progress', 'failure'])
  })

  test.concurrent('alone, it is recorded once the commit is there', async () => {
    const on = await set()
    const { exitCode } = await on.run(alone)
    expect(exitCode).toBe(0)
    expect(statesOf(on)).toEqual(['success'])
  })

  test.concurrent('its end is written again where GitHub answers with a fault', async () => {
    const on = await set()
    const operation = /^POST .*\/statuses$/
    on.github.faults.add({ on: { operation }, times: 2, effect: { kind: 'status', status: 502 } })
    const { log } = await on.run(alone)
    expect(log).not.toContain('::warning::')
    expect(statesOf(on)).toEqual(['success'])
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
    const { exitCode, log } = await run(alone, { token: 'github_pat_1' })
    expect(exitCode).toBe(0)
    expect(log).toMatch(/::warning::.*record of the deployment.*deployments: write/)
    expect(await gitops.log()).toHaveLength(2)
  })
})

describe("what this program records is nobody's word", () => {
  test.concurrent('not that of another run, on a later commit', async () => {
    const on = await set()
    let other: Promise<unknown> | undefined
    whenLookedAt(on, 1, async () => {
      await (other ??= on.run({ ...alone, images: 'api:v3' }))
    })
    const { exitCode, outputs } = await on.run({ ...WAITING, 'wait-timeout': '3s' })
    expect(statesOf(on)).toEqual(['success'])
    expect([exitCode, outputs['deployed']]).toEqual([1, 'false'])
  })

  test.concurrent('not that of an earlier run, where nothing differs', async () => {
    const on = await set()
    await on.run(alone)
    const { exitCode, outputs } = await on.run(WAITING)
    expect([exitCode, outputs['deployed']]).toEqual([0, 'false'])
  })

  test.concurrent('not that an earlier run gave up before the agent spoke', async () => {
    const on = await set()
    await on.run({ ...recording, 'wait-timeout': '1s' })
    await on.gitops.setStatus(await on.gitops.head(), 'argocd/api', 'SUCCESS')
    const { exitCode, outputs } = await on.run(recording)
    expect([exitCode, outputs['deployed']]).toEqual([0, 'true'])
  })

  test.concurrent('but what Argo CD writes on the record is one, and stays the last', async () => {
    const on = await set()
    whenLookedAt(on, 1, (head) => {
      on.gitops.deploy(head, 'production', 'success')
    })
    const results = [await on.run(recording), await on.run(recording)]
    expect(results.map(({ outputs }) => outputs['deployed'])).toEqual(['true', 'true'])
    expect(statesOf(on)).toEqual(['in_progress', 'success'])
    expect(on.gitops.deployments).toHaveLength(1)
  })
})
