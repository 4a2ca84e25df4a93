import { describe, expect, test } from '@jest/globals'
import { digest, kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const PATH = 'apps/api/kustomization.yaml'
const inputs = { images: 'api', manifests: 'apps/api', rollback: 'true' }

/** A stage on which these texts were committed one after the other. */
async function after(...texts: readonly string[]): Promise<Stage & { readonly commits: readonly string[] }> {
  const [first = '', ...later] = texts
  const set = await stage({ [PATH]: first })
  const commits = [await set.gitops.head()]
  for (const [index, text] of later.entries()) {
    commits.push(await set.gitops.commit('main', { [PATH]: text }, `deploy number ${String(index + 2)}`))
  }
  return { ...set, commits }
}

const versions = (...tags: readonly string[]): readonly string[] =>
  tags.map((tag) => kustomization(`api:${tag}`))

test.concurrent('the image gets the version before its last change, and nothing else goes back', async () => {
  const { github, gitops, run } = await after(
    kustomization('api:v1', 'web:v1'),
    kustomization('api:v2', 'web:v1'),
    `# a remark\n${kustomization('api:v2', 'web:v2')}`
  )
  const { exitCode, outputs } = await run(inputs)
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', PATH)).toBe(`# a remark\n${kustomization('api:v1', 'web:v2')}`)
  expect(JSON.parse(outputs['images'] ?? '')).toEqual(['api:v1'])
  expect(github.requests).toHaveLength(3)
})

test.concurrent(
  'it says what it undoes, and its trailers say from which version to which commit',
  async () => {
    const { gitops, run, commits } = await after(...versions('v1', 'v2'))
    const { summary } = await run(inputs)
    const [newest] = await gitops.log()
    expect(newest?.headline).toBe('revert: roll back to api:v1')
    expect(newest?.message).toContain(`\n\nUndoes:\n- ${commits[1] ?? ''} deploy number 2`)
    expect(newest?.message).toMatch(
      new RegExp(`^Rollback-To: ${commits[0] ?? ''}\\nRollback-From: api:v2$`, 'm')
    )
    expect(summary).toContain('deploy number 2')
  }
)

test.concurrent('a second rollback goes one further back, and a third', async () => {
  const { gitops, run } = await after(...versions('v1', 'v2', 'v3', 'v4'))
  for (const expected of versions('v3', 'v2', 'v1')) {
    await run(inputs)
    expect(await gitops.read('main', PATH)).toBe(expected)
  }
  const { exitCode, log } = await run(inputs)
  expect(exitCode).toBe(1)
  expect(log).toContain('The history of these manifests has no earlier version of "api".')
})

test.concurrent('after a rollback and a new version, the next one takes the new version away', async () => {
  const { gitops, run } = await after(...versions('v1', 'v2'))
  await run(inputs)
  await run({ images: 'api:v3', manifests: 'apps/api' })
  await run(inputs)
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v1'))
})

test.concurrent('a number goes that many versions back', async () => {
  const { gitops, run } = await after(...versions('v1', 'v2', 'v3', 'v4'))
  await run({ ...inputs, rollback: '2' })
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v2'))
})

test.concurrent('a commit brings back what ran then', async () => {
  const { gitops, run, commits } = await after(...versions('v1', 'v2', 'v3'))
  await run({ ...inputs, rollback: (commits[0] ?? '').slice(0, 8) })
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v1'))
})

test.concurrent('several images go back to what ran together', async () => {
  const { gitops, run } = await after(
    kustomization('api:v1', 'web:v1'),
    kustomization('api:v2', 'web:v1'),
    kustomization('api:v2', 'web:v2'),
    kustomization('api:v2', 'web:v3')
  )
  await run({ ...inputs, images: 'api\nweb' })
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v1', 'web:v1'))
})

test.concurrent('several manifests go back together, each by its own history', async () => {
  const other = 'apps/web/kustomization.yaml'
  const { gitops, run } = await stage({
    [PATH]: kustomization('api:v1'),
    [other]: kustomization('api:v1', 'web:v1')
  })
  await gitops.commit('main', { [PATH]: kustomization('api:v2'), [other]: kustomization('api:v2', 'web:v1') })
  await gitops.commit('main', { [other]: kustomization('api:v2', 'web:v2') })
  await run({ ...inputs, manifests: 'apps/api\napps/web' })
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v1'))
  expect(await gitops.read('main', other)).toBe(kustomization('api:v1', 'web:v2'))
})

test.concurrent('a digest and a name that the image had come back with the tag', async () => {
  const entry = (registry: string, rest: string): string =>
    `images:\n  - name: api\n    newName: ${registry}/api\n${rest}`
  const before = entry('old.example', `    newTag: v1\n    digest: ${digest('1')}\n`)
  const { gitops, run } = await after(before, entry('new.example', '    newTag: v2\n'))
  await run(inputs)
  expect(await gitops.read('main', PATH)).toBe(before)
})

test.concurrent('a pull request proposes it and shows what it undoes', async () => {
  const { gitops, run } = await after(...versions('v1', 'v2'))
  const { outputs } = await run({ ...inputs, mode: 'pull-request' })
  const [proposal] = gitops.pullRequests
  expect(proposal?.title).toBe('Roll back to api:v1')
  expect(proposal?.body).toContain('deploy number 2')
  expect(await gitops.read(outputs['branch'] ?? '', PATH)).toBe(kustomization('api:v1'))
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v2'))
})

test.concurrent('a dry run shows it', async () => {
  const { gitops, run } = await after(...versions('v1', 'v2'))
  const { outputs } = await run({ ...inputs, mode: 'dry-run' })
  expect(outputs['changed']).toBe('true')
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v2'))
})

test.concurrent('a rollback whose answer is lost is not done twice', async () => {
  const { github, gitops, run } = await after(...versions('v1', 'v2', 'v3'))
  github.faults.add({ on: { operation: 'mutation' }, when: 'after', effect: { kind: 'drop' } })
  const { exitCode } = await run(inputs)
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v2'))
})

test.concurrent('when somebody deploys meanwhile, it is their version that goes back', async () => {
  const { github, gitops, run } = await after(...versions('v1', 'v2'))
  github.beforeMutation('createCommitOnBranch', async () => {
    await gitops.commit('main', { [PATH]: kustomization('api:v3') })
  })
  await run(inputs)
  expect(await gitops.read('main', PATH)).toBe(kustomization('api:v2'))
})

test.concurrent('a version deep in the history is found', async () => {
  const remarks = Array.from({ length: 60 }, (_, index) => `# ${String(index)}\n${kustomization('api:v2')}`)
  const { gitops, run } = await after(kustomization('api:v1'), ...remarks)
  await run(inputs)
  expect(await gitops.read('main', PATH)).toBe(`# 59\n${kustomization('api:v1')}`)
})

describe('is refused, and nothing written,', () => {
  test.concurrent.each([
    ['an image that never changed', {}, /history of these manifests has no earlier version of "api"/],
    ['an image that was never there', { images: 'web' }, /no earlier version of "web"/],
    ['a commit that is not there', { rollback: 'abcdef1' }, /"abcdef1", which is not in the repository/],
    [
      'what is no number',
      { rollback: 'yes' },
      /"yes" is not "true", a number of versions from 1 to 100, or a commit/
    ],
    ['no image', { images: '' }, /images: it is empty/]
  ] satisfies [string, Readonly<Record<string, string>>, RegExp][])('%s', async (_what, changed, message) => {
    const { gitops, run } = await after(kustomization('api:v1'), `# more\n${kustomization('api:v1')}`)
    const head = await gitops.head()
    const { exitCode, log } = await run({ ...inputs, ...changed })
    expect(exitCode).toBe(1)
    expect(log).toMatch(message)
    expect(await gitops.head()).toBe(head)
  })
})
