import { expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const files = {
  'app/kustomization.yaml': kustomization('api:v1'),
  'tool/deployment.yaml': { content: deployment('api:v1'), mode: '100755' as const }
}

test.concurrent.each(['commit', 'pull-request'])(
  '%s on GitHub Enterprise Server, under /api',
  async (mode) => {
    const { github, gitops, run } = await stage(files)
    const instance = { ...github.enterprise, serverUrl: github.serverUrl }
    const inputs = { images: 'api:v2', manifests: '*', mode, 'pull-request-branch': 'bump' }
    const { exitCode, outputs } = await run(inputs, { github: instance })
    expect(exitCode).toBe(0)
    expect(await gitops.read(outputs['branch'] ?? '', 'app/kustomization.yaml')).toBe(kustomization('api:v2'))
    const graphql = github.requests.filter(({ kind }) => kind === 'graphql')
    expect(new Set(graphql.map(({ path }) => path))).toEqual(new Set(['/api/graphql']))
    expect(github.countApiRequests({ kind: 'rest' })).toBeGreaterThan(2)
  }
)

test.concurrent(
  'a GitHub Enterprise Server that cannot move branches: told once, with the way around it',
  async () => {
    const { github, gitops, run } = await stage({ 'app/kustomization.yaml': kustomization('api:v1') })
    const inputs = { manifests: 'app', mode: 'pull-request', 'pull-request-branch': 'bump' }
    await run({ ...inputs, images: 'api:v2' })
    await gitops.merge(1, 'SQUASH')
    github.forget()
    github.faults.add({
      on: { operation: 'updateRefs' },
      times: 9,
      effect: {
        kind: 'response',
        status: 200,
        body: {
          errors: [
            {
              path: ['mutation Update', 'branch'],
              extensions: { code: 'undefinedField', typeName: 'Mutation', fieldName: 'updateRefs' },
              locations: [{ line: 2, column: 3 }],
              message: "Field 'updateRefs' doesn't exist on type 'Mutation'"
            }
          ]
        }
      }
    })
    const { exitCode, log } = await run({ ...inputs, images: 'api:v3' })
    expect([exitCode, github.countApiRequests({ operation: 'mutation' })]).toEqual([1, 1])
    expect(log).toContain('delete the branch "bump"')
  }
)

/** What a server says to a document that asks for fields which it does not know. */
const undefinedFields = (...fields: readonly (readonly [type: string, field: string])[]) => ({
  kind: 'response' as const,
  status: 200,
  body: {
    errors: fields.map(([typeName, fieldName]) => ({
      path: ['query', fieldName],
      extensions: { code: 'undefinedField', typeName, fieldName },
      locations: [{ line: 2, column: 3 }],
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`
    }))
  }
})

test.concurrent('fields that an older server does not know are left out, once it has said so', async () => {
  const { github, gitops, run } = await stage({ 'app/kustomization.yaml': kustomization('api:v1') })
  github.faults.add({
    on: { operation: 'query' },
    effect: undefinedFields(['Repository', 'mergeQueue'], ['Repository', 'lockReason'])
  })
  github.faults.add({
    on: { operation: 'query', number: 3 },
    effect: undefinedFields(['PullRequest', 'isMergeQueueEnabled'], ['PullRequest', 'isInMergeQueue'])
  })
  const { exitCode, outputs } = await run({
    images: 'api:v2',
    manifests: 'app',
    mode: 'pull-request',
    'auto-merge': 'merge'
  })
  expect([exitCode, outputs['commit-sha']]).toEqual([0, await gitops.head()])
  expect(await gitops.read('main', 'app/kustomization.yaml')).toBe(kustomization('api:v2'))
  // Two more than open and merge it: one a query that was refused.
  expect(github.countApiRequests()).toBe(6)
})
