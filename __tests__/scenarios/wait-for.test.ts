import { setTimeout } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { FILES, followed, mergedByGitHub, WAITING as inputs, whenLookedAt } from './awaited.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const set = (): Promise<Stage> => stage(FILES)

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

test.concurrent('a word on what a merge brought beside ours is none; one on the merge is', async () => {
  const on = await set()
  await on.gitops.createBranch('feature')
  whenLookedAt(on, 1, async () => {
    await setTimeout(1100)
    const aside = await on.gitops.commit('feature', { 'other.yaml': 'a: 1' })
    on.gitops.addCheckRun(aside, 'argocd-diff-preview', 'SUCCESS')
    const { number } = await on.gitops.openPullRequest({ head: 'feature' })
    await on.gitops.merge(number)
  })
  whenLookedAt(on, 4, async () => on.gitops.setStatus(await on.gitops.head(), 'argocd/api', 'SUCCESS'))
  const { outputs, log } = await on.run(inputs)
  expect(log).not.toContain('argocd-diff-preview')
  expect(log).toContain('Nothing is said of it yet.')
  expect(outputs['deployed']).toBe('true')
})

test.concurrent.each<readonly [string, (on: Stage, ours: string) => Promise<void>]>([
  [
    'a word on ours',
    async (on, ours) => {
      await on.gitops.setStatus(ours, 'argocd/api', 'SUCCESS')
      await followed(on, 101)
    }
  ],
  [
    'a word on the last of them',
    async (on) => on.gitops.setStatus(await followed(on, 99), 'argocd/api', 'SUCCESS')
  ],
  [
    'a word on the last of them, when they came bit by bit',
    async (on) => {
      await followed(on, 60)
      whenLookedAt(on, 2, async () => on.gitops.setStatus(await followed(on, 60), 'argocd/api', 'SUCCESS'))
    }
  ]
])('however many commits follow at once: %s', async (_what, happen) => {
  const on = await set()
  whenLookedAt(on, 1, (ours) => happen(on, ours))
  const { exitCode, outputs } = await on.run(inputs)
  expect([exitCode, outputs['deployed']]).toEqual([0, 'true'])
})

test.concurrent('a success of ours that a later commit broke is one', async () => {
  const on = await set()
  whenLookedAt(on, 1, async (ours) => {
    await on.gitops.setStatus(ours, 'argocd/api', 'SUCCESS')
    await on.gitops.setStatus(await followed(on, 1), 'argocd/api', 'FAILURE')
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
  expect(log).toContain('stays, but after 2 s of waiting for "argocd" nothing was said of the commit')
  expect(log).not.toMatch(/\b0 s/)
  expect(log).not.toContain('only what is called')
})

test.concurrent(
  'an agent that nobody knows is taken for the whole of a name, and a notice says so',
  async () => {
    const on = await set()
    whenLookedAt(on, 1, (head) => on.gitops.setStatus(head, 'argo', 'SUCCESS'))
    const { outputs, log } = await on.run({ ...inputs, 'wait-for': 'argo' })
    expect(outputs['deployed']).toBe('true')
    expect(log).toMatch(/::notice::.*only what is called "argo" counts/)
  }
)

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
    mergedByGitHub(on)
    const { exitCode, outputs, log } = await on.run({
      ...inputs,
      mode: 'pull-request',
      'auto-merge': 'squash'
    })
    expect([exitCode, outputs['deployed']]).toEqual([0, 'true'])
    expect([outputs['commit-sha'], outputs['branch']]).toEqual([await gitops.head(), 'main'])
    expect(log).toContain('Wait for the merge of pull request #1')
  }
)
