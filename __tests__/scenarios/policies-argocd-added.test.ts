import { describe, expect, test } from '@jest/globals'
import { application, useApplicationStage } from './argocd-applications.ts'

const scene = useApplicationStage()
const inputs = { policies: 'applications' }
const GIT = 'write-back-method: git'
const APPLICATIONS = 'applications/all.yaml'

/** Parameters of Helm as the updater writes them: below a key, and with a key for what makes them a text. */
const parameters = (
  indent: string,
  forceString: string,
  entries: readonly (readonly [string, string])[]
): string =>
  entries
    .map(
      ([name, value]) =>
        `${indent}- name: ${name}\n${indent}  value: ${value}\n${indent}  ${forceString}: true\n`
    )
    .join('')

describe('git: parameters of Helm are made in the override', () => {
  test.concurrent('with it, together with those of the Application, and then kept', async () => {
    const own =
      '    helm:\n      parameters:\n      - name: replicas\n        value: "2"\n        forceString: true\n'
    const { image, read, registry, run } = await scene((api, url) => [
      application(url, [`image-list: ${api}:^1.0`, GIT], { source: own })
    ])
    const override = (tag: string): string =>
      `helm:\n  parameters:\n${parameters('  ', 'forcestring', [
        ['image.name', `"${image}"`],
        ['image.tag', tag],
        ['replicas', '"2"']
      ])}`.replaceAll(`"${image}"`, image)
    const path = 'apps/shop/.argocd-source-shop.yaml'
    const { exitCode, log, outputs } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read(path)).toBe(override('1.1.0'))
    expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([
      { file: path, line: 7, image, from: image, to: `${image}:1.1.0` }
    ])
    registry.images.push('acme/api', '1.2.0')
    await run(inputs)
    expect(await read(path)).toBe(override('1.2.0'))
    expect((await run(inputs)).outputs['changed']).toBe('false')
  })

  test.concurrent('of an ImageUpdater, by the names of its targets', async () => {
    const { image, read, run } = await scene((api, url) => [
      application(url, ['write-back-method: ignored']),
      `apiVersion: argocd-image-updater.argoproj.io/v1alpha1\nkind: ImageUpdater\nmetadata: {name: all}\nspec:\n  writeBackConfig: {method: git}\n  applicationRefs:\n    - namePattern: shop\n      images: [{alias: api, imageName: '${api}:1.x', manifestTargets: {helm: {name: app.repository, tag: app.version}}}]\n`
    ])
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read('apps/shop/.argocd-source-shop.yaml')).toBe(
      `helm:\n  parameters:\n${parameters('  ', 'forcestring', [
        ['app.repository', image],
        ['app.version', '1.1.0']
      ])}`
    )
  })

  test.concurrent('and items of kustomize, by the name that it knows them by', async () => {
    const own = '    kustomize:\n      images:\n      - nginx:1.26\n'
    const { image, read, run } = await scene((api, url) => [
      application(url, [`image-list: a=${api}:^1.0`, 'a.kustomize.image-name: api', GIT], { source: own })
    ])
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read('apps/shop/.argocd-source-shop.yaml')).toBe(
      `kustomize:\n  images:\n  - nginx:1.26\n  - api=${image}:1.1.0\n`
    )
  })
})

describe('helmvalues: keys are made in the values', () => {
  const annotations = (api: string): readonly string[] => [
    `image-list: a=${api}:1.x`,
    'a.helm.image-name: web.image.name',
    'a.helm.image-tag: web.image.tag',
    GIT,
    'write-back-target: helmvalues:/charts/values-prod.yaml'
  ]

  test.concurrent('and nothing else changes', async () => {
    const before = '# shop\r\nweb:\r\n    replicas: 2 # two\r\n\r\nother: "x"\r\n'
    const { image, read, run } = await scene(
      (api, url) => [application(url, annotations(api))],
      () => ({ 'charts/values-prod.yaml': before })
    )
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read('charts/values-prod.yaml')).toBe(
      before.replace('two\r\n', `two\r\n    image:\r\n        name: ${image}\r\n        tag: 1.1.0\r\n`)
    )
  })

  test.concurrent('which are made if need be', async () => {
    const { image, read, run } = await scene((api, url) => [application(url, annotations(api))])
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read('charts/values-prod.yaml')).toBe(`web:\n  image:\n    name: ${image}\n    tag: 1.1.0\n`)
  })

  test.concurrent('a key that looks like a typing error is told', async () => {
    const { read, run } = await scene(
      (api, url) => [
        application(url, [
          `image-list: a=${api}`,
          'a.helm.image-tag: image.tga',
          GIT,
          'write-back-target: helmvalues'
        ])
      ],
      () => ({ 'apps/shop/values.yaml': 'image:\n  tag: 1.0.0\n' })
    )
    const { log } = await run(inputs)
    expect(log).toContain('"image.tga" was made new. "image.tag" is there: was that meant?')
    expect(await read('apps/shop/values.yaml')).toBe('image:\n  tag: 1.0.0\n  tga: 2.0.0\n')
  })
})

describe('argocd: versions are written to the Application', () => {
  const chart = '    chart: shop\n    helm:\n      releaseName: shop # ours\n'

  test.concurrent('to parameters of Helm, also where its chart is elsewhere', async () => {
    const elsewhere = (text: string): string =>
      text.replace(/repoURL: .*/, 'repoURL: https://charts.example').replace(/ {4}path: .*\n/, '')
    const { image, read, run } = await scene((api, url) => [
      application(url, ['image-list: none'], { name: 'other' }).replace(/ {2}annotations:\n.*\n/, ''),
      elsewhere(application(url, [`image-list: ${api}:1.x`], { source: chart }))
    ])
    const before = (await read(APPLICATIONS)) ?? ''
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    const added = (tag: string): string =>
      `      parameters:\n${parameters('      ', 'forceString', [
        ['image.name', image],
        ['image.tag', tag]
      ])}`
    expect(await read(APPLICATIONS)).toBe(before + added('1.1.0'))
    expect((await run(inputs)).outputs['changed']).toBe('false')
  })

  test.concurrent('to images of kustomize, each Application its own', async () => {
    const source = (tag: string) => (api: string) =>
      `    kustomize:\n      images:\n        - ${api}:${tag}\n`
    const texts = (tags: readonly [string, string]) => (api: string, url: string) => [
      application(url, [`image-list: ${api}:1.x`], { name: 'prod', source: source(tags[0])(api) }),
      application(url, [`image-list: ${api}`], { name: 'dev', source: source(tags[1])(api) })
    ]
    const { github, image, read, run } = await scene(texts(['1.0.0', '1.0.0']))
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect(await read(APPLICATIONS)).toBe(texts(['1.1.0', '2.0.0'])(image, github.serverUrl).join('---\n'))
  })

  test.concurrent('but to the override, where there is one, for that is what counts', async () => {
    const override = (tag: string) => (api: string) => `kustomize:\n  images:\n  - ${api}:${tag} # ours\n`
    const path = 'apps/shop/.argocd-source-shop.yaml'
    const { image, read, run } = await scene(
      (api, url) => [application(url, [`image-list: ${api}:1.x`], { source: '    kustomize: {}\n' })],
      (api) => ({ [path]: override('1.0.0')(api) })
    )
    const before = await read(APPLICATIONS)
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([0, log])
    expect([await read(path), await read(APPLICATIONS)]).toEqual([override('1.1.0')(image), before])
  })

  test.concurrent('as a pull request, too', async () => {
    const { gitops, image, read, run } = await scene((api, url) => [
      application(url, [`image-list: ${api}:1.x`], { source: '    kustomize: {}\n' })
    ])
    const before = (await read(APPLICATIONS)) ?? ''
    const { outputs } = await run({ ...inputs, mode: 'pull-request' })
    const after = before.replace('kustomize: {}\n', `kustomize:\n      images:\n      - ${image}:1.1.0\n`)
    expect(await gitops.read(outputs['branch'] ?? '', APPLICATIONS)).toBe(after)
    expect(await read(APPLICATIONS)).toBe(before)
    expect((await run({ ...inputs, mode: 'pull-request' })).outputs['pull-request-operation']).toBe('none')
  })
})
