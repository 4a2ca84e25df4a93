import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useRegistries } from './registries.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const registries = useRegistries()

const entry = (lines: string): string => `images:\n  - name: app\n${lines}`

describe('pin-digest', () => {
  test.concurrent('writes the digest beside the tag', async () => {
    const registry = await registries()
    const digest = registry.images.push('team/app', 'v2')
    const name = `localhost:${registry.host.split(':')[1] ?? ''}/team/app`
    const { gitops, run } = await stage({
      'deploy.yaml': `kind: Pod\nspec:\n  containers:\n    - image: ${name}:v1 # ours\n`
    })
    const { exitCode, outputs } = await run({
      images: `${name}:v2`,
      manifests: 'deploy.yaml',
      'pin-digest': 'true'
    })
    expect(exitCode).toBe(0)
    expect(await gitops.read('main', 'deploy.yaml')).toBe(
      `kind: Pod\nspec:\n  containers:\n    - image: ${name}:v2@${digest} # ours\n`
    )
    expect(JSON.parse(outputs['images'] ?? '')).toEqual([`${name}:v2@${digest}`])
  })

  test.concurrent('looks up the name that the manifest gives to the image', async () => {
    const registry = await registries()
    const digest = registry.images.push('team/app', 'v2')
    const { gitops, run } = await stage({
      'kustomization.yaml': entry(`    newName: ${registry.host}/team/app\n    newTag: v1\n`)
    })
    await run({ images: 'app:v2', manifests: '.', 'pin-digest': 'true' })
    expect(await gitops.read('main', 'kustomization.yaml')).toBe(
      entry(`    newName: ${registry.host}/team/app\n    newTag: v2\n    digest: ${digest}\n`)
    )
  })

  test.concurrent('pins what has the tag already, and then has nothing to do', async () => {
    const registry = await registries()
    const digest = registry.images.push('app', 'v2')
    const { run } = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v2`) })
    const inputs = { images: `${registry.host}/app:v2`, manifests: '.', 'pin-digest': 'true' }
    const first = await run(inputs)
    expect(JSON.parse(first.outputs['changes'] ?? '')).toMatchObject([
      { from: `${registry.host}/app:v2`, to: `${registry.host}/app:v2@${digest}` }
    ])
    expect((await run(inputs)).outputs).toMatchObject({ changed: 'false' })
  })

  test.concurrent('renews the digest where the tag has moved', async () => {
    const registry = await registries()
    registry.images.push('app', 'main')
    const { gitops, run } = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:main`) })
    const inputs = { images: `${registry.host}/app:main`, manifests: '.', 'pin-digest': 'true' }
    await run(inputs)
    const moved = registry.images.push('app', 'main', { created: '2024-01-01T00:00:00Z' })
    await run(inputs)
    expect(await gitops.read('main', 'kustomization.yaml')).toContain(`digest: ${moved}\n`)
  })

  test.concurrent('a tag that is kept is looked up as it stands in the manifest', async () => {
    const registry = await registries()
    const digest = registry.images.push('new/app', 'v1')
    const { gitops, run } = await stage({ 'kustomization.yaml': entry('    newTag: v1\n') })
    await run({ images: `app=${registry.host}/new/app`, manifests: '.', 'pin-digest': 'true' })
    expect(await gitops.read('main', 'kustomization.yaml')).toBe(
      entry(`    newName: ${registry.host}/new/app\n    newTag: v1\n    digest: ${digest}\n`)
    )
  })

  test.concurrent('kept tags of different images cannot share one digest', async () => {
    const registry = await registries()
    const digests = ['v1', 'v2'].map((tag) => registry.images.push('app', tag, { created: tag }))
    const set = await stage({
      'dev/kustomization.yaml': entry('    newTag: v2\n'),
      'prod/kustomization.yaml': entry('    newTag: v1\n')
    })
    const message = await refused(set, {
      images: `app=${registry.host}/app`,
      manifests: 'dev\nprod',
      'pin-digest': 'true'
    })
    for (const digest of digests) expect(message).toContain(digest)
    expect(message).toMatch(/The places of "app" stand for different images/)
  })

  test.concurrent('a given digest stays, and asks nobody', async () => {
    const registry = await registries()
    const digest = `sha256:${'a'.repeat(64)}`
    const { gitops, run } = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    await run({ images: `${registry.host}/app:v2@${digest}`, manifests: '.', 'pin-digest': 'true' })
    expect(await gitops.read('main', 'kustomization.yaml')).toContain(digest)
    expect(registry.requests).toEqual([])
  })

  test.concurrent('fills fields for a tag and for a digest', async () => {
    const registry = await registries()
    const digest = registry.images.push('app', 'v2')
    const { gitops, run } = await stage({ 'values.yaml': 'version: v1\nhash: sha256:0\n' })
    const { exitCode, log } = await run({
      images: `${registry.host}/app:v2`,
      manifests: 'values.yaml#version:tag\nvalues.yaml#hash:digest',
      'pin-digest': 'true'
    })
    expect([exitCode, log]).toEqual([0, log])
    expect(await gitops.read('main', 'values.yaml')).toBe(`version: v2\nhash: ${digest}\n`)
  })

  test.concurrent('an image without any tag is left as it is, with a notice', async () => {
    const { run } = await stage({ 'kustomization.yaml': 'images:\n  - name: app\n    newName: a/b\n' })
    const { exitCode, log } = await run({ images: 'app=c/d', manifests: '.', 'pin-digest': 'true' })
    expect(exitCode).toBe(0)
    expect(log).toContain('"c/d" has no tag')
  })

  test.concurrent('an image that is not there fails, and nothing is written', async () => {
    const registry = await registries()
    registry.images.push('app', 'v1')
    const set = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
    const message = await refused(set, {
      images: `${registry.host}/app:v2`,
      manifests: '.',
      'pin-digest': 'true'
    })
    expect(message).toContain(`The registry does not have "${registry.host}/app:v2"`)
  })
})
