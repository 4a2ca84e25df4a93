import { describe, expect, test } from '@jest/globals'
import type {
  ApplicationTarget,
  ControllerPolicy,
  HelmKeys,
  OverrideTarget,
  PolicyTarget
} from '../../../src/core/policy/controller-policy.ts'
import { isMeant, placePolicies, type PlacedPolicy } from '../../../src/core/policy/placement.ts'
import { NO_FILTER } from '../../../src/core/version/filter.ts'
import { treeOf } from '../../../src/core/selection/tree.ts'

const policy = (target: PolicyTarget, name = 'shop:api', image = 'acme/api'): ControllerPolicy => ({
  name,
  title: `Policy "${name}"`,
  place: { file: 'policies.yaml', line: 1, column: 1 },
  image,
  rule: { filter: NO_FILTER, order: { by: 'newest-build' }, preset: 'argocd' },
  platforms: [],
  digest: 'never',
  target
})

const tree = (...paths: readonly string[]) =>
  treeOf(
    paths.map((path) => ({ path, kind: path.endsWith('x.yaml') ? 'executable' : 'file' })),
    () => true
  )

const placeAll = (policies: readonly ControllerPolicy[], paths: readonly string[]) =>
  placePolicies(policies, tree(...paths), () => true)

function placed(target: PolicyTarget, ...paths: readonly string[]): PlacedPolicy {
  const [only] = placeAll([policy(target)], paths).placed
  if (only === undefined) throw new Error('It has no place')
  return only
}

const noticeFor = (target: PolicyTarget, ...paths: readonly string[]): string =>
  placeAll([policy(target)], paths).notices.join('\n')

const KEYS = { name: 'image.name', tag: 'list[0].tag', spec: undefined }
const override = (more: Partial<PolicyTarget & { kind: 'override' }> = {}): PolicyTarget => ({
  kind: 'override',
  directory: 'a',
  files: ['a/.argocd-source-shop.yaml', 'a/.argocd-source-ns_shop.yaml'],
  tool: undefined,
  keys: undefined,
  original: undefined,
  own: { parameters: new Map(), images: [] },
  ...more
})

describe('markers', () => {
  test('may be in YAML beneath the roots, and in roots that are files', () => {
    const target: PolicyTarget = { kind: 'markers', roots: ['a', 'b/one.yaml'] }
    const { files, wish } = placed(
      target,
      'a/x.yaml',
      'a/b/c.yml',
      'a/Kustomization',
      'a/d.json',
      'ab/e.yaml',
      'b/one.yaml',
      'b/two.yaml'
    )
    expect(files.map(({ path, executable }) => [path, executable])).toEqual([
      ['a/x.yaml', true],
      ['a/b/c.yml', false],
      ['a/Kustomization', false],
      ['b/one.yaml', false]
    ])
    expect(wish).toEqual({ name: 'shop:api', newName: 'acme/api' })
  })

  test('are in files whose text has one that names the policy', () => {
    const at = placed({ kind: 'markers', roots: [''] }, 'a.yaml')
    const file = { path: 'a.yaml', executable: false, named: false, aims: [] }
    expect(isMeant(at, { ...file, text: 'x: y # {"$imagepolicy": "shop:api"}' })).toBe(true)
    expect(isMeant(at, { ...file, text: 'x: y # {"$imagepolicy": "shop:web"}' })).toBe(false)
    expect(isMeant(at, { ...file, text: 'x: shop:api' })).toBe(false)
    expect(isMeant(at, { ...file, text: undefined })).toBe(false)
    expect(isMeant(at, { ...file, path: 'b.yaml', text: '# {"$imagepolicy": "shop:api"}' })).toBe(false)
  })
})

describe('a kustomization', () => {
  const target = (original?: string): PolicyTarget => ({ kind: 'kustomization', directory: 'a', original })

  test('is named whichever of the three names it has', () => {
    expect(placed(target(), 'a/Kustomization')).toMatchObject({
      wish: { name: 'acme/api', newName: undefined },
      ifMissing: 'add',
      files: [{ path: 'a/Kustomization', named: true, isNew: false }]
    })
  })

  test('knows the image by its original name', () => {
    expect(placed(target('api'), 'a/kustomization.yaml').wish).toEqual({ name: 'api', newName: 'acme/api' })
  })

  test('that is not there, or there twice, is told', () => {
    expect(noticeFor(target(), 'b/kustomization.yaml')).toBe(
      'Policy "shop:api": there is no kustomization in "a". It is left alone.'
    )
    expect(noticeFor(target(), 'a/kustomization.yaml', 'a/kustomization.yml')).toContain(
      'several kustomizations'
    )
  })
})

describe('Helm values', () => {
  const target = (keys?: HelmKeys): PolicyTarget => ({ kind: 'values', path: 'v.yaml', keys })

  test('are pointed at by their keys', () => {
    const { wish, files, ifMissing } = placed(target(KEYS), 'v.yaml')
    expect([wish, ifMissing]).toEqual([{ name: 'acme/api', newName: 'acme/api' }, 'fail'])
    expect(files[0]?.aims.map(({ pointer }) => pointer)).toEqual([
      {
        field: 'image.name',
        part: 'name',
        image: 'acme/api',
        updater: { kind: 'value', key: 'image.name', way: ['image', 'name'], imageName: 'acme/api' }
      },
      {
        field: 'list.0.tag',
        part: 'tag',
        image: 'acme/api',
        updater: { kind: 'value', key: 'list[0].tag', way: ['list', 0, 'tag'], imageName: 'acme/api' }
      }
    ])
  })

  test("get the updater's key of the tag beside a name alone", () => {
    const { files } = placed(target({ ...KEYS, tag: undefined }), 'v.yaml')
    expect(files[0]?.aims.map(({ pointer }) => [pointer?.part, pointer?.field])).toEqual([
      ['name', 'image.name'],
      ['tag', 'image.tag']
    ])
  })

  test('give no new name where only the tag has a key', () => {
    expect(placed(target({ ...KEYS, name: undefined }), 'v.yaml').wish.newName).toBeUndefined()
  })

  test('are searched for the image without keys', () => {
    expect(placed(target(), 'v.yaml')).toMatchObject({ wish: { name: 'acme/api' }, files: [{ aims: [{}] }] })
  })

  test('tell two policies of one image apart, only where they share a file', () => {
    const two = (second: PolicyTarget): readonly string[] =>
      placeAll([policy(target(KEYS), 'shop:a'), policy(second, 'shop:b')], ['v.yaml', 'w.yaml']).placed.map(
        ({ wish }) => wish.name
      )
    expect(two(target(KEYS))).toEqual(['shop:a', 'shop:b'])
    expect(two({ kind: 'values', path: 'w.yaml', keys: KEYS })).toEqual(['acme/api', 'acme/api'])
  })

  test('that are not there are made by their keys, and told without any', () => {
    expect(placed(target(KEYS), 'w.yaml').files).toMatchObject([{ path: 'v.yaml', isNew: true }])
    expect(noticeFor(target(), 'w.yaml')).toContain('there is no file "v.yaml"')
  })

  test('are told as the image that they are of, where the address is another name', () => {
    const two = [policy(target({ ...KEYS, name: undefined }), 'shop:a'), policy(target(KEYS), 'shop:b')]
    expect(placeAll(two, ['v.yaml']).placed.map(({ wish }) => wish)).toEqual([
      { name: 'shop:a', newName: 'acme/api' },
      { name: 'shop:b', newName: 'acme/api' }
    ])
  })
})

test('what is no marker is meant by its path alone', () => {
  const at = placed({ kind: 'kustomization', directory: 'a', original: undefined }, 'a/kustomization.yaml')
  const file = { path: 'a/kustomization.yaml', text: 'images: []', executable: false, named: true, aims: [] }
  expect([isMeant(at, file), isMeant(at, { ...file, path: 'b' })]).toEqual([true, false])
})

describe('an override', () => {
  test('is made beside a kustomization', () => {
    expect(placed(override({ original: 'api' }), 'a/kustomization.yaml')).toMatchObject({
      wish: { name: 'acme/api', newName: 'acme/api' },
      files: [
        {
          path: 'a/.argocd-source-shop.yaml',
          isNew: true,
          aims: [{ pointer: { updater: { kind: 'image', way: ['kustomize', 'images'], original: 'api' } } }]
        }
      ]
    })
    expect(placed(override(), 'a/kustomization.yaml').wish.newName).toBeUndefined()
  })

  test('is the one that is there', () => {
    expect(placed(override(), 'a/kustomization.yaml', 'a/.argocd-source-ns_shop.yaml').files).toMatchObject([
      { path: 'a/.argocd-source-ns_shop.yaml', isNew: false }
    ])
  })

  test.each([
    ['the source says so', override({ tool: 'helm' }), [], 'image.tag'],
    ['there is a chart', override(), ['a/Chart.yaml'], 'image.tag'],
    ['there are keys', override({ keys: KEYS }), ['a/kustomization.yaml'], 'list[0].tag']
  ])('is one of Helm where %s', (_what, target, paths, tag) => {
    const { files } = placed(target, 'a/.argocd-source-shop.yaml', ...paths)
    expect(files[0]?.aims.map(({ pointer }) => pointer?.field)).toEqual([
      'helm.parameters.[name=image.name].value',
      `helm.parameters.[name=${tag}].value`
    ])
  })

  test('beside neither is told', () => {
    expect(noticeFor(override(), 'a/deploy.yaml')).toContain('"a" holds neither a kustomization nor a chart')
  })
})

describe('an Application', () => {
  const application = (more: Partial<ApplicationTarget> = {}): PolicyTarget => ({
    kind: 'application',
    path: 'apps.yaml',
    object: { kind: 'Application', name: 'shop', namespace: undefined },
    way: ['spec', 'sources', 1],
    override: undefined,
    tool: undefined,
    keys: undefined,
    original: undefined,
    own: { parameters: new Map(), images: [] },
    ...more
  })

  test('has the parameters of its source', () => {
    const { files } = placed(application({ tool: 'helm' }), 'apps.yaml')
    expect(files).toMatchObject([{ path: 'apps.yaml', isNew: false }])
    expect(files[0]?.aims.map(({ pointer }) => pointer)).toMatchObject([
      {
        field: 'spec.sources.1.helm.parameters.[name=image.name].value',
        updater: { within: { name: 'shop' }, also: [['forceString', true]], isDefault: true }
      },
      {
        field: 'spec.sources.1.helm.parameters.[name=image.tag].value',
        updater: { within: { name: 'shop' }, isDefault: false }
      }
    ])
  })

  test.each([
    ['kustomize, where its source says so', { tool: 'kustomize' }, 'image'],
    ['kustomize, where the image has a name of it', { original: 'api' }, 'image'],
    ['Helm, where the image has keys', { keys: KEYS }, 'parameter']
  ] as const)('is one of %s', (_what, more, kind) => {
    const [file] = placed(application(more), 'apps.yaml').files
    expect(file?.aims[0]?.pointer?.updater?.kind).toBe(kind)
  })

  const HERE = override() as OverrideTarget

  test('is what its directory has', () => {
    const [file] = placed(application({ override: HERE }), 'apps.yaml', 'a/kustomization.yaml').files
    expect([file?.path, file?.aims[0]?.pointer?.updater?.kind]).toEqual(['apps.yaml', 'image'])
  })

  test('that is overridden already is written there', () => {
    const paths = ['apps.yaml', 'a/Chart.yaml', 'a/.argocd-source-shop.yaml']
    expect(placed(application({ override: HERE }), ...paths).files).toMatchObject([
      { path: 'a/.argocd-source-shop.yaml' }
    ])
  })

  test('of which nothing says what it is is told', () => {
    expect(noticeFor(application(), 'apps.yaml')).toContain(
      'nothing says whether it is one of Helm or of kustomize'
    )
  })

  test('tells two policies of one image apart, where they share a file', () => {
    const other = { kind: 'Application', name: 'other', namespace: undefined }
    const two = [
      policy(application({ tool: 'helm' }), 'shop:a'),
      policy(application({ tool: 'helm', object: other }), 'other:a')
    ]
    expect(placeAll(two, ['apps.yaml']).placed.map(({ wish }) => wish.name)).toEqual(['shop:a', 'other:a'])
  })
})

test('files that may not be edited leave a policy without a place', () => {
  const at = policy({ kind: 'kustomization', directory: 'a', original: undefined })
  expect(placePolicies([at], tree('a/kustomization.yaml'), () => false)).toEqual({
    placed: [],
    notices: ['Policy "shop:api": "manifests" holds none of its files. It is left alone.']
  })
})
