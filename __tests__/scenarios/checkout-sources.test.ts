import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useWorkingCopies, type WorkingCopy } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const PATH = 'app/kustomization.yaml'
const STAGING = 'staging/kustomization.yaml'

describe.each([
  ['a whole clone', []],
  ['a shallow one', ['--depth=1']],
  ['one without blobs', ['--filter=blob:none', '--no-checkout']]
] as const)('through a checkout that is %s', (_what, clone) => {
  async function deployed(...tags: readonly string[]): Promise<WorkingCopy> {
    const [first = '', ...later] = tags
    const copy = await workingCopy({ [PATH]: kustomization(`api:${first}`) }, clone)
    for (const tag of later) await copy.rival({ [PATH]: kustomization(`api:${tag}`) })
    return copy
  }

  test.concurrent('history tells the version to roll back to, further back each time', async () => {
    const { remote, run } = await deployed('v1', 'v2', 'v3')
    for (const tag of ['v2', 'v1']) {
      const { exitCode, log } = await run({ images: 'api', manifests: 'app', rollback: 'true' })
      expect([exitCode, log]).toEqual([0, expect.not.stringContaining('::error')])
      expect(await remote('show', `main:${PATH}`)).toBe(kustomization(`api:${tag}`).trimEnd())
    }
  })

  test.concurrent('a commit can be named in short', async () => {
    const { git, remote, run } = await deployed('v1', 'v2')
    const first = await remote('rev-parse', 'main~1')
    await git('fetch', '--quiet', 'origin')
    const { log } = await run({ images: 'api', manifests: 'app', rollback: first.slice(0, 9) })
    expect(log).not.toContain('::error')
    expect(await remote('show', `main:${PATH}`)).toBe(kustomization('api:v1').trimEnd())
  })

  test.concurrent('another environment, and another branch, tell the version to promote', async () => {
    const { remote, rival, run } = await deployed('v1')
    await rival({ [STAGING]: kustomization('api:v2') })
    const { log } = await run({ manifests: 'app', 'promote-from': 'staging' })
    expect(log).not.toContain('::error')
    expect(await remote('show', `main:${PATH}`)).toBe(kustomization('api:v2').trimEnd())
    await rival({ [STAGING]: kustomization('api:v3') }, 'next')
    await run({ manifests: 'app', 'promote-from': 'staging@next' })
    expect(await remote('show', `main:${PATH}`)).toBe(kustomization('api:v3').trimEnd())
  })
})
