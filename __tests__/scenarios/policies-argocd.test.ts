import { describe, expect, test } from '@jest/globals'
import { application, useApplicationStage } from './argocd-applications.ts'
import { exampleInputs } from './example.ts'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useRegistries } from './registries.ts'
import { useWorkingCopies } from './working-copy.ts'

const scene = useApplicationStage()
const registries = useRegistries()
const workingCopies = useWorkingCopies()

const GIT = 'write-back-method: git'
const KUSTOMIZATION = 'write-back-target: kustomization'

const PATH = 'apps/shop/kustomization.yaml'
const simple = () =>
  scene(
    (image, url) => [application(url, [`image-list: api=${image}:1.x`, GIT, KUSTOMIZATION])],
    (image) => ({ [PATH]: kustomization(`${image}:1.0.0`) })
  )
const inputs = { policies: 'applications' }

describe('a repository with nothing but annotated Applications', () => {
  test.concurrent('is updated by the scheduled workflow', async () => {
    const { github, image, read, run } = await simple()
    const before = github.requests.length
    const { exitCode, log, outputs } = await run(exampleInputs('scheduled-argocd.yml'))
    expect([exitCode, log]).toEqual([0, log])
    expect(await read(PATH)).toBe(kustomization(`${image}:1.1.0`))
    expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([
      { file: PATH, format: 'kustomization', from: `${image}:1.0.0`, to: `${image}:1.1.0` }
    ])
    expect(github.requests.length - before).toBe(5)
    expect((await run(inputs)).outputs['changed']).toBe('false')
  })

  test.concurrent('by pull request', async () => {
    const { gitops, image, read, run } = await simple()
    const { outputs } = await run({ ...inputs, mode: 'pull-request' })
    expect(outputs['pull-request-operation']).toBe('created')
    expect(await read(PATH)).toBe(kustomization(`${image}:1.0.0`))
    expect(await gitops.read(outputs['branch'] ?? '', PATH)).toBe(kustomization(`${image}:1.1.0`))
  })

  test.concurrent('as a dry run', async () => {
    const { image, read, run } = await simple()
    const { summary } = await run({ ...inputs, mode: 'dry-run' })
    expect(summary).toContain('+    newTag: 1.1.0')
    expect(await read(PATH)).toBe(kustomization(`${image}:1.0.0`))
  })

  test.concurrent('through a checkout', async () => {
    const registry = await registries()
    registry.images.push('acme/api', '1.1.0')
    const image = `${registry.host}/acme/api`
    const { git, remote, rival, run } = await workingCopies({ [PATH]: kustomization(`${image}:1.0.0`) }, [])
    const url = await git('remote', 'get-url', 'origin')
    const text = application('X', [`image-list: ${image}`, GIT, KUSTOMIZATION])
    await rival({ 'applications/a.yaml': text.replace('X/acme/gitops.git', url) })
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await remote('show', `main:${PATH}`)).toBe(kustomization(`${image}:1.1.0`).trimEnd())
  })
})

describe('write-back-target', () => {
  test.concurrent(
    'kustomization: what kustomize knows by another name is found by it, and what is not there is added',
    async () => {
      const { image, read, run, web } = await scene(
        (api, url) => [
          application(url, [
            `image-list: api=${api}, ${api.replace(/api$/, 'web')}`,
            'api.kustomize.image-name: api',
            GIT,
            KUSTOMIZATION
          ])
        ],
        () => ({ [PATH]: 'images:\n  - name: api # ours\n    newTag: 1.0.0\n' })
      )
      const { exitCode, log } = await run(inputs)
      expect([exitCode, log]).toEqual([0, log])
      expect(await read(PATH)).toBe(
        `images:\n  - name: api # ours\n    newName: ${image}\n    newTag: 2.0.0\n  - name: ${web}\n    newTag: 3.0.0\n`
      )
    }
  )

  test.concurrent('kustomization: each Application of one image has its own version', async () => {
    const { image, read, run } = await scene(
      (api, url) => [
        application(url, [`image-list: ${api}:1.x`, GIT, KUSTOMIZATION], { name: 'prod' }),
        application(url, [`image-list: ${api}`, GIT, KUSTOMIZATION], { name: 'dev' })
      ],
      (api) => ({
        'apps/prod/kustomization.yaml': kustomization(`${api}:1.0.0`),
        'apps/dev/kustomization.yaml': kustomization(`${api}:1.0.0`)
      })
    )
    await run(inputs)
    expect(await read('apps/prod/kustomization.yaml')).toBe(kustomization(`${image}:1.1.0`))
    expect(await read('apps/dev/kustomization.yaml')).toBe(kustomization(`${image}:2.0.0`))
  })

  test.concurrent('helmvalues: the keys that are told', async () => {
    const values = (image: string, tag: string): string =>
      `# shop\nweb:\n  image:\n    name: ${image}\n    tag: ${tag} # ours\nsidecars:\n  - tag: "${tag}"\n`
    const { image, read, run } = await scene(
      (api, url) => [
        application(url, [
          `image-list: a=${api}:1.x, b=${api}:~1.1`,
          'a.helm.image-name: web.image.name',
          'a.helm.image-tag: web.image.tag',
          'b.helm.image-tag: sidecars[0].tag',
          GIT,
          'write-back-target: helmvalues:/charts/values-prod.yaml'
        ])
      ],
      (api) => ({ 'charts/values-prod.yaml': values(api, '1.0.0') })
    )
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read('charts/values-prod.yaml')).toBe(values(image, '1.1.0'))
  })

  test.concurrent('helmvalues: a whole reference, and without keys whatever names the image', async () => {
    const values = (image: string, tag: string): string =>
      `spec: ${image}:${tag}\nimage:\n  repository: ${image.replace(/api$/, 'web')}\n  tag: ${tag === '1.0.0' ? '2.0.0' : '3.0.0'}\n`
    const { image, read, run } = await scene(
      (api, url) => [
        application(url, [
          `image-list: a=${api}:1.x, b=${api.replace(/api$/, 'web')}`,
          'a.helm.image-spec: spec',
          GIT,
          'write-back-target: helmvalues'
        ])
      ],
      (api) => ({ 'apps/shop/values.yaml': values(api, '1.0.0') })
    )
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read('apps/shop/values.yaml')).toBe(values(image, '1.1.0'))
  })

  test.concurrent('none: the override of a kustomization is made, and then kept', async () => {
    const { image, read, registry, run } = await scene(
      (api, url) => [application(url, [`image-list: ${api}:^1.0`, GIT])],
      (api) => ({ [PATH]: kustomization(`${api}:1.0.0`) })
    )
    await run(inputs)
    const override = (tag: string): string => `kustomize:\n  images:\n  - ${image}:${tag}\n`
    expect(await read('apps/shop/.argocd-source-shop.yaml')).toBe(override('1.1.0'))
    registry.images.push('acme/api', '1.2.0')
    await run(inputs)
    expect(await read('apps/shop/.argocd-source-shop.yaml')).toBe(override('1.2.0'))
    expect(await read(PATH)).toBe(kustomization(`${image}:1.0.0`))
  })

  test.concurrent('none: the parameters of Helm in an override', async () => {
    const override = (image: string, tag: string): string =>
      `helm:\n  parameters:\n    - name: image.name\n      value: ${image}\n      forcestring: true\n    - name: image.tag\n      value: ${tag}\n      forcestring: true\n`
    const { image, read, run } = await scene(
      (api, url) => [application(url, [`image-list: ${api}:^1.0`, GIT], { source: '    helm: {}\n' })],
      (api) => ({ 'apps/shop/.argocd-source-shop.yaml': override(api, '1.0.0') })
    )
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read('apps/shop/.argocd-source-shop.yaml')).toBe(override(image, '1.1.0'))
  })
})

test.concurrent('the digest strategy writes the tag with its digest', async () => {
  const { read, registry, run } = await scene(
    (api, url) => [
      application(url, [`image-list: api=${api}:main`, 'api.update-strategy: digest', GIT, KUSTOMIZATION])
    ],
    (api) => ({ [PATH]: kustomization(`${api}:main`) })
  )
  const digest = registry.images.push('acme/api', 'main')
  await run(inputs)
  expect(await read(PATH)).toContain(`    newTag: main\n    digest: ${digest}\n`)
})

test.concurrent('an ImageUpdater says it for Applications without annotations', async () => {
  const { image, read, run } = await scene(
    (api, url) => [
      application(url, ['write-back-method: ignored']),
      `apiVersion: argocd-image-updater.argoproj.io/v1alpha1\nkind: ImageUpdater\nmetadata: {name: all}\nspec:\n  writeBackConfig: {method: git, gitConfig: {writeBackTarget: kustomization}}\n  applicationRefs:\n    - namePattern: 'sh*'\n      images: [{alias: api, imageName: '${api}:1.x'}]\n`
    ],
    (api) => ({ [PATH]: kustomization(`${api}:1.0.0`) })
  )
  const { exitCode, log } = await run(inputs)
  expect([exitCode, log]).toEqual([0, log])
  expect(await read(PATH)).toBe(kustomization(`${image}:1.1.0`))
})

describe('what cannot be written is told, and the rest is written:', () => {
  test.concurrent.each([
    [
      'another repository',
      `    repoURL: https://github.com/acme/other\n`,
      'is written in another repository (https://github.com/acme/other)'
    ],
    ['another branch', '    targetRevision: prod\n', 'is for the branch "prod": left alone on "main"'],
    [
      'no kustomization there',
      '    path: nowhere\n',
      'there is no kustomization in "nowhere". It is left alone.'
    ]
  ])('%s', async (_what, source, notice) => {
    const { image, read, run } = await scene(
      (api, url) => {
        const other = application(url, [`image-list: ${api}`, GIT, KUSTOMIZATION], { name: 'other' })
        const key = source.trim().split(':')[0] ?? ''
        const changed = other.includes(`    ${key}:`)
          ? other.replace(new RegExp(` {4}${key}:.*\\n`), source)
          : other + source
        return [application(url, [`image-list: ${api}:1.x`, GIT, KUSTOMIZATION]), changed]
      },
      (api) => ({ [PATH]: kustomization(`${api}:1.0.0`) })
    )
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, expect.stringContaining(notice)])
    expect(await read(PATH)).toBe(kustomization(`${image}:1.1.0`))
  })
})

test.concurrent('two Applications that want different versions in one file are refused', async () => {
  const set = await scene(
    (api, url) =>
      ['1.x', '2.x'].map((range, index) =>
        application(url, [`image-list: ${api}:${range}`, GIT, KUSTOMIZATION], {
          name: `app${index}`,
          path: 'apps/shop'
        })
      ),
    (api) => ({ [PATH]: kustomization(`${api}:1.0.0`) })
  )
  expect(await refused(set, inputs)).toMatch(/kustomization\.yaml:\d+:\d+.*1\.1\.0.*2\.0\.0/s)
})
