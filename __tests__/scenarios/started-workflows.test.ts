import { expect, test } from '@jest/globals'
import { documentBlocks, examples } from '../workflows/documents.ts'
import { stepInputs } from './example.ts'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()

/** The workflows of an example and of a page that is started by hand, by where they stand. */
const startedOf = (name: string): readonly (readonly [string, string])[] =>
  [...examples(), ...documentBlocks()]
    .filter(({ place, text }) => place.includes(`/${name}.`) && text.includes('workflow_dispatch:\n'))
    .map(({ place, text }) => [place, text])

const overlay = (environment: string): string => `apps/shop/overlays/${environment}/kustomization.yaml`

/** A repository in which the environments run these versions. */
async function scene(workflow: string, running: Readonly<Record<string, string>>) {
  const entries = Object.entries(running).map(([environment, tag]) => [
    overlay(environment),
    kustomization(`api:${tag}`, `web:${tag}`)
  ])
  const { github, gitops, run } = await stage(Object.fromEntries(entries) as Readonly<Record<string, string>>)
  const secrets = { GITOPS_TOKEN: github.token }
  const start = async (inputs: Readonly<Record<string, string>>) => {
    const { exitCode, log, outputs } = await run(stepInputs(workflow, { inputs, secrets }))
    expect([exitCode, log]).toEqual([0, expect.not.stringContaining('::error')])
    return outputs
  }
  const runs = async (environment: string, tag: string, branch = 'main'): Promise<void> => {
    expect(await gitops.read(branch, overlay(environment))).toBe(kustomization(`api:${tag}`, `web:${tag}`))
  }
  return { gitops, runs, start }
}

test('the pages and examples have workflows that are started by hand', () => {
  expect([startedOf('promotion'), startedOf('rollback')].map(({ length }) => length)).toEqual([2, 2])
})

test.concurrent.each(startedOf('promotion'))(
  '%s takes versions from dev to staging, and from there to production for review',
  async (_, workflow) => {
    const { gitops, runs, start } = await scene(workflow, { dev: 'v3', staging: 'v2', prod: 'v1' })
    expect(await start({ to: 'staging' })).toMatchObject({ changed: 'true', 'pull-request-number': '' })
    await runs('staging', 'v3')
    await runs('prod', 'v1')

    const proposed = await start({ to: 'prod' })
    expect(proposed['pull-request-operation']).toBe('created')
    await runs('prod', 'v1')
    await runs('prod', 'v3', proposed['branch'])
    await gitops.merge(1)
    await runs('prod', 'v3')

    await gitops.commit('main', { [overlay('dev')]: kustomization('api:v4', 'web:v4') })
    expect(await start({ to: 'prod' })).toMatchObject({ changed: 'false' })
    await start({ to: 'staging' })
    await start({ to: 'prod' })
    await gitops.merge(2)
    for (const environment of ['dev', 'staging', 'prod']) await runs(environment, 'v4')
    expect(gitops.pullRequests).toHaveLength(2)
  }
)

test.concurrent.each(startedOf('rollback'))(
  '%s takes production back, further with each start',
  async (_, workflow) => {
    const { gitops, start } = await scene(workflow, { prod: 'v1' })
    const read = () => gitops.read('main', overlay('prod'))
    for (const tag of ['v2', 'v3'])
      await gitops.commit('main', { [overlay('prod')]: kustomization(`api:${tag}`, 'web:v1') })
    for (const tag of ['v2', 'v1']) {
      await start({ image: 'api', to: '1' })
      expect(await read()).toBe(kustomization(`api:${tag}`, 'web:v1'))
    }
  }
)
