import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useRegistries } from './registries.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const registries = useRegistries()
const PATH = 'prod/kustomization.yaml'

/** A repository in which `app` went from 1.0.0 to 2.0.0, and then back; the registry has both. */
async function rolledBack() {
  const registry = await registries()
  for (const tag of ['1.0.0', '2.0.0']) registry.images.push('app', tag)
  const app = `${registry.host}/app`
  const set = await stage({ [PATH]: kustomization(`${app}:1.0.0`) })
  await set.gitops.commit('main', { [PATH]: kustomization(`${app}:2.0.0`) })
  const undone = await set.run({ images: app, manifests: 'prod', rollback: 'true' })
  expect(undone.outputs['changed']).toBe('true')
  const choose = { images: `${app}:>=1`, manifests: 'prod', 'update-strategy': 'semver' }
  const read = () => set.gitops.read('main', PATH)
  return { ...set, registry, app, choose, read }
}

describe('after a rollback', () => {
  test.concurrent(
    'the version that was rolled back from is not written again, and that is told',
    async () => {
      const { app, choose, gitops, read, run } = await rolledBack()
      const head = await gitops.head()
      const { exitCode, log, outputs, summary } = await run({ ...choose, 'if-unchanged': 'fail' })
      expect([exitCode, outputs['changed'], await gitops.head()]).toEqual([0, 'false', head])
      expect(log + summary).not.toContain('as wanted:')
      expect(summary).toMatch(/^### Nothing was written to acme\/gitops\n/)
      expect(log).toContain(
        `"${PATH}" was rolled back from ${app}:2.0.0 by ${head.slice(0, 7)}: left alone until there is another version, or a commit changes the image.`
      )
      expect(await read()).toBe(kustomization(`${app}:1.0.0`))
    }
  )

  test.concurrent('a second rollback holds what the first one was from, too', async () => {
    const { app, choose, gitops, read, registry, run } = await rolledBack()
    registry.images.push('app', '2.0.1')
    await run(choose)
    await run({ images: app, manifests: 'prod', rollback: 'true' })
    expect(await read()).toBe(kustomization(`${app}:1.0.0`))
    const head = await gitops.head()
    await run({ ...choose, 'ignore-tags': '2.0.1' })
    await run(choose)
    expect(await gitops.head()).toBe(head)
  })

  test.concurrent('a newer version is written', async () => {
    const { app, choose, read, registry, run } = await rolledBack()
    registry.images.push('app', '2.0.1')
    await run(choose)
    expect(await read()).toBe(kustomization(`${app}:2.0.1`))
  })

  test.concurrent('other commits do not lift it, nor do other images', async () => {
    const { app, choose, gitops, read, run } = await rolledBack()
    const beside = `${kustomization(`${app}:1.0.0`)}  - name: web\n    newTag: v1\n`
    await gitops.commit('main', { [PATH]: `# ours\n${kustomization(`${app}:1.0.0`)}` })
    await gitops.commit('main', { [PATH]: beside, 'other.yaml': 'a: b\n' })
    expect((await run(choose)).outputs['changed']).toBe('false')
    expect(await read()).toBe(beside)
  })

  test.concurrent('a person lifts it by writing the version, and from then on it is as ever', async () => {
    const { app, choose, gitops, read, run } = await rolledBack()
    await run({ images: `${app}:2.0.0`, manifests: 'prod' })
    expect(await read()).toBe(kustomization(`${app}:2.0.0`))
    await gitops.commit('main', { [PATH]: kustomization(`${app}:1.0.0`) })
    await run(choose)
    expect(await read()).toBe(kustomization(`${app}:2.0.0`))
  })

  test.concurrent('other sources are not held: what a person gives is written', async () => {
    const { app, read, run } = await rolledBack()
    await run({ images: `${app}:2.0.0`, manifests: 'prod' })
    expect(await read()).toBe(kustomization(`${app}:2.0.0`))
  })

  test.concurrent('the other manifests of the image go on', async () => {
    const { app, choose, gitops, read, run } = await rolledBack()
    await gitops.commit('main', { 'dev/kustomization.yaml': kustomization(`${app}:1.0.0`) })
    await run({ ...choose, manifests: '*/kustomization.yaml' })
    expect(await gitops.read('main', 'dev/kustomization.yaml')).toBe(kustomization(`${app}:2.0.0`))
    expect(await read()).toBe(kustomization(`${app}:1.0.0`))
  })

  test.concurrent('a rollback behind many other commits still holds', async () => {
    const { app, choose, gitops, run } = await rolledBack()
    for (let number = 0; number < 30; number += 1) {
      await gitops.commit('main', { [PATH]: `# ${number}\n${kustomization(`${app}:1.0.0`)}` })
    }
    expect((await run(choose)).outputs['changed']).toBe('false')
  })

  test.concurrent('by the name that kustomize has for it', async () => {
    const registry = await registries()
    for (const tag of ['1.0.0', '2.0.0']) registry.images.push('app', tag)
    const app = `${registry.host}/app`
    const renamed = (tag: string): string =>
      `images:\n  - name: api\n    newName: ${app}\n    newTag: ${tag}\n`
    const { gitops, run } = await stage({ [PATH]: renamed('1.0.0') })
    await gitops.commit('main', { [PATH]: renamed('2.0.0') })
    await run({ images: 'api', manifests: 'prod', rollback: 'true' })
    await run({ images: app, manifests: 'prod', 'update-strategy': 'semver' })
    expect(await gitops.read('main', PATH)).toBe(renamed('1.0.0'))
  })
})

test.concurrent('policies of Flux are held as well, each by itself', async () => {
  const registry = await registries()
  for (const tag of ['1.0.0', '2.0.0']) registry.images.push('app', tag)
  const app = `${registry.host}/app`
  const object = (kind: string, name: string, spec: string): string =>
    `---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: apps}\nspec: {${spec}}\n`
  const policy = (name: string): string =>
    object('ImagePolicy', name, "imageRepositoryRef: {name: app}, policy: {semver: {range: '>=1'}}")
  const pod = (name: string, tag: string): string =>
    `kind: Pod\nspec:\n  containers:\n    - image: ${app}:${tag} # {"$imagepolicy": "apps:${name}"}\n`
  const { gitops, run } = await stage({
    'policies.yaml': object('ImageRepository', 'app', `image: '${app}'`) + policy('a') + policy('b'),
    'a.yaml': pod('a', '1.0.0'),
    'b.yaml': pod('b', '1.0.0')
  })
  await gitops.commit('main', { 'a.yaml': pod('a', '2.0.0') })
  await run({ images: app, manifests: 'a.yaml', rollback: 'true' })
  const { log } = await run({ policies: 'policies.yaml' })
  expect(log).toContain(`"a.yaml" was rolled back from ${app}:2.0.0`)
  expect(await gitops.read('main', 'a.yaml')).toBe(pod('a', '1.0.0'))
  expect(await gitops.read('main', 'b.yaml')).toBe(pod('b', '2.0.0'))
})

test.concurrent('what a policy is on goes back, and is held, by the name of the policy', async () => {
  const registry = await registries()
  for (const tag of ['1.0.0', '2.0.0']) registry.images.push('app', tag)
  const app = `${registry.host}/app`
  const object = (kind: string, spec: string): string =>
    `---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata: {name: app, namespace: apps}\nspec: {${spec}}\n`
  const manifest = (tag: string): string =>
    `version: ${tag} # {"$imagepolicy": "apps:app:tag"}\nimage: ${app}:${tag} # {"$imagepolicy": "apps:app"}\n`
  const alone = (tag: string): string => `version: ${tag} # {"$imagepolicy": "apps:app:tag"}\n`
  const { gitops, run } = await stage({
    'policies.yaml':
      object('ImageRepository', `image: '${app}'`) +
      object('ImagePolicy', "imageRepositoryRef: {name: app}, policy: {semver: {range: '>=1'}}"),
    'a.yaml': manifest('1.0.0'),
    'b.yaml': alone('1.0.0')
  })
  await gitops.commit('main', { 'a.yaml': manifest('2.0.0'), 'b.yaml': alone('2.0.0') })
  const refusal = await run({ images: 'apps:app', manifests: 'a.yaml', rollback: 'true' })
  expect(refusal.log).toContain('Write the name alone, or "apps:app=*" where it is a policy of Flux.')
  for (const manifests of ['a.yaml', 'b.yaml']) {
    const { exitCode, log } = await run({ images: 'apps:app=*', manifests, rollback: 'true' })
    expect([exitCode, log]).toEqual([0, log])
  }
  const { log } = await run({ policies: 'policies.yaml' })
  for (const path of ['a.yaml', 'b.yaml'])
    expect(log).toContain(`"${path}" was rolled back from ${app}:2.0.0`)
  expect(await gitops.read('main', 'a.yaml')).toBe(manifest('1.0.0'))
  expect(await gitops.read('main', 'b.yaml')).toBe(alone('1.0.0'))
})

test.concurrent('costs a request only where something would change', async () => {
  const registry = await registries()
  registry.images.push('app', '1.0.0')
  const app = `${registry.host}/app`
  const { github, run } = await stage({ [PATH]: kustomization(`${app}:1.0.0`) })
  const inputs = { images: app, manifests: 'prod', 'update-strategy': 'semver' }
  await run(inputs)
  expect(github.requests).toHaveLength(1)
  registry.images.push('app', '1.1.0')
  await run(inputs)
  expect(github.requests).toHaveLength(1 + 3)
})
