import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const twenty = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [`apps/app-${index}/deployment.yaml`, deployment('api:v1')])
)
const files = {
  'app/kustomization.yaml': kustomization('api:v1'),
  'app/deployment.yaml': deployment('api:v1'),
  ...twenty,
  ...Object.fromEntries(
    Array.from({ length: 120 }, (_, index) => [`flat/app-${index}.yaml`, deployment('api:v1')])
  )
}
const annotated = {
  labels: 'gitops',
  assignees: 'ada',
  reviewers: 'grace',
  'team-reviewers': 'ops',
  milestone: 'Q4'
}
const options = { labels: ['gitops'], milestones: ['Q4'], collaborators: ['ada', 'grace'], teams: ['ops'] }

describe('requests to GitHub', () => {
  test.concurrent.each<readonly [string, number, Readonly<Record<string, string>>]>([
    ['a commit', 2, { manifests: 'app/deployment.yaml' }],
    ['a commit, the branch given', 2, { manifests: 'app/deployment.yaml', branch: 'main' }],
    ['a directory with a kustomization', 2, { manifests: 'app' }],
    ['a directory without one', 2, { manifests: 'apps/app-3' }],
    ['twenty files', 2, { manifests: Object.keys(twenty).join('\n') }],
    ['a directory of 120 files', 2, { manifests: 'flat' }],
    ['a glob', 3, { manifests: 'apps/*/deployment.yaml' }],
    ['a glob over directories', 3, { manifests: 'apps/*' }],
    ['a new pull request', 2, { manifests: 'app', mode: 'pull-request' }],
    ['a new pull request of a glob', 3, { manifests: 'apps/**', mode: 'pull-request' }],
    [
      'a new pull request with labels, people and milestone',
      3,
      { manifests: 'app', mode: 'pull-request', ...annotated }
    ],
    ['a dry run', 1, { manifests: 'app', mode: 'dry-run' }],
    ['nothing to do', 1, { manifests: 'app', images: 'api:v1' }],
    ['nothing to propose', 1, { manifests: 'app', images: 'api:v1', mode: 'pull-request', ...annotated }]
  ])('%s: %i', async (_, expected, inputs) => {
    const { github, run } = await stage(files, options)
    const { exitCode } = await run({ images: 'api:v2', ...inputs })
    expect(exitCode).toBe(0)
    expect(github.requests.map(({ operations }) => operations)).toHaveLength(expected)
  })

  test.concurrent('a further commit on an open pull request: 2, labels and people included', async () => {
    const { github, run } = await stage(files, options)
    const inputs = { manifests: 'app', mode: 'pull-request', ...annotated }
    await run({ ...inputs, images: 'api:v2' })
    github.forget()
    const { exitCode } = await run({ ...inputs, images: 'api:v3' })
    expect([exitCode, github.countApiRequests()]).toEqual([0, 2])
  })

  test.concurrent('a pull request that proposes the same already: 1', async () => {
    const { github, run } = await stage(files, options)
    const inputs = { manifests: 'app', mode: 'pull-request', images: 'api:v2' }
    await run(inputs)
    github.forget()
    const { outputs } = await run(inputs)
    expect(github.countApiRequests()).toBe(1)
    expect(outputs).toMatchObject({
      changed: 'false',
      'pull-request-number': '1',
      'pull-request-operation': 'none'
    })
  })

  const bump = { manifests: 'app', mode: 'pull-request', 'pull-request-branch': 'bump' }
  const moved = (api: string): Record<string, string> => ({
    'app/kustomization.yaml': kustomization(`api:${api}`)
  })

  test.concurrent.each<
    readonly [string, number, string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]
  >([
    ['a later version, the base moved elsewhere', 2, 'updated', { 'README.md': 'hello\n' }, bump],
    ['a pull request made anew on a base that conflicts', 4, 'updated', moved('v1.1'), bump],
    ['a pull request closed', 4, 'closed', moved('v3'), bump],
    ['a pull request that replaces another', 4, 'created', {}, { ...bump, 'pull-request-branch': 'other' }]
  ])('%s: %i', async (_, expected, operation, onBase, inputs) => {
    const { github, gitops, run } = await stage({ 'app/kustomization.yaml': kustomization('api:v1') })
    await run({ ...bump, images: 'api:v2' })
    if (Object.keys(onBase).length > 0) await gitops.commit('main', onBase)
    github.forget()
    const { exitCode, outputs } = await run({ ...inputs, images: 'api:v3' })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, operation])
    expect(github.countApiRequests()).toBe(expected)
  })
})
