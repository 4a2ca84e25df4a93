import { describe, expect, test } from '@jest/globals'
import type { StepResult } from '../runner/run-action.ts'
import { useRegistries } from './registries.ts'
import { useStage, type Stage } from './stage.ts'
import { useWorkingCopies } from './working-copy.ts'

const stage = useStage()
const registries = useRegistries()
const workingCopy = useWorkingCopies()
const PATH = 'prod/kustomization.yaml'

/** A repository of `app` and `web`, far enough from each other in their one file for git to merge changes of both. */
async function ground(ports: { readonly app: string; readonly web: string } = { app: '1.0.0', web: '1' }) {
  const registry = await registries()
  for (const tag of ['1.0.0', '2.0.0']) registry.images.push('app', tag)
  const app = `${registry.host}/app`
  const text = (tag: string, web: string): string =>
    `images:\n  - name: ${app}\n    newTag: ${tag}\n${'  - name: other\n'.repeat(6)}  - name: web\n    newTag: "${web}"\n`
  const set = await stage({ [PATH]: text(ports.app, ports.web) })
  const write = (tag: string, web: string, branch = 'main'): Promise<string> =>
    set.gitops.commit(branch, { [PATH]: text(tag, web) }, `${branch}: ${tag}, ${web}`)
  const merge = async (branch: string): Promise<void> => {
    const { number } = await set.gitops.openPullRequest({ head: branch })
    await set.gitops.merge(number)
  }
  return { ...set, app, write, merge, back: { images: app, manifests: 'prod', rollback: 'true' } }
}

/** What a dry run tells, through the API and through a checkout. */
async function told(
  { gitops, run }: Pick<Stage, 'gitops' | 'run'>,
  inputs: Readonly<Record<string, string>>
): Promise<readonly StepResult[]> {
  const copy = await workingCopy()
  await copy.remote('fetch', '--quiet', gitops.gitDir, '+refs/heads/main:refs/heads/main')
  const asked = { ...inputs, mode: 'dry-run' }
  return [await run(asked), await copy.run(asked)]
}

/** What would be written, by way; the error where there is one. */
async function versions(
  set: Pick<Stage, 'gitops' | 'run'>,
  inputs: Readonly<Record<string, string>>
): Promise<readonly string[]> {
  return (await told(set, inputs)).map(({ outputs, log }) =>
    /^::error/m.test(log)
      ? (/has no earlier version|not in the history of the branch/.exec(log)?.[0] ?? log)
      : (/(?<=app:)[^"]+/.exec(outputs['images'] ?? '')?.[0] ?? 'nothing')
  )
}

describe('only what stood on the branch itself counts', () => {
  test.concurrent('a branch that is merged late brings none of the versions it was cut from', async () => {
    const { merge, back, write, ...set } = await ground()
    await set.gitops.createBranch('side')
    await write('2.0.0', '1')
    await write('3.0.0', '1')
    await write('1.0.0', '2', 'side')
    await merge('side')
    expect(await versions(set, back)).toEqual(['2.0.0', '2.0.0'])
  })

  test.concurrent('nor a pull request what it was before its last commit', async () => {
    const { merge, back, write, ...set } = await ground()
    await set.gitops.createBranch('side')
    await write('2.0.0', '1', 'side')
    await write('3.0.0', '1', 'side')
    await merge('side')
    expect(await versions(set, back)).toEqual(['1.0.0', '1.0.0'])
    expect(set.github.requests).toHaveLength(2)
  })

  test.concurrent('a commit of a merged branch stands for the merge that brought it', async () => {
    const { merge, back, write, ...set } = await ground()
    await set.gitops.createBranch('side')
    const second = await write('2.0.0', '1', 'side')
    await write('3.0.0', '1', 'side')
    await write('1.0.0', '2')
    await merge('side')
    await write('4.0.0', '2')
    expect(await versions(set, { ...back, rollback: second })).toEqual(['3.0.0', '3.0.0'])
  })

  test.concurrent('a commit of a branch that was never merged is refused', async () => {
    const { back, write, ...set } = await ground()
    await set.gitops.createBranch('side')
    const never = await write('2.0.0', '1', 'side')
    await write('3.0.0', '1')
    const [api] = await told(set, { ...back, rollback: never })
    expect(api?.log).toContain('which is not in the history of the branch')
  })
})

describe('a rollback goes on, and holds,', () => {
  const choose = (app: string) => ({
    images: `${app}:>=1`,
    manifests: 'prod',
    'update-strategy': 'semver'
  })

  test.concurrent('behind the merge of a branch that was cut before it', async () => {
    const { merge, back, write, app, ...set } = await ground()
    await write('2.0.0', '1')
    await set.gitops.createBranch('side')
    await set.run(back)
    await write('2.0.0', '2', 'side')
    await merge('side')
    expect(await versions(set, choose(app))).toEqual(['nothing', 'nothing'])
    expect(await versions(set, back)).toEqual(['has no earlier version', 'has no earlier version'])
  })

  test.concurrent('where a merge took the whole text of the other side', async () => {
    const { merge, back, write, app, ...set } = await ground()
    await set.gitops.createBranch('side')
    await write('1.0.0', '2', 'side')
    await write('2.0.0', '1')
    await set.run(back)
    await merge('side')
    expect(await versions(set, choose(app))).toEqual(['nothing', 'nothing'])
    expect(await versions(set, back)).toEqual(['has no earlier version', 'has no earlier version'])
  })

  test.concurrent('as a pull request that is merged when another image has moved', async () => {
    const { back, write, app, ...set } = await ground({ app: '0.9.0', web: '1' })
    await write('1.0.0', '1')
    await write('2.0.0', '1')
    const { outputs } = await set.run({ ...back, mode: 'pull-request' })
    await write('2.0.0', '2')
    await set.gitops.merge(Number(outputs['pull-request-number']))
    expect(await versions(set, choose(app))).toEqual(['nothing', 'nothing'])
    expect(await versions(set, back)).toEqual(['0.9.0', '0.9.0'])
    const second = await set.run({ ...back, mode: 'pull-request' })
    await set.gitops.merge(Number(second.outputs['pull-request-number']))
    expect(await versions(set, choose(app))).toEqual(['nothing', 'nothing'])
    expect(await versions(set, back)).toEqual(['has no earlier version', 'has no earlier version'])
  })
})

describe('a later version that comes in with a rollback', () => {
  test.concurrent(
    'is what the merge wrote: nothing is held, and it goes back to what stood before',
    async () => {
      const { back, write, app, ...set } = await ground({ app: '0.9.0', web: '1' })
      await write('1.0.0', '1')
      await write('2.0.0', '1')
      const { outputs } = await set.run({ ...back, mode: 'pull-request' })
      const later = { images: `${app}:0.9.0`, manifests: 'prod', 'if-older': 'write', mode: 'pull-request' }
      const second = await set.run(later)
      expect(second.outputs['pull-request-number']).toBe(outputs['pull-request-number'])
      await set.gitops.merge(Number(outputs['pull-request-number']))
      expect(await set.gitops.read('main', PATH)).toContain('newTag: 0.9.0')
      const choose = { images: `${app}:>=1`, manifests: 'prod', 'update-strategy': 'semver' }
      expect(await versions(set, choose)).toEqual(['2.0.0', '2.0.0'])
      expect(await versions(set, back)).toEqual(['2.0.0', '2.0.0'])
    }
  )
})

test.concurrent('a commit at which two entries of an image disagreed stops nothing', async () => {
  const { back, write, app, ...set } = await ground()
  const twice = `images:\n  - name: ${app}\n    newTag: 1.0.0\n  - name: ${app}\n    newTag: 1.5.0\n`
  const unclear = await set.gitops.commit('main', { [PATH]: twice })
  await write('1.5.0', '1')
  const choose = { images: `${app}:>=1`, manifests: 'prod', 'update-strategy': 'semver' }
  expect(await versions(set, choose)).toEqual(['2.0.0', '2.0.0'])
  expect(await versions(set, back)).toEqual(['1.0.0', '1.0.0'])
  for (const { log } of await told(set, { ...back, rollback: unclear }))
    expect(log).toContain(`At commit ${unclear.slice(0, 7)} it is not clear which version of`)
})

test.concurrent('a version is found however many commits to other files are in between', async () => {
  const { back, write, ...set } = await ground()
  const others = async (): Promise<void> => {
    for (let number = 0; number < 110; number += 1)
      await set.gitops.commit('main', { 'other.yaml': `# ${String(number)}\n` })
  }
  await others()
  await write('2.0.0', '1')
  expect(await versions(set, back)).toEqual(['1.0.0', '1.0.0'])
  expect(set.github.requests).toHaveLength(2)
  await others()
  expect(await versions(set, back)).toEqual(['1.0.0', '1.0.0'])
  expect(set.github.requests).toHaveLength(2 + 3)
})
