import { describe, expect, test } from '@jest/globals'
import { parseAllDocuments } from 'yaml'
import type { Wanted } from '../../../src/core/image/wanted.ts'
import type { FieldPointer } from '../../../src/core/manifest/field-pointer.ts'
import type { ManifestUpdate } from '../../../src/core/manifest/manifest.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'
import type { HelmKeys, OverriddenSource } from '../../../src/core/policy/controller-policy.ts'
import {
  imagePointer,
  parameterPointers,
  valuePointers,
  type OverriddenAt
} from '../../../src/core/policy/policy-pointers.ts'
import type { Item } from '../../../src/core/yaml/operation.ts'

const IMAGE = 'ghcr.io/acme/api'
const POINTED = { image: IMAGE, address: IMAGE }
const DIGEST = `sha256:${'a'.repeat(64)}`

const wish = (more: Partial<Wanted> = {}): Wanted => ({
  name: IMAGE,
  newName: IMAGE,
  tag: { set: '1.10' },
  digest: 'unsaid',
  ...more
})

function update(
  path: string,
  text: string,
  pointers: readonly FieldPointer[],
  wanted: readonly Wanted[] = [wish()]
): ManifestUpdate {
  const surroundings = { formats: new Set(['yaml-field' as const]), pointers, policies: new Map() }
  return updateManifest({ path, text }, wanted, { addMissing: false, surroundings })
}

/** The text after the update; a refusal as its message. */
function updated(...asked: Parameters<typeof update>): string {
  try {
    return update(...asked).text
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const crlf = (text: string): string => text.replaceAll('\n', '\r\n')

/** Expects a text after the update, with either kind of line ends, and that a second one finds nothing to do. */
function expectUpdated(
  path: string,
  before: string,
  pointers: readonly FieldPointer[],
  after: string,
  wanted?: readonly Wanted[]
): void {
  expect(updated(path, before, pointers, wanted)).toBe(after)
  if (before !== '') expect(updated(path, crlf(before), pointers, wanted)).toBe(crlf(after))
  expect(updated(path, after, pointers, wanted)).toBe(after)
}

const keys = (more: Partial<HelmKeys>): HelmKeys => ({
  name: undefined,
  tag: undefined,
  spec: undefined,
  ...more
})

describe('keys of Helm values that are not there', () => {
  const BOTH = keys({ name: 'image.name', tag: 'image.tag' })

  test.each<readonly [string, HelmKeys, string, string]>([
    ['in a file that is not there', BOTH, '', `image:\n  name: ${IMAGE}\n  tag: "1.10"\n`],
    ['in a file of comments', BOTH, '# shop\n', `# shop\nimage:\n  name: ${IMAGE}\n  tag: "1.10"\n`],
    [
      'behind other keys',
      BOTH,
      '# shop\nreplicas: 2 # two\n\n# the end\n',
      `# shop\nreplicas: 2 # two\n\n# the end\nimage:\n  name: ${IMAGE}\n  tag: "1.10"\n\n`.replace(
        /\n\n$/,
        '\n'
      )
    ],
    [
      'beside keys of their map',
      BOTH,
      'image:\n  pullPolicy: Always # ours\n  # told by nobody\nreplicas: 2\n',
      `image:\n  pullPolicy: Always # ours\n  name: ${IMAGE}\n  tag: "1.10"\n  # told by nobody\nreplicas: 2\n`
    ],
    [
      'beside the one that is there',
      BOTH,
      'image:\n    tag: v1 # ours\nx:\n    y: 1\n',
      `image:\n    tag: "1.10" # ours\n    name: ${IMAGE}\nx:\n    y: 1\n`
    ],
    [
      'in the indentation of the file',
      keys({ tag: 'web.image.tag' }),
      'api:\n    image:\n        tag: v1\n',
      'api:\n    image:\n        tag: v1\nweb:\n    image:\n        tag: "1.10"\n'
    ],
    [
      'below a key that holds nothing',
      BOTH,
      'image: # to be told\nreplicas: 2\n',
      `image: # to be told\n  name: ${IMAGE}\n  tag: "1.10"\nreplicas: 2\n`
    ],
    ['below an empty map', BOTH, 'image: {} # none\n', `image: # none\n  name: ${IMAGE}\n  tag: "1.10"\n`],
    ['below a null', BOTH, 'image: ~\n', `image:\n  name: ${IMAGE}\n  tag: "1.10"\n`],
    [
      'in a flow map',
      BOTH,
      'image: {pullPolicy: Always}\n',
      `image: {pullPolicy: Always, name: ${IMAGE}, tag: "1.10"}\n`
    ],
    [
      'in JSON',
      BOTH,
      '{\n  "replicas": 2\n}\n',
      `{\n  "replicas": 2,\n  "image": {"name": "${IMAGE}", "tag": "1.10"}\n}\n`
    ],
    [
      'in an item of a list',
      keys({ tag: 'sidecars[1].image.tag' }),
      'sidecars:\n  - name: a\n  - name: b # second\n    port: 1\n',
      'sidecars:\n  - name: a\n  - name: b # second\n    port: 1\n    image:\n      tag: "1.10"\n'
    ],
    ['of a whole reference', keys({ spec: 'image' }), 'a: 1\n', `a: 1\nimage: ${IMAGE}:1.10\n`],
    ['without a line end at the end', keys({ tag: 'tag' }), 'b: 2\na: 1', 'b: 2\na: 1\ntag: "1.10"'],
    [
      'before the end of the document',
      keys({ tag: 'tag' }),
      '---\na: 1\n...\n',
      '---\na: 1\ntag: "1.10"\n...\n'
    ],
    [
      'with a blank line, where the others have one',
      keys({ tag: 'tag' }),
      'a: 1\n\nb: 2\n',
      'a: 1\n\nb: 2\n\ntag: "1.10"\n'
    ]
  ])('%s', (_what, told, before, after) => {
    expectUpdated('values.yaml', before, valuePointers(told, POINTED), after)
  })

  test('a key with dots in it counts before the way through maps', () => {
    const pointers = valuePointers(keys({ tag: 'image.tag' }), POINTED)
    expectUpdated(
      'values.yaml',
      'image.tag: v1\nimage: {tag: v1}\n',
      pointers,
      'image.tag: "1.10"\nimage: {tag: v1}\n'
    )
  })

  test('a name without its registry stays so', () => {
    const pointers = valuePointers(BOTH, POINTED)
    const short = (name: string, tag: string): string =>
      `image:\n  registry: ghcr.io\n  name: ${name}\n  tag: ${tag}\n`
    expectUpdated('values.yaml', short('acme/api', 'v1'), pointers, short('acme/api', '"1.10"'))
    expectUpdated('values.yaml', short('acme/old', 'v1'), pointers, short('acme/api', '"1.10"'))
    const whole = valuePointers(keys({ spec: 'image' }), POINTED)
    expectUpdated('values.yaml', 'image: acme/api:v1\n', whole, 'image: acme/api:1.10\n')
  })

  test('a digest stands behind its tag', () => {
    const pinned = [wish({ tag: { set: 'main' }, digest: { set: DIGEST } })]
    const pointers = valuePointers(keys({ tag: 'image.tag' }), POINTED)
    expectUpdated('values.yaml', 'image: {tag: main}\n', pointers, `image: {tag: main@${DIGEST}}\n`, pinned)
    expectUpdated('values.yaml', 'a: 1\n', pointers, `a: 1\nimage:\n  tag: main@${DIGEST}\n`, pinned)
  })

  test.each<readonly [string, HelmKeys, string, string]>([
    ['a value is in the way', BOTH, 'image: v1\n', '"image" is no map that a key could be added to.'],
    ['a list is in the way', BOTH, 'image: [a]\n', '"image.name" is none of the 1 items of the list.'],
    [
      'the list is too short',
      keys({ tag: 'a[2].tag' }),
      'a: [{x: 1}]\n',
      '"a.2" is none of the 1 items of the list.'
    ],
    [
      'there is no list',
      keys({ tag: 'a[0].tag' }),
      'b: 1\n',
      '"a.0" is an item of a list that is not there.'
    ],
    [
      'others would change too',
      BOTH,
      'image: &i\n  x: 1\nother: *i\n',
      '"image" is shared through an anchor with other places, which would change too.'
    ],
    ['it is an alias', BOTH, 'a: &i {x: 1}\nimage: *i\n', '"image" comes through an alias.'],
    ['the file is a list', BOTH, '- a\n', 'The file holds no map that keys could be added to.']
  ])('are refused where %s', (_what, told, before, message) => {
    expect(updated('values.yaml', before, valuePointers(told, POINTED))).toBe(message)
  })

  test('of two images are refused where they are one', () => {
    const other = { image: 'acme/web', address: 'acme/web' }
    const told = keys({ tag: 'tag' })
    const pointers = [...valuePointers(told, POINTED), ...valuePointers(told, other)]
    const wanted = [wish(), wish({ name: 'acme/web', tag: { set: '2' } })]
    expect(updated('values.yaml', 'a: 1\n', pointers, wanted)).toBe(
      `Two wishes are for one new field: 1.10 (for "${IMAGE}") and 2 (for "acme/web").`
    )
  })
})

describe('what is told of what was made', () => {
  const told = keys({ name: 'image.name', tag: 'image.tag' })

  test('is one change, at the tag', () => {
    const { changes, found, notices } = update('values.yaml', 'a: 1\n', valuePointers(told, POINTED))
    expect(changes).toMatchObject([
      {
        place: { file: 'values.yaml', line: 4, column: 8 },
        format: 'yaml-field',
        image: IMAGE,
        from: { name: IMAGE },
        to: { name: IMAGE, tag: '1.10' }
      }
    ])
    expect([found, notices]).toEqual([new Set([0]), []])
  })

  test('is under the name of the image, and not under an address', () => {
    const pointers = valuePointers(keys({ tag: 'tag' }), { image: IMAGE, address: 'shop:api' })
    const { changes } = update('values.yaml', 'a: 1\n', pointers, [wish({ name: 'shop:api' })])
    expect(changes).toMatchObject([{ image: 'shop:api', to: { name: IMAGE, tag: '1.10' } }])
  })

  test('has a word about what it may have been meant for', () => {
    const pointers = valuePointers(keys({ tag: 'image.tga' }), POINTED)
    const { text, notices } = update('values.yaml', 'image:\n  tag: 1.0.0\n', pointers)
    expect(text).toBe('image:\n  tag: 1.0.0\n  tga: "1.10"\n')
    expect(notices).toEqual([
      {
        place: { file: 'values.yaml', line: 3, column: 8 },
        message: '"image.tga" was made new. "image.tag" is there: was that meant?'
      }
    ])
  })
})

const NOTHING_OWN = { parameters: new Map<string, Item>(), images: [] }
const source = (more: Partial<OverriddenSource> = {}): OverriddenSource => ({
  tool: undefined,
  keys: undefined,
  original: undefined,
  own: NOTHING_OWN,
  ...more
})

const IN_OVERRIDE: OverriddenAt = { way: [], forceString: 'forcestring' }
const OVERRIDE = '.argocd-source-shop.yaml'
const parameter = (name: string, value: string, forced = '\n    forcestring: true'): string =>
  `  - name: ${name}\n    value: ${value}${forced}\n`

describe('parameters of Helm in an override', () => {
  const pointers = (more: Partial<OverriddenSource> = {}) =>
    parameterPointers(source(more), IN_OVERRIDE, POINTED)
  const both = `${parameter('image.name', IMAGE)}${parameter('image.tag', '"1.10"')}`

  test('are made with it, by the names of the updater', () => {
    expectUpdated(OVERRIDE, '', pointers(), `helm:\n  parameters:\n${both}`)
  })

  test('come in the order of their names, with those of the Application, which count no longer there', () => {
    const own = {
      images: [],
      parameters: new Map<string, Item>([
        [
          'replicas',
          [
            ['name', 'replicas'],
            ['value', '2'],
            ['forcestring', true]
          ]
        ],
        [
          'host',
          [
            ['name', 'host'],
            ['value', 'shop.example']
          ]
        ],
        [
          'image.tag',
          [
            ['name', 'image.tag'],
            ['value', 'old']
          ]
        ]
      ])
    }
    expectUpdated(
      OVERRIDE,
      '# by hand\n',
      pointers({ own }),
      `# by hand\nhelm:\n  parameters:\n${parameter('host', 'shop.example', '')}${both}${parameter('replicas', '"2"')}`
    )
  })

  test('are added to those that are there, and not those of the Application', () => {
    const own = {
      images: [],
      parameters: new Map<string, Item>([
        [
          'host',
          [
            ['name', 'host'],
            ['value', 'x']
          ]
        ]
      ])
    }
    const before =
      'helm:\n    parameters:\n      - name: replicas # two\n        value: "2"\n        forcestring: true\n'
    expectUpdated(
      OVERRIDE,
      before,
      pointers({ own }),
      `${before}      - name: image.name\n        value: "${IMAGE}"\n        forcestring: true\n      - name: image.tag\n        value: "1.10"\n        forcestring: true\n`
    )
  })

  test('a name that nobody asked for is not made where the tag is there', () => {
    const before = `helm:\n  parameters:\n${parameter('app.tag', 'v1')}`
    const after = `helm:\n  parameters:\n${parameter('app.tag', '"1.10"')}`
    expectUpdated(OVERRIDE, before, pointers({ keys: keys({ tag: 'app.tag' }) }), after)
  })

  test('a name that is asked for is', () => {
    const before = `helm:\n  parameters:\n${parameter('app.tag', 'v1')}`
    const after = `helm:\n  parameters:\n${parameter('app.tag', '"1.10"')}${parameter('app.name', IMAGE)}`
    expectUpdated(OVERRIDE, before, pointers({ keys: keys({ name: 'app.name', tag: 'app.tag' }) }), after)
  })

  test('one may hold the whole reference', () => {
    const told = pointers({ keys: keys({ spec: 'image', tag: 'x' }) })
    expectUpdated(OVERRIDE, '', told, `helm:\n  parameters:\n${parameter('image', `${IMAGE}:1.10`)}`)
  })

  test('are not for an override of kustomize', () => {
    expect(updated(OVERRIDE, 'kustomize: {images: [a:1]}\n', pointers())).toBe(
      'The source has "kustomize", and so takes no parameters of Helm.'
    )
  })
})

const APPLICATION = (name: string, spec: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: ${name}\n  finalizers:\n    - x\nspec:\n${spec}`
const IN_SHOP: OverriddenAt = {
  within: { kind: 'Application', name: 'shop', namespace: undefined },
  way: ['spec', 'source'],
  forceString: 'forceString'
}
const PLAIN_SOURCE = '  source:\n    repoURL: x\n    path: a # ours\n  project: default\n'

describe('parameters of Helm in an Application', () => {
  const pointers = parameterPointers(source({ keys: keys({ tag: 'image.tag' }) }), IN_SHOP, POINTED)
  const added = `    helm:\n      parameters:\n        - name: image.name\n          value: ${IMAGE}\n          forceString: true\n        - name: image.tag\n          value: "1.10"\n          forceString: true\n`
  const withHelm = PLAIN_SOURCE.replace('# ours\n', `# ours\n${added}`)

  test('are made in that one alone', () => {
    const other = APPLICATION('other', PLAIN_SOURCE)
    expectUpdated(
      'apps.yaml',
      `${other}---\n${APPLICATION('shop', PLAIN_SOURCE)}---\n${other}`,
      pointers,
      `${other}---\n${APPLICATION('shop', withHelm)}---\n${other}`
    )
  })

  test('are set there, and not in others of the same names', () => {
    const at = (tag: string): string => withHelm.replace('"1.10"', tag)
    const other = APPLICATION('other', at('v1'))
    expectUpdated(
      'apps.yaml',
      `${other}---\n${APPLICATION('shop', at('v1'))}`,
      pointers,
      `${other}---\n${APPLICATION('shop', at('"1.10"'))}`
    )
  })

  test('in a List', () => {
    const item = (rest: string): string =>
      `kind: List\nitems:\n- apiVersion: argoproj.io/v1alpha1\n  kind: Application\n  metadata: {name: shop}\n  spec:\n    source: {repoURL: x${rest}}\n`
    expectUpdated(
      'apps.yaml',
      item(''),
      pointers,
      item(
        `, helm: {parameters: [{name: image.name, value: ${IMAGE}, forceString: true}, {name: image.tag, value: "1.10", forceString: true}]}`
      )
    )
  })

  test('of the second of several sources', () => {
    const second = parameterPointers(source(), { ...IN_SHOP, way: ['spec', 'sources', 1] }, POINTED)
    const spec = (rest: string): string =>
      `  sources:\n    - repoURL: a\n      helm: {}\n    - repoURL: b\n      chart: shop\n${rest}`
    expectUpdated(
      'apps.yaml',
      APPLICATION('shop', spec('')),
      second,
      APPLICATION('shop', spec(added.replaceAll(/^/gm, '  ').trimEnd() + '\n'))
    )
  })
})

describe('images of kustomize', () => {
  const inOverride = (more: Partial<OverriddenSource> = {}) => [
    imagePointer(source(more), IN_OVERRIDE, POINTED)
  ]
  const list = (...items: readonly string[]): string =>
    `kustomize:\n  images:\n${items.map((item) => `  - ${item}\n`).join('')}`

  test.each<readonly [string, Partial<OverriddenSource>, string, string]>([
    ['are made with the override', {}, '', list(`${IMAGE}:1.10`)],
    ['by the name that kustomize knows', { original: 'api' }, '', list(`api=${IMAGE}:1.10`)],
    [
      'together with those of the Application',
      { own: { ...NOTHING_OWN, images: ['nginx:1', `${IMAGE}:1.0`, 'redis:7'] } },
      '',
      list('nginx:1', `${IMAGE}:1.10`, 'redis:7')
    ],
    [
      'with the name that the Application has for it',
      { own: { ...NOTHING_OWN, images: [`api=${IMAGE}:1.0`] } },
      '',
      list(`api=${IMAGE}:1.10`)
    ],
    [
      'are added to others',
      { own: { ...NOTHING_OWN, images: ['x:1'] } },
      list('nginx:1'),
      list('nginx:1', `${IMAGE}:1.10`)
    ],
    ['are set where they are', {}, list('nginx:1', `${IMAGE}:1.0`), list('nginx:1', `${IMAGE}:1.10`)],
    ['under another name, too', {}, list(`api=${IMAGE}:1.0`), list(`api=${IMAGE}:1.10`)]
  ])('%s', (_what, more, before, after) => {
    const wanted = [wish({ newName: more.original === undefined ? undefined : IMAGE })]
    expectUpdated(OVERRIDE, before, inOverride(more), after, wanted)
  })

  test('are not added where a template has them', () => {
    const before = list(`${IMAGE}:\${TAG}`)
    expect(updated(OVERRIDE, before, inOverride())).toBe(before)
  })

  test('in an Application, in its own way to write lists', () => {
    const pointer = [imagePointer(source(), IN_SHOP, POINTED)]
    const after = PLAIN_SOURCE.replace(
      '# ours\n',
      `# ours\n    kustomize:\n      images:\n        - ${IMAGE}:1.10\n`
    )
    expectUpdated('apps.yaml', APPLICATION('shop', PLAIN_SOURCE), pointer, APPLICATION('shop', after))
  })
})

test('a boolean that is made reads as one', () => {
  const pointers = parameterPointers(source(), IN_OVERRIDE, POINTED)
  const [document] = parseAllDocuments(updated(OVERRIDE, '', pointers))
  expect(document?.toJS()).toEqual({
    helm: {
      parameters: [
        { name: 'image.name', value: IMAGE, forcestring: true },
        { name: 'image.tag', value: '1.10', forcestring: true }
      ]
    }
  })
})
