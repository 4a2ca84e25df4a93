import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const files = {
  'apps/api/overlays/prod/kustomization.yaml': kustomization('api:v1'),
  'apps/api/overlays/test/kustomization.yaml': kustomization('api:v1'),
  'apps/web/overlays/prod/Kustomization': kustomization('api:v1'),
  'apps/web/overlays/prod/deployment.yaml': deployment('api:v1'),
  'plain/deployment.yaml': deployment('api:v1'),
  'plain/nested/deep/job.yml': deployment('api:v1'),
  'plain/notes.md': 'image: api:v1\n',
  'plain/nested/.hidden.yaml': deployment('api:v1'),
  '.github/workflows/ci.yaml': 'spec: {containers: [{image: "api:v1"}]}\n',
  '[odd] {name}/deployment.yaml': deployment('api:v1')
}

describe('manifests mean', () => {
  test.concurrent.each<readonly [string, string, readonly string[]]>([
    ['a file', 'plain/deployment.yaml', ['plain/deployment.yaml']],
    ['a directory with a kustomization', 'apps/web/overlays/prod', ['apps/web/overlays/prod/Kustomization']],
    [
      'every YAML file beneath a directory without one',
      './plain//',
      ['plain/deployment.yaml', 'plain/nested/.hidden.yaml', 'plain/nested/deep/job.yml']
    ],
    [
      'a glob over directories',
      'apps/*/overlays/prod',
      ['apps/api/overlays/prod/kustomization.yaml', 'apps/web/overlays/prod/Kustomization']
    ],
    [
      'a glob over files, less what is excluded',
      'plain/**/*.{yaml,yml}\n!plain/nested/deep',
      ['plain/deployment.yaml', 'plain/nested/.hidden.yaml']
    ],
    [
      'directories less an excluded glob',
      'apps/api/overlays/prod\napps/api/overlays/test\n!**/test/**',
      ['apps/api/overlays/prod/kustomization.yaml']
    ],
    ['GitHub’s own only when named', '.github/workflows/ci.yaml', ['.github/workflows/ci.yaml']],
    ['names with the characters of globs, escaped', '\\[odd\\] \\{name\\}', ['[odd] {name}/deployment.yaml']]
  ])('%s', async (_, manifests, expected) => {
    const { gitops, run } = await stage(files)
    const { exitCode, log } = await run({ images: 'api:v2', manifests })
    expect([exitCode, log]).toEqual([0, expect.any(String)])
    expect((await gitops.log())[0]?.files).toEqual(expected)
  })

  test.concurrent(
    'every YAML file of the repository, but for GitHub’s own, when they mean its root',
    async () => {
      const { gitops, run } = await stage(files)
      const { exitCode } = await run({ images: 'api:v2', manifests: '.' })
      expect(exitCode).toBe(0)
      const yaml = Object.keys(files).filter((path) => !/^\.github|\.md$/.test(path))
      expect((await gitops.log())[0]?.files).toEqual([...yaml].sort())
    }
  )
})
