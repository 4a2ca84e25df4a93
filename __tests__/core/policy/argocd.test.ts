import { describe, expect, test } from '@jest/globals'
import { chooseTag } from '../../../src/core/version/choose.ts'
import { candidatesOf } from '../../../src/core/version/filter.ts'
import { policiesOf, policyOf, refusalOf } from './policies-of.ts'

const REPOSITORY = 'https://github.com/acme/gitops.git'

interface Parts {
  readonly name?: string
  readonly metadata?: string
  readonly source?: string
}

/** An Application with annotations of the updater, each `key: value`. */
const application = (
  annotations: readonly string[],
  { name = 'shop', metadata = '', source = `repoURL: ${REPOSITORY}, path: apps/shop` }: Parts = {}
): string => {
  const lines = annotations.map((line) => `    argocd-image-updater.argoproj.io/${line}\n`).join('')
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: ${name}\n${metadata}  annotations:\n    other: x\n${lines}spec:\n  source: {${source}}\n`
}

const GIT = 'write-back-method: git'
const KUSTOMIZATION = 'write-back-target: kustomization'

/** The tag that the annotations of an image choose. */
const chosen = (annotations: readonly string[], tags: readonly string[]): string | undefined => {
  const { rule } = policyOf(application([...annotations, GIT]))
  return chooseTag(candidatesOf(tags, rule.filter), rule)?.tag
}

describe('what an image with annotations chooses', () => {
  const TAGS = ['0.9', '1.0', '1.1.0', '1.1.1-rc.1', '2.0', 'main']
  test.each([
    ['the highest release', ['image-list: acme/api'], '2.0'],
    ['the highest in a constraint', ['image-list: acme/api:^1.0'], '1.1.0'],
    ['a prerelease where one is named', ["image-list: 'acme/api:~1.1-0'"], '1.1.1-rc.1'],
    ['by its own strategy', ['image-list: a=acme/api', 'a.update-strategy: alphabetical'], 'main'],
    [
      'by the strategy of the Application',
      ['image-list: a=acme/api', 'update-strategy: alphabetical'],
      'main'
    ],
    [
      'by its own strategy first',
      ['image-list: a=acme/api', 'update-strategy: alphabetical', 'a.update-strategy: semver'],
      '2.0'
    ],
    ['by the former name of a strategy', ['image-list: a=acme/api', 'a.update-strategy: name'], 'main'],
    ['among allowed tags', ['image-list: a=acme/api', "a.allow-tags: 'regexp:^1'"], '1.1.0'],
    ['among tags by the former name', ['image-list: a=acme/api', "a.tag-match: 'regexp:^1'"], '1.1.0'],
    ['by a strategy in other letters', ['image-list: a=acme/api', 'a.update-strategy: Alphabetical'], 'main'],
    ['among tags in other letters', ['image-list: a=acme/api', "a.allow-tags: 'RegExp:^1'"], '1.1.0'],
    ['among any tags', ['image-list: a=acme/api', 'a.allow-tags: Any'], '2.0'],
    ['but ignored ones', ['image-list: a=acme/api', "a.ignore-tags: '2.*, x'"], '1.1.0'],
    [
      'with nothing ignored of its own',
      ['image-list: a=acme/api', "ignore-tags: '2.*'", "a.ignore-tags: ''"],
      '2.0'
    ],
    ['with a slash in its alias', ['image-list: a/b=acme/api', "a_b.ignore-tags: '2.*'"], '1.1.0']
  ])('%s', (_what, annotations, tag) => {
    expect(chosen(annotations, TAGS)).toBe(tag)
  })

  test('the digest of a tag', () => {
    expect(
      policyOf(application(['image-list: a=acme/api:main', 'a.update-strategy: digest', GIT]))
    ).toMatchObject({
      rule: { order: { by: 'digest', tag: 'main' } },
      digest: 'always'
    })
  })

  test('the newest build for platforms', () => {
    const annotations = [
      'image-list: a=acme/api',
      'a.update-strategy: latest',
      'a.platforms: linux/arm64, linux/amd64'
    ]
    expect(policyOf(application([...annotations, GIT]))).toMatchObject({
      rule: { order: { by: 'newest-build' } },
      platforms: [{ architecture: 'arm64' }, { architecture: 'amd64' }]
    })
  })
})

test('several images of an Application are several policies, named by their aliases', () => {
  const { policies } = policiesOf(application(['image-list: " a=acme/api:1.x , ghcr.io/acme/web "', GIT]))
  expect(policies.map(({ name, image }) => [name, image])).toEqual([
    ['shop:a', 'acme/api'],
    ['shop:ghcr.io/acme/web', 'ghcr.io/acme/web']
  ])
})

describe('where it is written', () => {
  const targetOf = (annotations: readonly string[], parts?: Parts) =>
    policyOf(application(['image-list: a=acme/api', GIT, ...annotations], parts)).target

  test.each([
    ['kustomization', 'apps/shop'],
    ['kustomization:/foo', 'foo'],
    ['kustomization:foo', 'apps/shop/foo'],
    ['kustomization:../baz', 'apps/baz']
  ])('%s', (target, directory) => {
    expect(targetOf([`write-back-target: ${target}`])).toEqual({
      kind: 'kustomization',
      directory,
      original: undefined
    })
  })

  test.each([
    ['helmvalues', 'apps/shop/values.yaml'],
    ['helmvalues:/foo/app-values.yaml', 'foo/app-values.yaml'],
    ['helmvalues:../baz/app-values.yaml', 'apps/baz/app-values.yaml']
  ])('%s', (target, path) => {
    expect(targetOf([`write-back-target: ${target}`])).toEqual({ kind: 'values', path, keys: undefined })
  })

  test.each([
    ['shop', '', ['apps/shop/.argocd-source-shop.yaml']],
    [
      'shop',
      '  namespace: argocd\n',
      ['apps/shop/.argocd-source-shop.yaml', 'apps/shop/.argocd-source-argocd_shop.yaml']
    ],
    [
      'shop',
      '  namespace: team\n',
      ['apps/shop/.argocd-source-team_shop.yaml', 'apps/shop/.argocd-source-shop.yaml']
    ]
  ])('else the override of the Application %s (%j)', (name, metadata, files) => {
    expect(targetOf([], { name, metadata })).toMatchObject({ kind: 'override', files })
  })

  test('with what the Application overrides itself', () => {
    const source = `repoURL: ${REPOSITORY}, path: a, helm: {parameters: [{name: x, value: '2', forceString: true}, {name: y, value: z}, {value: none}]}, kustomize: {images: ['nginx:1', 'a=b:1']}`
    expect(targetOf([], { source })).toMatchObject({
      own: {
        parameters: new Map([
          [
            'x',
            [
              ['name', 'x'],
              ['value', '2'],
              ['forcestring', true]
            ]
          ],
          [
            'y',
            [
              ['name', 'y'],
              ['value', 'z']
            ]
          ]
        ]),
        images: ['nginx:1', 'a=b:1']
      }
    })
  })

  test('the tool of an override is that of the source', () => {
    const source = `repoURL: ${REPOSITORY}, path: apps/shop`
    expect(targetOf([])).toMatchObject({ tool: undefined })
    expect(targetOf([], { source: `${source}, helm: {}` })).toMatchObject({ tool: 'helm' })
    expect(targetOf([], { source: `${source}, kustomize: {}` })).toMatchObject({ tool: 'kustomize' })
  })

  test('with the names that kustomize and Helm have for it', () => {
    expect(targetOf([KUSTOMIZATION, 'a.kustomize.image-name: api'])).toMatchObject({ original: 'api' })
    expect(
      targetOf(['write-back-target: helmvalues', 'a.helm.image-name: i.name', 'a.helm.image-tag: i.tag'])
    ).toMatchObject({
      keys: { name: 'i.name', tag: 'i.tag', spec: undefined }
    })
    expect(targetOf(['a.helm.image-spec: image'])).toMatchObject({ keys: { spec: 'image' } })
  })

  test.each(['kustomization:../../../x', 'helmvalues:../../../x', 'elsewhere', 'kustomizations'])(
    'not %s',
    (target) => {
      expect(refusalOf(application(['image-list: acme/api', GIT, `write-back-target: ${target}`]))).toContain(
        `The target "${target}" of Application "shop"`
      )
    }
  )
})

describe('without the method "git", and without a target', () => {
  const targetOf = (source: string, metadata = '') =>
    policyOf(application(['image-list: acme/api'], { source, metadata })).target
  const HERE = `repoURL: ${REPOSITORY}, path: apps/shop`

  test('it is the Application itself', () => {
    expect(targetOf(`${HERE}, kustomize: {}`, '  namespace: team\n')).toMatchObject({
      kind: 'application',
      path: '0.yaml',
      object: { kind: 'Application', name: 'shop', namespace: 'team' },
      way: ['spec', 'source'],
      tool: 'kustomize',
      override: { files: ['apps/shop/.argocd-source-team_shop.yaml', 'apps/shop/.argocd-source-shop.yaml'] }
    })
  })

  test.each([
    ['a chart', 'repoURL: https://charts.example, chart: shop, targetRevision: 1.2.3', 'helm'],
    ['another repository', 'repoURL: https://github.com/acme/other, path: a, helm: {}', 'helm'],
    ['another branch', `${HERE}, targetRevision: prod`, undefined]
  ])('of %s, too, which has no override here', (_what, source, tool) => {
    expect(targetOf(source)).toMatchObject({ kind: 'application', tool, override: undefined })
  })

  test.each([
    ['the first of Helm or kustomize', '{repoURL: a}, {repoURL: b, chart: x}, {repoURL: c, helm: {}}', 2],
    ['else the first chart', '{repoURL: a}, {repoURL: b, chart: x}', 1],
    ['else the first', '{repoURL: a}, {repoURL: b}', 0]
  ])('of several sources it is %s', (_what, sources, index) => {
    const text = application(['image-list: acme/api']).replace(/ {2}source: .*/, `  sources: [${sources}]`)
    expect(policyOf(text).target).toMatchObject({ way: ['spec', 'sources', index] })
  })

  test('a target counts all the same', () => {
    expect(policyOf(application(['image-list: acme/api', KUSTOMIZATION])).target).toMatchObject({
      kind: 'kustomization'
    })
  })
})

describe('which repository and branch', () => {
  const isWritten = (annotations: readonly string[], source: string): boolean =>
    policiesOf(application(['image-list: acme/api', GIT, ...annotations], { source })).policies.length > 0
  const HERE = `repoURL: ${REPOSITORY}, path: a`

  test.each([
    'git@github.com:acme/gitops.git',
    'ssh://git@github.com/acme/gitops',
    'ssh://git@ssh.github.com:443/acme/gitops.git',
    'https://github.com/Acme/GitOps/',
    'https://x:token@github.com/acme/gitops',
    'ssh://git@github.com:22/acme/gitops'
  ])('%s is this one', (repoURL) => {
    expect(isWritten([], `repoURL: '${repoURL}', path: a`)).toBe(true)
  })

  test.each([
    ['https://github.com/acme/gitops-2', 'path: a'],
    ['https://gitlab.com/acme/gitops', 'path: a'],
    ['https://charts.example', 'chart: shop']
  ])('%s is another', (repoURL, rest) => {
    const text = application(['image-list: acme/api', GIT], { source: `repoURL: ${repoURL}, ${rest}` })
    expect(policiesOf(text)).toMatchObject({
      policies: [],
      notices: [`Application "shop" is written in another repository (${repoURL}): left alone.`]
    })
  })

  test('git-repository goes before the source', () => {
    expect(isWritten([`git-repository: ${REPOSITORY}`], 'repoURL: https://charts.example, path: a')).toBe(
      true
    )
    expect(isWritten(['git-repository: https://github.com/acme/other'], HERE)).toBe(false)
  })

  test.each([
    [[], HERE, true],
    [[], `${HERE}, targetRevision: HEAD`, true],
    [[], `${HERE}, targetRevision: main`, true],
    [[], `${HERE}, targetRevision: refs/heads/main`, true],
    [[], `${HERE}, targetRevision: prod`, false],
    [['git-branch: main'], `${HERE}, targetRevision: prod`, true],
    [["git-branch: 'main:updates'"], HERE, true],
    [["git-branch: ':updates'"], `${HERE}, targetRevision: prod`, false],
    [['git-branch: prod'], HERE, false]
  ])('%j, {%s}: %s', (annotations, source, written) => {
    expect(isWritten(annotations, source)).toBe(written)
  })

  const CHART = 'repoURL: https://charts.example, chart: x, targetRevision: 1.2.3'
  const LOCAL = `git-repository: ${REPOSITORY}`
  test.each([
    [
      'a target from the root',
      [],
      '/v.yaml',
      [`{${CHART}, helm: {}}`, `{repoURL: ${REPOSITORY}, ref: values}`],
      'v.yaml'
    ],
    [
      'git-repository',
      [LOCAL],
      '/v.yaml',
      [`{${CHART}, helm: {}}`, `{repoURL: ${REPOSITORY}, ref: values}`],
      'v.yaml'
    ],
    [
      'git-repository, values first',
      [LOCAL],
      '/v.yaml',
      [`{repoURL: ${REPOSITORY}, ref: values}`, `{${CHART}, helm: {}}`],
      'v.yaml'
    ],
    ['git-repository, a chart alone', [LOCAL], 'a/v.yaml', [`{${CHART}}`], 'a/v.yaml'],
    [
      'several paths, the one of Helm',
      [],
      'v.yaml',
      [`{repoURL: ${REPOSITORY}, path: a}`, `{repoURL: ${REPOSITORY}, path: b, helm: {}}`],
      'b/v.yaml'
    ],
    [
      'values of another branch',
      [LOCAL],
      '/v.yaml',
      [`{${CHART}, helm: {}}`, `{repoURL: ${REPOSITORY}, ref: values, targetRevision: prod}`],
      undefined
    ],
    [
      'values here and no target from the root',
      [],
      'v.yaml',
      [`{${CHART}, helm: {}}`, `{repoURL: ${REPOSITORY}, ref: values}`],
      undefined
    ]
  ])('values beside a chart, by %s', (_what, annotations, target, sources, path) => {
    const text = application([
      'image-list: acme/api',
      GIT,
      `write-back-target: helmvalues:${target}`,
      ...annotations
    ])
    const { policies } = policiesOf(text.replace(/ {2}source: .*/, `  sources: [${sources.join(', ')}]`))
    expect(policies.map((policy) => policy.target)).toMatchObject(
      path === undefined ? [] : [{ kind: 'values', path }]
    )
  })

  test('the first of several sources that is here', () => {
    const text = application(['image-list: acme/api', GIT]).replace(
      / {2}source: .*/,
      `  sources:\n  - {repoURL: https://charts.example, chart: x}\n  - {repoURL: ${REPOSITORY}, ref: values}\n  - {repoURL: ${REPOSITORY}, path: second}\n  - {repoURL: ${REPOSITORY}, path: third}`
    )
    expect(policyOf(text).target).toMatchObject({ directory: 'second' })
  })
})

test('what only the cluster can honour is told once', () => {
  const shop = application([
    'image-list: a=acme/api',
    'a.pull-secret: pullsecret:argocd/x',
    "git-branch: 'main:x'"
  ])
  expect(policiesOf(shop, shop).notices).toEqual([
    'Without a cluster, these fields of the policies mean nothing here: pull-secret (set "registry-auth"), the write branch of git-branch (set "mode: pull-request"), write-back-method "argocd" (versions are written to Git).'
  ])
})

test('an ApplicationSet is left alone: its Applications are made in the cluster', () => {
  const set = `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all}\nspec:\n  template:\n    metadata:\n      annotations: {argocd-image-updater.argoproj.io/image-list: x}\n`
  expect(policiesOf(set).notices).toEqual([
    'ApplicationSet "all" makes its Applications in the cluster: left alone.'
  ])
})

describe('what is refused', () => {
  test.each([
    ['image-list: acme/api:1x', 'The constraint "1x"'],
    ['image-list: acme/api@sha256:0', '"acme/api@sha256:0" is not IMAGE or IMAGE:CONSTRAINT'],
    ['image-list: Acme/Api', '"Acme/Api" is not IMAGE or IMAGE:CONSTRAINT'],
    ['update-strategy: best', 'The update strategy "best" is not one of'],
    [
      'update-strategy: digest',
      'The update strategy "digest" takes a tag, and none stands behind the image.'
    ],
    ["allow-tags: '^1'", 'The allowed tags "^1" are neither "any" nor "regexp:" and a pattern.'],
    ["allow-tags: 'regexp:('", 'The allowed tags "regexp:("'],
    ["ignore-tags: '['", 'The ignored tags "["'],
    [
      "git-branch: 'a:b:c'",
      '"git-branch" of Application "shop" is "a:b:c": write BASE, BASE:WRITE or :WRITE.'
    ]
  ])('%s', (annotation, message) => {
    const list = annotation.startsWith('image-list') ? [] : ['image-list: acme/api']
    expect(refusalOf(application([...list, annotation, GIT]))).toContain(message)
  })

  test('platforms that are none', () => {
    expect(refusalOf(application(['image-list: a=acme/api', 'a.platforms: arm', GIT]))).toContain(
      '"arm" is no platform'
    )
  })
})

describe('ImageUpdater objects', () => {
  const updater = (spec: string): string =>
    `apiVersion: argocd-image-updater.argoproj.io/v1alpha1\nkind: ImageUpdater\nmetadata: {name: all, namespace: argocd}\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`
  const plain = (name = 'shop', metadata = ''): string => application([], { name, metadata })
  const image = '- {alias: a, imageName: "acme/api:1.x"}'
  const ref = (fields: string): string => `applicationRefs:\n- ${fields}\n  images:\n  ${image}`

  test.each([
    ["namePattern: '*'", true],
    ['namePattern: shop', true],
    ["namePattern: 'sh?p'", true],
    ["namePattern: 'api*'", false],
    ["namePattern: '*'\n  labelSelectors: {matchLabels: {team: a}}", true],
    ["namePattern: '*'\n  labelSelectors: {matchLabels: {team: b}}", false]
  ])('{%s} selects: %s', (fields, selects) => {
    const { policies, notices } = (() => {
      try {
        return policiesOf(updater(ref(fields)), plain('shop', '  labels: {team: a}\n'))
      } catch {
        return { policies: [], notices: [] }
      }
    })()
    expect([policies.length, notices.length]).toEqual(selects ? [1, 1] : [0, 0])
  })

  test('an Application of another namespace is not selected', () => {
    const spec = updater(ref("namePattern: '*'"))
    expect(policiesOf(spec, plain('shop', '  namespace: argocd\n')).policies).toHaveLength(1)
    expect(refusalOf(spec, plain('shop', '  namespace: team\n'))).toContain('No policy is in the')
  })

  test('the most specific reference counts', () => {
    const spec = `applicationRefs:
- namePattern: '*'
  images: [{alias: any, imageName: acme/any}]
- namePattern: 'sho*'
  images: [{alias: close, imageName: acme/close}]
- namePattern: 'shop'
  images: [{alias: exact, imageName: acme/exact}]`
    const { policies } = policiesOf(updater(spec), plain(), plain('shoes'), plain('other'))
    expect(policies.map(({ name }) => name)).toEqual(['shop:exact', 'shoes:close', 'other:any'])
  })

  test('a name without wildcards goes before labels, and more labels before fewer', () => {
    const spec = `applicationRefs:
- namePattern: '*'
  labelSelectors: {matchLabels: {team: a}}
  images: [{alias: fewer, imageName: acme/fewer}]
- namePattern: '*'
  labelSelectors: {matchLabels: {team: a, tier: b}}
  images: [{alias: more, imageName: acme/more}]
- namePattern: shop
  images: [{alias: named, imageName: acme/named}]`
    const labels = '  labels: {team: a, tier: b}\n'
    const { policies } = policiesOf(updater(spec), plain('shop', labels), plain('other', labels))
    expect(policies.map(({ name }) => name)).toEqual(['shop:named', 'other:more'])
  })

  test('the former field for the namespace of Applications counts', () => {
    const spec = `namespace: team\n${ref("namePattern: '*'")}`
    expect(policiesOf(updater(spec), plain('shop', '  namespace: team\n')).policies).toHaveLength(1)
  })

  test('labels go before a longer pattern', () => {
    const spec = `applicationRefs:
- namePattern: 'sho*'
  images: [{alias: named, imageName: acme/named}]
- namePattern: '*'
  labelSelectors: {matchLabels: {team: a}}
  images: [{alias: labelled, imageName: acme/labelled}]`
    expect(policyOf(updater(spec), plain('shop', '  labels: {team: a}\n')).name).toBe('shop:labelled')
  })

  test('settings of an image go before those of its reference, and these before those of all', () => {
    const spec = `commonUpdateSettings: {updateStrategy: alphabetical, ignoreTags: [z], platforms: [linux/amd64]}
applicationRefs:
- namePattern: '*'
  commonUpdateSettings: {updateStrategy: newest-build, ignoreTags: [y]}
  images:
  - {alias: a, imageName: acme/a, commonUpdateSettings: {updateStrategy: semver}}
  - {alias: b, imageName: acme/b}
- namePattern: other
  images: [{alias: c, imageName: acme/c}]`
    const { policies } = policiesOf(updater(spec), plain(), plain('other'))
    expect(policies.map(({ rule }) => [rule.order.by, rule.filter.ignore.map(({ text }) => text)])).toEqual([
      ['semver', ['y']],
      ['newest-build', ['y']],
      ['alphabetical', ['z']]
    ])
    expect(policies.map(({ platforms }) => platforms.length)).toEqual([1, 1, 1])
  })

  test('targets and the way to write back', () => {
    const spec = `writeBackConfig: {method: git, gitConfig: {writeBackTarget: kustomization, branch: main}}
applicationRefs:
- namePattern: shop
  images: [{alias: a, imageName: acme/a, manifestTargets: {kustomize: {name: api}}}]
- namePattern: other
  writeBackConfig: {gitConfig: {writeBackTarget: 'helmvalues:/v.yaml'}}
  images: [{alias: b, imageName: acme/b, manifestTargets: {helm: {spec: image}}}]`
    const { policies, notices } = policiesOf(updater(spec), plain(), plain('other'))
    expect(policies.map(({ target }) => target)).toEqual([
      { kind: 'kustomization', directory: 'apps/shop', original: 'api' },
      { kind: 'values', path: 'v.yaml', keys: { name: undefined, tag: undefined, spec: 'image' } }
    ])
    expect(notices).toEqual([])
  })

  test('annotations count where the object says so, and else are told to be left alone', () => {
    const annotated = application(['image-list: old=acme/old', GIT])
    const using = updater("applicationRefs:\n- namePattern: '*'\n  useAnnotations: true")
    expect(policyOf(using, annotated).name).toBe('shop:old')
    expect(policyOf(updater(ref('namePattern: shop')), annotated).name).toBe('shop:a')
    expect(policiesOf(updater(ref('namePattern: other')), annotated).notices).toEqual([
      'Application "shop" has annotations, but no ImageUpdater selects it: left alone.'
    ])
  })

  test('what is not honoured is told', () => {
    const spec = `commonUpdateSettings: {pullSecret: x}
applicationRefs:
- namePattern: '*'
  imagesVerification: {enabled: true}
  writeBackConfig: {method: 'git:secret:argocd/creds', gitConfig: {pullRequest: {github: {}}}}
  images:
  ${image}`
    expect(policiesOf(updater(spec), plain()).notices).toEqual([
      expect.stringMatching(/credentials in write-back-method.*pullRequest.*imagesVerification.*pullSecret/)
    ])
  })

  test('an image without a name is refused', () => {
    expect(
      refusalOf(updater('applicationRefs:\n- namePattern: "*"\n  images: [{alias: a}]'), plain())
    ).toContain('An image has no "imageName".')
  })
})
