import { expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const files = {
  'app/kustomization.yaml': kustomization('api:v1', 'web:v1'),
  'job/deployment.yaml': deployment('api:v1'),
  'other/deployment.yaml': deployment('web:v1')
}

test.concurrent('several files are one commit on top of the branch', async () => {
  const { gitops, run } = await stage(files)
  const before = await gitops.head()
  await run({ images: 'api:v2\nweb:v3', manifests: 'app\njob\nother' })
  const [newest, ...older] = await gitops.log()
  expect(newest?.parents).toEqual([before])
  expect(newest?.files).toEqual(Object.keys(files))
  expect(older).toHaveLength(1)
  expect(await gitops.read('main', 'app/kustomization.yaml')).toBe(kustomization('api:v2', 'web:v3'))
})

test.concurrent('one file that cannot be updated keeps all others from being written', async () => {
  const set = await stage({ ...files, 'job/broken.yaml': 'image: [api:v1\n' })
  const message = await refused(set, { images: 'api:v2', manifests: 'app\njob/broken.yaml' })
  expect(message).toContain('job/broken.yaml:')
})

test.concurrent('the branch is the default one unless it is given', async () => {
  const { gitops, run } = await stage(files, { defaultBranch: 'trunk' })
  await gitops.createBranch('env/prod/eu')
  const before = await gitops.head('trunk')
  const { outputs } = await run({ images: 'api:v2', manifests: 'app', branch: 'env/prod/eu' })
  expect(outputs).toMatchObject({ branch: 'env/prod/eu', 'commit-sha': await gitops.head('env/prod/eu') })
  expect(await gitops.head('trunk')).toBe(before)
  const onDefault = await run({ images: 'api:v2', manifests: 'app' })
  expect(onDefault.outputs).toMatchObject({ branch: 'trunk', 'commit-sha': await gitops.head('trunk') })
})

test.concurrent('a glob on a branch with slashes lists that branch', async () => {
  const { gitops, run } = await stage(files)
  await gitops.createBranch('env/prod')
  await gitops.commit('env/prod', { 'new/deployment.yaml': deployment('api:v1') })
  const { exitCode } = await run({ images: 'api:v2', manifests: 'new/*.yaml', branch: 'refs/heads/env/prod' })
  expect(exitCode).toBe(0)
  expect(await gitops.read('env/prod', 'new/deployment.yaml')).toBe(deployment('api:v2'))
})

test.concurrent('the token is the job’s own unless it is given', async () => {
  const { github, gitops, run } = await stage(files)
  github.addToken({ token: 'github_pat_given', kind: 'pat-fine', login: 'ada' })
  await run({ images: 'api:v2', manifests: 'app', token: 'github_pat_given' })
  await run({ images: 'api:v3', manifests: 'app' })
  expect((await gitops.log()).map(({ author }) => author)).toEqual(['gitops[bot]', 'ada', 'Ada'])
})

test.concurrent('the repository is that of the workflow unless it is given', async () => {
  const { github, gitops, run } = await stage(files)
  const app = await github.createRepository('acme/app', { files })
  const { outputs } = await run({ images: 'api:v2', manifests: 'app', repository: '' })
  expect(outputs['commit-sha']).toBe(await app.head())
  const own = await run({ images: 'api:v2', manifests: 'app' }, { repository: 'acme/app' })
  expect(own.outputs['commit-sha']).toBe(await gitops.head())
  expect(await app.log()).toHaveLength(2)
})
