import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useRegistries } from './registries.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const registries = useRegistries()

/** A registry with these tags of `app`, and a repository that runs `app:v0`. */
async function scene(...tags: readonly string[]) {
  const registry = await registries({ pageSize: 3 })
  for (const tag of tags) registry.images.push('app', tag)
  const app = `${registry.host}/app`
  const set = await stage({ 'kustomization.yaml': kustomization(`${app}:v0`) })
  const written = async (): Promise<string> => {
    const text = (await set.gitops.read('main', 'kustomization.yaml')) ?? ''
    return /newTag: "?([^"\n]*)/.exec(text)?.[1] ?? ''
  }
  return { registry, app, set, written }
}

const HEX = '0a'.repeat(32)

describe('update-strategy', () => {
  test.concurrent('semver: the highest version that the constraint admits, of all pages', async () => {
    const { app, set, written } = await scene('1.2.0', 'latest', '1.10.0', '2.0.0', '1.11.0-rc.1', '1.9.0')
    const { exitCode, log, summary } = await set.run({
      images: `${app}:>=1.2 <2`,
      manifests: '.',
      'update-strategy': 'semver'
    })
    expect(exitCode).toBe(0)
    expect(await written()).toBe('1.10.0')
    expect(log).toContain('::group::Ask the registry')
    expect(log).toMatch(/\/app has 6 tags, read in \d+\.\d s\./)
    expect(summary).toMatch(
      /^[^-].*\/app:1\.10\.0 is the highest version that .*, among 6 candidates of 6 tags\.$/m
    )
    expect(log).toContain(
      `${app}:1.10.0 is the highest version that ">=1.2 <2" admits, among 6 candidates of 6 tags.`
    )
  })

  test.concurrent('the registry is that of the name which the manifests give to the image', async () => {
    const { app, set } = await scene('1.0.0', '1.1.0')
    const renamed = (tag: string): string =>
      `images:\n  - name: app\n    newName: ${app}\n    newTag: ${tag}\n`
    await set.gitops.commit('main', { 'kustomization.yaml': renamed('1.0.0') })
    await set.run({ images: 'app:^1', manifests: '.', 'update-strategy': 'semver' })
    expect(await set.gitops.read('main', 'kustomization.yaml')).toBe(renamed('1.1.0'))
  })

  test.concurrent('numerical: what is no number is told with its image', async () => {
    const { app, set } = await scene('1', 'latest')
    const message = await refused(set, { images: app, manifests: '.', 'update-strategy': 'numerical' })
    expect(message).toContain(`${app}: The tag "latest" is not a number.`)
  })

  test.concurrent('and that of the registry which stands beside the name in Helm values', async () => {
    const { registry, set } = await scene('1.0.0', '1.1.0')
    registry.images.push('acme/api', '1.1.0')
    const values = (tag: string): string =>
      `image:\n  registry: ${registry.host}\n  repository: acme/api\n  tag: ${tag}\n`
    await set.gitops.commit('main', { 'values.yaml': values('1.0.0') })
    const { exitCode } = await set.run({
      images: 'acme/api:^1',
      manifests: 'values.yaml',
      'update-strategy': 'semver'
    })
    expect(exitCode).toBe(0)
    expect(await set.gitops.read('main', 'values.yaml')).toBe(values('1.1.0'))
  })

  test.concurrent('semver without a constraint: the highest release', async () => {
    const { app, set, written } = await scene('v1.0.0', 'v1.1.0', 'v2.0.0-rc.1')
    await set.run({ images: app, manifests: '.', 'update-strategy': 'semver' })
    expect(await written()).toBe('v1.1.0')
  })

  test.concurrent('numerical: by the time stamp that is extracted', async () => {
    const { app, set, written } = await scene(
      'main-ab12-99',
      'main-cd34-1700000000',
      'dev-ef56-1800000000',
      'x'
    )
    await set.run({
      images: app,
      manifests: '.',
      'update-strategy': 'numerical',
      'allow-tags': 'regexp:^main-[a-f0-9]+-(?P<ts>[0-9]+)$',
      extract: '$ts'
    })
    expect(await written()).toBe('main-cd34-1700000000')
  })

  test.concurrent('alphabetical: the last by name, never one that is ignored or a signature', async () => {
    const { app, set, written } = await scene('20.04', '20.10', '9.x-rc1', '9.x', `sha256-${HEX}.sig`)
    const inputs = { images: app, manifests: '.', 'update-strategy': 'alphabetical' }
    await set.run({ ...inputs, 'ignore-tags': '*-rc*\n9.*' })
    expect(await written()).toBe('20.10')
    await set.run(inputs)
    expect(await written()).toBe('9.x-rc1')
  })

  test.concurrent('newest-build: the image made last, of the platforms asked for', async () => {
    const { registry, app, set, written } = await scene()
    const built = (created: string, platform = 'linux/amd64') => ({ created, platform })
    registry.images.pushIndex('app', 'old', [
      built('2024-01-01T00:00:00Z'),
      built('2029-01-01T00:00:00Z', 'linux/arm64')
    ])
    registry.images.push('app', 'new', built('2024-01-02T00:00:00.5Z'))
    registry.images.push('app', 'odd', {})
    const inputs = { images: app, manifests: '.', 'update-strategy': 'newest-build' }
    await set.run({ ...inputs, platforms: 'linux/amd64' })
    expect(await written()).toBe('new')
    await set.run(inputs)
    expect(await written()).toBe('old')
  })

  test.concurrent('digest: the tag with the digest that it has now, by one request', async () => {
    const { registry, app, set } = await scene('latest')
    const digest = registry.images.push('app', 'latest', { created: '2024-01-01T00:00:00Z' })
    const inputs = { images: `${app}:latest`, manifests: '.', 'update-strategy': 'digest' }
    const { outputs } = await set.run(inputs)
    expect(JSON.parse(outputs['images'] ?? '')).toEqual([`${app}:latest@${digest}`])
    expect(registry.requests.map(({ method }) => method)).toEqual(['HEAD'])
    const again = await set.run(inputs)
    expect([again.exitCode, again.outputs['changed']]).toEqual([0, 'false'])
  })

  test.concurrent('digest: the platforms must be there', async () => {
    const { app, set } = await scene('latest')
    const message = await refused(set, {
      images: `${app}:latest`,
      manifests: '.',
      'update-strategy': 'digest',
      platforms: 'linux/s390x'
    })
    expect(message).toContain(`The registry has "${app}:latest", but not for linux/s390x.`)
  })

  test.concurrent('a new name is where the tags are, whatever the manifest says', async () => {
    const { registry, app, set } = await scene('1.0.0')
    await set.gitops.commit('main', { 'kustomization.yaml': kustomization('APP:v0') })
    await set.run({
      images: `APP=${app}:^1`,
      manifests: '.',
      'update-strategy': 'semver',
      'pin-digest': 'true'
    })
    const text = await set.gitops.read('main', 'kustomization.yaml')
    expect(text).toContain(`newName: ${app}`)
    expect(text).toContain('newTag: 1.0.0')
    expect(text).toMatch(/digest: sha256:/)
    expect(registry.requests.filter(({ url }) => url.pathname.includes('/tags/'))).toHaveLength(1)
  })

  test.concurrent(
    'nothing to choose is an error that tells what there is, for all images at once',
    async () => {
      const { registry, app, set } = await scene('1.0.0', '1.1.0', '3.0.0-rc.1')
      registry.images.push('web', 'main')
      const message = await refused(set, {
        images: `${app}:^3\n${registry.host}/web:^1`,
        manifests: '.',
        'update-strategy': 'semver'
      })
      expect(message).toContain(
        'Of 3 versions, none is admitted by "^3". The highest are "3.0.0-rc.1", "1.1.0", "1.0.0". Prereleases such as'
      )
      expect(message).toContain('Of 1 candidate, none is a version. They are, among others, "main".')
    }
  )

  test.concurrent('a constraint that a strategy does not take is told', async () => {
    const { app, set, written } = await scene('a', 'b')
    const { log } = await set.run({ images: `${app}:^1`, manifests: '.', 'update-strategy': 'alphabetical' })
    expect(await written()).toBe('b')
    expect(log).toContain('"alphabetical" takes no constraint, so that this one has no effect.')
  })

  test.concurrent('the registry is asked once, however often the branch moves', async () => {
    const { registry, app, set, written } = await scene('1.0.0')
    const rival = async (): Promise<void> => {
      registry.images.push('app', '1.0.1')
      await set.gitops.commit('main', { 'README.md': 'rival' })
    }
    set.github.beforeMutation('createCommitOnBranch', rival, 1)
    const { exitCode } = await set.run({ images: `${app}:^1`, manifests: '.', 'update-strategy': 'semver' })
    expect([exitCode, await written()]).toEqual([0, '1.0.0'])
    expect(registry.requests.filter(({ url }) => url.pathname.includes('/tags/'))).toHaveLength(1)
  })
})
