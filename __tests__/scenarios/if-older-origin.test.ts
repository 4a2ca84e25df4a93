import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import type { Step } from '../runner/run-action.ts'
import { digest, kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'
import { useWorkingCopies } from './working-copy.ts'

const stage = useStage()
const workingCopies = useWorkingCopies()
const PATH = 'apps/api/kustomization.yaml'

const warningsIn = (log: string): readonly string[] =>
  annotationsIn(log).flatMap(({ level, message }) => (level === 'warning' ? [message] : []))

/** Three commits of the repository that images are built from, oldest first. */
async function commitsOf(github: Stage['github']): Promise<readonly [string, string, string]> {
  const app = await github.createRepository('acme/app', { files: { 'main.go': '1' } })
  return [
    await app.head(),
    await app.commit('main', { 'main.go': '2' }),
    await app.commit('main', { 'main.go': '3' })
  ]
}

/** A stage whose workflow runs for one commit after the other. */
async function scene(text = kustomization('api:v0')) {
  const set = await stage({ [PATH]: text, 'staging/kustomization.yaml': kustomization('api:blue') })
  const commits = await commitsOf(set.github)
  const runFor = (commit: string, inputs: Step['with'], environment: Step['environment'] = {}) =>
    set.run({ manifests: 'apps/api', ...inputs }, { environment: { GITHUB_SHA: commit, ...environment } })
  const read = (branch = 'main') => set.gitops.read(branch, PATH)
  return { ...set, commits, runFor, read }
}

describe('a version that says nothing of its order', () => {
  test.concurrent.each([
    ['a digest', (number: number) => `api@${digest(String(number))}`],
    ['a tag', (number: number) => `api:${['red', 'green', 'blue'][number - 1] ?? ''}`]
  ])('%s is not written by a run for an ancestor, and by one for a descendant it is', async (_, version) => {
    const { commits, github, read, runFor } = await scene()
    const [first, second, third] = commits
    await runFor(second, { images: version(2) })
    const text = await read()
    github.forget()
    const { exitCode, log, outputs } = await runFor(first, { images: version(1) })
    expect([exitCode, outputs['changed'], await read()]).toEqual([0, 'false', text])
    expect(warningsIn(log)).toEqual([
      expect.stringContaining(
        `this run is for ${first.slice(0, 7)}, an ancestor of ${second.slice(0, 7)}, for which "${version(2)}`
      )
    ])
    // The reading, the latest commits of the branch, the comparison.
    expect(github.countApiRequests()).toBe(3)
    const later = await runFor(third, { images: version(3) })
    expect([later.outputs['changed'], warningsIn(later.log)]).toEqual(['true', []])
  })

  test.concurrent('is written with "write", and asked after by nobody', async () => {
    const { commits, github, read, runFor } = await scene()
    await runFor(commits[1], { images: 'api:green' })
    github.forget()
    await runFor(commits[0], { images: 'api:red', 'if-older': 'write' })
    expect(await read()).toBe(kustomization('api:red'))
    expect(github.countApiRequests()).toBe(2)
  })

  test.concurrent('is an error with "fail"', async () => {
    const { commits, read, runFor } = await scene()
    await runFor(commits[1], { images: 'api:green' })
    const { exitCode } = await runFor(commits[0], { images: 'api:red', 'if-older': 'fail' })
    expect([exitCode, await read()]).toEqual([1, kustomization('api:green')])
  })

  test.concurrent('is compared on the branch of a proposal', async () => {
    const { commits, gitops, read, runFor } = await scene()
    const proposing = { mode: 'pull-request', 'pull-request-branch': 'bump' }
    await runFor(commits[1], { ...proposing, images: 'api:green' })
    const { log } = await runFor(commits[0], { ...proposing, images: 'api:red' })
    expect(warningsIn(log)).toEqual([expect.stringContaining('for which "api:green" was written')])
    expect(await read('bump')).toBe(kustomization('api:green'))
    await runFor(commits[2], { ...proposing, images: 'api:blue' })
    expect(await read('bump')).toBe(kustomization('api:blue'))
    expect(gitops.pullRequests).toHaveLength(1)
  })

  test.concurrent('is compared with what came between reading and writing', async () => {
    const { commits, github, read, runFor } = await scene()
    github.beforeMutation(
      'createCommitOnBranch',
      async () => {
        await runFor(commits[1], { images: 'api:green' })
      },
      1
    )
    const { exitCode, log } = await runFor(commits[0], { images: 'api:red' })
    expect([exitCode, await read()]).toEqual([0, kustomization('api:green')])
    expect(warningsIn(log)).toHaveLength(1)
  })

  test.concurrent('is compared with what a rollback brought back', async () => {
    const { commits, read, runFor } = await scene()
    const [first, second, third] = commits
    await runFor(second, { images: 'api:green' })
    await runFor(third, { images: 'api:blue' })
    await runFor(third, { images: 'api', rollback: 'true' })
    expect(await read()).toBe(kustomization('api:green'))
    await runFor(first, { images: 'api:red' })
    expect(await read()).toBe(kustomization('api:green'))
    await runFor(second, { images: 'api:black' })
    expect(await read()).toBe(kustomization('api:black'))
  })

  test.concurrent('is compared through a checkout, too', async () => {
    const { github } = await stage()
    const [first, second] = await commitsOf(github)
    const { remote, run } = await workingCopies({ [PATH]: kustomization('api:v0') })
    const runFor = (commit: string, images: string) =>
      run(
        { images, manifests: 'apps/api', 'source-token': github.token },
        { github, environment: { GITHUB_SHA: commit, GIT_CONFIG_NOSYSTEM: '1' } }
      )
    await runFor(second, 'api:green')
    const { log } = await runFor(first, 'api:red')
    expect(warningsIn(log)).toEqual([expect.stringContaining('for which "api:green" was written')])
    expect(await remote('show', `main:${PATH}`)).toBe(kustomization('api:green').trimEnd())
  })
})

describe('it is written where nobody knows', () => {
  test.concurrent('what the other was built from: a person wrote it', async () => {
    const { commits, read, runFor } = await scene(kustomization('api:green'))
    const { log } = await runFor(commits[0], { images: 'api:red' })
    expect([await read(), warningsIn(log)]).toEqual([kustomization('api:red'), []])
  })

  test.concurrent('what the other was built from: a promotion wrote it', async () => {
    const { commits, read, runFor } = await scene()
    await runFor(commits[1], { 'promote-from': 'staging' })
    expect(await read()).toBe(kustomization('api:blue'))
    await runFor(commits[0], { images: 'api:red' })
    expect(await read()).toBe(kustomization('api:red'))
  })

  test.concurrent('how the two commits stand to each other: they are of two repositories', async () => {
    const { commits, github, read, runFor } = await scene()
    await runFor(commits[1], { images: 'api:green' })
    await runFor(commits[0], { images: 'api:red' }, { GITHUB_REPOSITORY: 'acme/other' })
    expect(await read()).toBe(kustomization('api:red'))
    expect(github.requests.filter(({ path }) => path.includes('/compare/'))).toEqual([])
  })
})
