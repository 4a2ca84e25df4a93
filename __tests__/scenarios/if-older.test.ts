import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import type { RepositoryHandle } from '../servers/github/index.ts'
import { deployment, digest, kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const PATH = 'apps/api/kustomization.yaml'
const inputs = { images: 'api:1.2.3', manifests: 'apps/api' }
const at = (tag: string): Promise<Stage> => stage({ [PATH]: kustomization(`api:${tag}`) })

const warningsIn = (log: string) => annotationsIn(log).filter(({ level }) => level === 'warning')
const noticesIn = (log: string) => annotationsIn(log).filter(({ level }) => level === 'notice')

describe('an older version', () => {
  test.concurrent(
    'is not written: a warning on the line that stays, and what stays in the outputs',
    async () => {
      const { github, gitops, run } = await at('1.2.4')
      const { exitCode, log, outputs, summary } = await run(inputs)
      expect(exitCode).toBe(0)
      expect(await gitops.log()).toHaveLength(1)
      expect(outputs).toMatchObject({
        changed: 'false',
        changes: '[]',
        images: '["api:1.2.4"]',
        'commit-sha': ''
      })
      expect(warningsIn(log)).toEqual([
        {
          level: 'warning',
          message:
            'Stays at api:1.2.4: "1.2.3" is a lower version than "1.2.4". Set "if-older" to "write" to write it anyway.',
          properties: expect.objectContaining({ file: PATH, line: '7' })
        }
      ])
      expect(summary).toContain('acme/gitops is newer')
      expect(summary).toMatch(/\| <code>api<\/code> \| <code>1\.2\.4<\/code> \| <code>1\.2\.3<\/code> \|/)
      expect(summary).toContain('stays: nothing was written.\n\n| Image | Stays | Left out |')
      expect(summary).not.toContain('as wanted')
      // Versions tell their order themselves: nobody is asked.
      expect(github.countApiRequests()).toBe(1)
    }
  )

  test.concurrent('with "write" it is written', async () => {
    const { gitops, run } = await at('1.2.4')
    const { exitCode, log } = await run({ ...inputs, 'if-older': 'write' })
    expect([exitCode, warningsIn(log)]).toEqual([0, []])
    expect(await gitops.read('main', PATH)).toBe(kustomization('api:1.2.3'))
  })

  test.concurrent('with "fail" nothing at all is written, and the error names the line', async () => {
    const set = await stage({ [PATH]: kustomization('api:1.2.4', 'web:1.0.0') })
    const message = await refused(set, { ...inputs, images: 'api:1.2.3\nweb:1.0.1', 'if-older': 'fail' })
    expect(message).toContain(`${PATH}:7:`)
    expect(message).toContain('"1.2.3" is a lower version than "1.2.4"')
  })

  test.concurrent('with "fail" and nothing older, all is written', async () => {
    const { run } = await at('1.2.2')
    const { outputs } = await run({ ...inputs, 'if-older': 'fail' })
    expect(outputs['changed']).toBe('true')
  })

  test.concurrent('in one place leaves the others to be written', async () => {
    const [staging, prod] = ['envs/staging/kustomization.yaml', 'envs/prod/kustomization.yaml']
    const { gitops, run } = await stage({
      [staging]: kustomization('api:1.3.0', 'web:1.0.0'),
      [prod]: kustomization('api:1.2.0', 'web:1.0.0')
    })
    const { outputs, log, summary } = await run({
      images: 'api:1.2.3\nweb:1.1.0',
      manifests: 'envs/*'
    })
    expect(await gitops.read('main', staging)).toBe(kustomization('api:1.3.0', 'web:1.1.0'))
    expect(await gitops.read('main', prod)).toBe(kustomization('api:1.2.3', 'web:1.1.0'))
    expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(3)
    expect(JSON.parse(outputs['images'] ?? '')).toEqual(['api:1.2.3', 'web:1.1.0'])
    expect(warningsIn(log).map(({ properties }) => properties['file'])).toEqual([staging])
    expect(summary).toContain('<code>1.3.0</code>')
    expect(summary).toContain('These places name a newer version and stay:\n\n| Image | Stays | Left out |')
    const [newest] = await gitops.log()
    expect(newest?.message).not.toContain('api:1.3.0')
  })

  test.concurrent('is no reason for "if-unchanged" to fail', async () => {
    const { run } = await at('1.2.4')
    expect((await run({ ...inputs, 'if-unchanged': 'fail' })).exitCode).toBe(0)
  })

  test.concurrent('a dry run tells of it', async () => {
    const { run } = await at('1.2.4')
    const { log, outputs } = await run({ ...inputs, mode: 'dry-run' })
    expect(warningsIn(log)).toHaveLength(1)
    expect(outputs['changed']).toBe('false')
  })

  test.concurrent('a rollback writes it', async () => {
    const { gitops, run } = await at('1.2.3')
    await gitops.commit('main', { [PATH]: kustomization('api:1.2.4') })
    const { log } = await run({ ...inputs, images: 'api', rollback: 'true' })
    expect(await gitops.read('main', PATH)).toBe(kustomization('api:1.2.3'))
    expect(warningsIn(log)).toEqual([])
  })

  test.concurrent('a promotion does not write it', async () => {
    const { gitops, run } = await stage({
      [PATH]: kustomization('api:1.2.4'),
      'staging/kustomization.yaml': kustomization('api:1.2.3')
    })
    await run({ 'promote-from': 'staging', manifests: 'apps/api' })
    expect(await gitops.read('main', PATH)).toBe(kustomization('api:1.2.4'))
  })

  test.concurrent('keeps its digest: tag and digest stay together', async () => {
    const text = `images:\n  - name: api\n    newTag: 1.2.4\n    digest: ${digest('4')}\n`
    const marked = [
      'spec:',
      '  tag: 1.2.4 # {"$imagepolicy": "flux:api:tag"}',
      '  nested:',
      `    digest: ${digest('4')} # {"$imagepolicy": "flux:api:digest"}`,
      ''
    ].join('\n')
    const files = {
      [PATH]: text,
      'apps/api/marked.yaml': marked,
      'apps/api/deployment.yaml': deployment(`api:1.2.4@${digest('4')}`)
    }
    const { gitops, run } = await stage(files)
    const { exitCode } = await run({
      images: `api:1.2.3@${digest('3')}\nflux:api=*:1.2.3@${digest('3')}`,
      manifests: 'apps/api/*.yaml'
    })
    expect(exitCode).toBe(0)
    for (const [path, before] of Object.entries(files)) expect(await gitops.read('main', path)).toBe(before)
  })

  test.concurrent('the same version with another digest is written', async () => {
    const { gitops, run } = await stage({ 'apps/api/x.yaml': deployment(`api:1.2.3@${digest('1')}`) })
    await run({ ...inputs, images: `api:1.2.3@${digest('2')}` })
    expect(await gitops.read('main', 'apps/api/x.yaml')).toBe(deployment(`api:1.2.3@${digest('2')}`))
  })

  test.concurrent('of another image is nothing to compare with', async () => {
    const { gitops, run } = await stage({ 'apps/api/x.yaml': deployment('api:9.9.9') })
    await run({ ...inputs, images: 'api=other/api:1.2.3' })
    expect(await gitops.read('main', 'apps/api/x.yaml')).toBe(deployment('other/api:1.2.3'))
  })
})

describe('a newer version that comes between reading and writing', () => {
  test.concurrent('stays', async () => {
    const { github, gitops, run } = await at('1.2.2')
    github.beforeMutation('createCommitOnBranch', async () => {
      await gitops.commit('main', { [PATH]: kustomization('api:1.2.4') })
    })
    const { exitCode, log, outputs } = await run(inputs)
    expect([exitCode, outputs['changed']]).toEqual([0, 'false'])
    expect(warningsIn(log)).toHaveLength(1)
    expect(await gitops.read('main', PATH)).toBe(kustomization('api:1.2.4'))
    expect(await gitops.log()).toHaveLength(2)
  })

  test.concurrent('with "fail" is an error', async () => {
    const { github, gitops, run } = await at('1.2.2')
    github.beforeMutation('createCommitOnBranch', async () => {
      await gitops.commit('main', { [PATH]: kustomization('api:1.2.4') })
    })
    const { exitCode } = await run({ ...inputs, 'if-older': 'fail' })
    expect(exitCode).toBe(1)
    expect(await gitops.read('main', PATH)).toBe(kustomization('api:1.2.4'))
  })

  test.concurrent('and an older one gives way', async () => {
    const { github, gitops, run } = await at('1.2.1')
    github.beforeMutation('createCommitOnBranch', async () => {
      await gitops.commit('main', { [PATH]: kustomization('api:1.2.2') })
    })
    await run(inputs)
    expect(await gitops.read('main', PATH)).toBe(kustomization('api:1.2.3'))
  })
})

describe('a pull request', () => {
  const proposing = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump' }

  test.concurrent('that proposes a newer version keeps it', async () => {
    const { gitops, run } = await at('1.2.0')
    await run({ ...proposing, images: 'api:1.2.4' })
    const [proposal] = gitops.pullRequests
    const title = proposal?.title
    const { exitCode, log, outputs } = await run(proposing)
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'none'])
    expect(await gitops.read('bump', PATH)).toBe(kustomization('api:1.2.4'))
    expect(gitops.pullRequests[0]?.title).toBe(title)
    expect(warningsIn(log)[0]?.message).toContain('Stays at api:1.2.4')
  })

  test.concurrent('is taken back by the version that the base has', async () => {
    const { gitops, run } = await at('1.2.3')
    await run({ ...proposing, images: 'api:1.2.4' })
    const { outputs, log } = await run(proposing)
    expect(outputs['pull-request-operation']).toBe('closed')
    expect(warningsIn(log)).toEqual([])
    expect(gitops.pullRequests.map(({ state }) => state)).toEqual(['CLOSED'])
  })

  test.concurrent('is not opened for an older version', async () => {
    const { gitops, run } = await at('1.2.4')
    const { exitCode, outputs } = await run(proposing)
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'none'])
    expect(gitops.pullRequests).toEqual([])
    expect(await gitops.branches()).toEqual(['main'])
  })

  test.concurrent('takes a newer one', async () => {
    const { gitops, run } = await at('1.2.0')
    await run({ ...proposing, images: 'api:1.2.2' })
    await run(proposing)
    expect(await gitops.read('bump', PATH)).toBe(kustomization('api:1.2.3'))
  })
})

describe('commits', () => {
  interface Built extends Stage {
    /** The commits of the repository that the images are built from, oldest first. */
    readonly builds: readonly [string, string, string]
    readonly app: RepositoryHandle
  }

  /** A stage on which the image of the second of three commits runs. */
  async function built(tagOf: (commit: string) => string = String): Promise<Built> {
    const set = await stage()
    const app = await set.github.createRepository('acme/app', { files: { 'main.go': '1' } })
    const builds = [
      await app.head(),
      await app.commit('main', { 'main.go': '2' }),
      await app.commit('main', { 'main.go': '3' })
    ] as const
    await set.gitops.commit('main', { [PATH]: kustomization(`api:${tagOf(builds[1])}`) })
    return { ...set, builds, app }
  }

  const short = (commit: string): string => `sha-${commit.slice(0, 7)}`

  test.concurrent.each([
    ['full names', String],
    ['short names', short],
    ['names behind a branch', (commit: string) => `main-${commit.slice(0, 8)}`]
  ])(
    '%s: an ancestor is not written, a descendant is, with a request more than a commit takes',
    async (_what, tagOf) => {
      const { github, gitops, run, builds } = await built(tagOf)
      const [first, second, third] = builds
      const { exitCode, log } = await run({ ...inputs, images: `api:${tagOf(first)}` })
      expect(exitCode).toBe(0)
      expect(warningsIn(log)[0]?.message).toContain(`"${tagOf(first)}" is an ancestor of "${tagOf(second)}"`)
      expect(github.countApiRequests()).toBe(2)
      github.forget()
      await run({ ...inputs, images: `api:${tagOf(third)}` })
      expect(await gitops.read('main', PATH)).toBe(kustomization(`api:${tagOf(third)}`))
      expect(github.countApiRequests()).toBe(3)
    }
  )

  test.concurrent('are asked for once, however many images, places and attempts there are', async () => {
    const { github, gitops, run, builds } = await built()
    const [, second, third] = builds
    const others = ['b', 'c'].map((name) => `apps/${name}/kustomization.yaml`)
    const before = kustomization(`api:${second}`, `web:${second}`)
    await gitops.commit('main', Object.fromEntries(others.map((path) => [path, before])))
    github.beforeMutation('createCommitOnBranch', async () => {
      await gitops.commit('main', { 'README.md': 'hello\n' })
    })
    const known = github.requests.length
    await run({ images: `api:${third}\nweb:${third}`, manifests: 'apps/b\napps/c' })
    const comparisons = github.requests.slice(known).filter(({ path }) => path.includes('/compare/'))
    expect(comparisons).toHaveLength(1)
  })

  test.concurrent('on another line of history are written', async () => {
    const { app, gitops, run, builds } = await built()
    await app.createBranch('other', builds[0])
    const other = await app.commit('other', { 'other.go': '1' })
    const { log } = await run({ ...inputs, images: `api:${other}` })
    expect(await gitops.read('main', PATH)).toBe(kustomization(`api:${other}`))
    expect(warningsIn(log)).toEqual([])
  })

  test.concurrent('that GitHub does not show are written, with one notice that names the right', async () => {
    const { gitops, run } = await stage({ [PATH]: kustomization('api:1a2b3c4', 'web:1a2b3c5') })
    const { exitCode, log } = await run({ ...inputs, images: 'api:9f8e7d6\nweb:9f8e7d5' })
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', PATH)).toBe(kustomization('api:9f8e7d6', 'web:9f8e7d5'))
    const doubts = noticesIn(log).filter(({ message }) => message.includes('is not known'))
    expect(doubts).toHaveLength(1)
    expect(doubts[0]?.message).toContain('"contents: read" on acme/app')
  })

  test.concurrent('are not asked for without a token', async () => {
    const { github, gitops, run, builds } = await built()
    const { log } = await run({ ...inputs, images: `api:${builds[0]}`, 'source-token': '' })
    expect(await gitops.read('main', PATH)).toBe(kustomization(`api:${builds[0]}`))
    expect(github.requests.filter(({ path }) => path.includes('/compare/'))).toEqual([])
    expect(log).not.toContain('is not known')
  })

  test.concurrent('in a proposal are compared, too', async () => {
    const { github, gitops, run, builds } = await built()
    const [first, , third] = builds
    const proposing = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump' }
    await run({ ...proposing, images: `api:${third}` })
    expect(github.countApiRequests()).toBe(3)
    await run({ ...proposing, images: `api:${first}` })
    expect(await gitops.read('bump', PATH)).toBe(kustomization(`api:${third}`))
  })
})
