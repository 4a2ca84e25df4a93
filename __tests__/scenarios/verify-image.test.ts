import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useRegistries } from './registries.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const registries = useRegistries()

describe('verify-image', () => {
  test.concurrent('lets through what is there, by one request for an image', async () => {
    const registry = await registries()
    registry.images.push('app', 'v2')
    const { gitops, run } = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    const { exitCode, log, summary } = await run({
      images: `${registry.host}/app:v2`,
      manifests: '.',
      'verify-image': 'true',
      'pin-digest': 'true'
    })
    expect(exitCode).toBe(0)
    for (const title of ['Verify the images', 'Look the digests up'])
      expect(log).toMatch(new RegExp(`::group::${title}\\none image looked up in \\d+\\.\\d s\\.`))
    expect(summary).toMatch(/^- The registry has every image\.\n- .*\/app:v2 is sha256:[0-9a-f]{64}\.$/m)
    expect(await gitops.read('main', 'kustomization.yaml')).toContain('newTag: v2')
    expect(registry.requests.map(({ method }) => method)).toEqual(['HEAD'])
  })

  test.concurrent('tells all that is missing at once, and writes nothing', async () => {
    const registry = await registries()
    registry.images.push('app', 'v2')
    const names = ['app', 'web', 'job'].map((repository) => `${registry.host}/${repository}`)
    const set = await stage({ 'kustomization.yaml': kustomization(...names.map((name) => `${name}:v1`)) })
    const message = await refused(set, {
      images: names.join('\n'),
      tag: 'v2',
      manifests: '.',
      'verify-image': 'true'
    })
    expect(message).not.toContain(`${registry.host}/app:v2`)
    expect(message).toContain(`The registry does not have "${registry.host}/web:v2"`)
    expect(message).toContain(`The registry does not have "${registry.host}/job:v2"`)
  })

  test.concurrent('takes no page of a proxy for an image, nor its digest', async () => {
    const registry = await registries()
    registry.intercept = () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' })
    const set = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    const inputs = { images: `${registry.host}/app:v2`, manifests: '.' }
    for (const input of ['verify-image', 'pin-digest'])
      expect(await refused(set, { ...inputs, [input]: 'true' })).toContain(
        'it is no manifest of an image. Is there a proxy or a login page in between?'
      )
  })

  test.concurrent('asks for the given digest', async () => {
    const registry = await registries()
    const digest = registry.images.push('app', 'v2')
    const set = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    const inputs = { manifests: '.', 'verify-image': 'true' }
    const other = `sha256:${'b'.repeat(64)}`
    await refused(set, { ...inputs, images: `${registry.host}/app:v2@${other}` })
    const { exitCode } = await set.run({ ...inputs, images: `${registry.host}/app:v2@${digest}` })
    expect(exitCode).toBe(0)
  })

  test.concurrent('with platforms, all of them must be there', async () => {
    const registry = await registries()
    registry.images.pushIndex('app', 'v2', [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }])
    const set = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    const inputs = { images: `${registry.host}/app:v2`, manifests: '.', 'verify-image': 'true' }
    const message = await refused(set, { ...inputs, platforms: 'linux/arm64\nlinux/s390x\nlinux/arm/v7' })
    expect(message).toContain(
      `The registry has "${registry.host}/app:v2", but not for linux/s390x, linux/arm/v7. Its platforms: linux/amd64, linux/arm64.`
    )
    const { exitCode } = await set.run({ ...inputs, platforms: 'linux/amd64\nlinux/arm64/v8' })
    expect(exitCode).toBe(0)
  })

  test.concurrent('a placeholder is no name to ask a registry for', async () => {
    const set = await stage({ 'kustomization.yaml': kustomization('APP:v1') })
    const message = await refused(set, { images: 'APP=*:v2', manifests: '.', 'verify-image': 'true' })
    expect(message).toContain(
      '"APP" is no name that a registry could have. Write "APP=REGISTRY/REPOSITORY:TAG"'
    )
  })

  test.concurrent('without it, no registry is asked', async () => {
    const registry = await registries()
    const { run } = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    const { exitCode } = await run({ images: `${registry.host}/app:v2`, manifests: '.' })
    expect([exitCode, registry.requests.length]).toEqual([0, 0])
  })

  test.concurrent('holds for pull requests and dry runs, too', async () => {
    const registry = await registries()
    registry.images.push('app', 'v1')
    const set = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    const inputs = { images: `${registry.host}/app:v2`, manifests: '.', 'verify-image': 'true' }
    await refused(set, { ...inputs, mode: 'pull-request' })
    await refused(set, { ...inputs, mode: 'dry-run' })
  })
})
