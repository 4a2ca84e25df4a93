import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const COUNT = 250
const paths = Array.from({ length: COUNT }, (_, index) => `apps/app-${index}/kustomization.yaml`).sort()
const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
const files = Object.fromEntries(paths.map((path) => [path, crlf(kustomization('api:v1', 'proxy:v1'))]))
const inputs = { images: 'proxy:v2', manifests: 'apps/*' }

async function everyText(gitops: Stage['gitops'], branch: string): Promise<ReadonlySet<string | undefined>> {
  return new Set(await Promise.all(paths.map((path) => gitops.read(branch, path))))
}

/** The one text that all files have after the update. */
const updated = (version = 'v2') => new Set([crlf(kustomization('api:v1', `proxy:${version}`))])

describe('more files than GitHub takes in one request', () => {
  test.concurrent('are one commit, which no branch holds before it is whole', async () => {
    const { github, gitops, run } = await stage(files)
    const before = await gitops.head()
    const { exitCode, outputs } = await run(inputs)
    expect(exitCode).toBe(0)
    const [newest] = await gitops.log()
    expect(newest).toMatchObject({ parents: [before], oid: outputs['commit-sha'], isVerified: true })
    expect(newest?.files).toEqual(paths)
    expect(await everyText(gitops, 'main')).toEqual(updated())
    expect(github.requests.map(({ operations: [first] }) => first)).toEqual([
      'GET git/trees/{tree*}',
      ...Array<string>(3).fill('query'),
      ...Array<string>(3).fill('POST git/trees'),
      'POST git/commits',
      'PATCH git/refs/{ref*}'
    ])
  })

  test.concurrent('are one pull request, and one commit for its next version', async () => {
    const { gitops, run } = await stage(files)
    const proposal = { ...inputs, mode: 'pull-request', 'pull-request-branch': 'bump' }
    const first = await run(proposal)
    const second = await run({ ...proposal, images: 'proxy:v3' })
    expect([first, second].map(({ outputs }) => outputs['pull-request-operation'])).toEqual([
      'created',
      'updated'
    ])
    expect(gitops.pullRequests).toHaveLength(1)
    expect((await gitops.log('bump')).map((each) => each.files.length)).toEqual([COUNT, COUNT, COUNT])
    expect(await everyText(gitops, 'bump')).toEqual(updated('v3'))
    expect(await everyText(gitops, 'main')).toEqual(updated('v1'))
  })

  test.concurrent('are read, planned and written anew where another writer was first', async () => {
    const { github, gitops, run } = await stage(files)
    const [path = ''] = paths
    github.beforeRefUpdate(async () => {
      await gitops.commit('main', { [path]: kustomization('api:v7', 'proxy:v1') })
    })
    const { exitCode } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', path)).toBe(kustomization('api:v7', 'proxy:v2'))
    expect((await gitops.log()).map((each) => each.files.length)).toEqual([COUNT, 1, COUNT])
  })

  test.concurrent('though the answers to two of the requests are lost', async () => {
    const { github, gitops, run } = await stage(files)
    github.faults.add({
      on: { operation: 'POST git/trees', number: 2 },
      when: 'after',
      effect: { kind: 'drop' }
    })
    github.faults.add({ on: { operation: 'POST git/commits' }, when: 'after', effect: { kind: 'drop' } })
    const { exitCode } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(github.countApiRequests({ operation: 'query' })).toBe(3)
    expect((await gitops.log()).map((each) => each.files.length)).toEqual([COUNT, COUNT])
  })
})
