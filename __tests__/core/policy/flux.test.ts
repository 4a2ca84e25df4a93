import { describe, expect, test } from '@jest/globals'
import { chooseTag } from '../../../src/core/version/choose.ts'
import { candidatesOf } from '../../../src/core/version/filter.ts'
import { policiesOf, policyOf, refusalOf } from './policies-of.ts'

const object = (kind: string, metadata: string, spec: string, version = 'v1'): string =>
  `apiVersion: image.toolkit.fluxcd.io/${version}\nkind: ${kind}\nmetadata: {${metadata}}\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`

const NAMED = 'name: api, namespace: apps'
const repository = (spec = '', metadata = NAMED): string =>
  object('ImageRepository', metadata, `image: ghcr.io/acme/api\n${spec}`)
const policy = (spec: string, metadata = NAMED, version = 'v1'): string =>
  object('ImagePolicy', metadata, `imageRepositoryRef: {name: api}\n${spec}`, version)
const SEMVER = "policy: {semver: {range: '>=1.0'}}"
const automation = (spec: string, metadata = 'name: all, namespace: apps'): string =>
  object('ImageUpdateAutomation', metadata, spec)

/** The tag that a policy chooses. */
const chosen = (spec: string, tags: readonly string[], repositorySpec = ''): string | undefined => {
  const { rule } = policyOf(policy(spec), repository(repositorySpec))
  return chooseTag(candidatesOf(tags, rule.filter), rule)?.tag
}

describe('what a policy chooses', () => {
  test.each([
    [
      'the highest version in range',
      "policy: {semver: {range: '1.x'}}",
      ['1.9.0', '1.10.0', '2.0.0'],
      '1.10.0'
    ],
    ['only whole versions', "policy: {semver: {range: '>=1'}}", ['1.0.0', 'v2', '3.1'], '1.0.0'],
    ['the last by name', 'policy: {alphabetical: {}}', ['a', 'c', 'b'], 'c'],
    ['the first by name', 'policy: {alphabetical: {order: desc}}', ['a', 'c', 'b'], 'a'],
    ['the order in any case', 'policy: {alphabetical: {order: DESC}}', ['a', 'c', 'b'], 'a'],
    ['the greatest number', 'policy: {numerical: {order: asc}}', ['9', '10', '1'], '10'],
    ['the smallest number', 'policy: {numerical: {order: desc}}', ['9', '10', '1'], '1'],
    ['semver before the others', "policy: {alphabetical: {}, semver: {range: '*'}}", ['1.0.0', 'z'], '1.0.0'],
    [
      'what the pattern lets through',
      "filterTags: {pattern: '^a'}\npolicy: {alphabetical: {}}",
      ['a1', 'b2'],
      'a1'
    ],
    [
      'what is extracted, and not the whole tag',
      "filterTags: {pattern: '^.*-(?P<n>\\d+)$', extract: $n}\npolicy: {numerical: {}}",
      ['b-9', 'a-10', 'c'],
      'a-10'
    ]
  ])('%s', (_what, spec, tags, tag) => {
    expect(chosen(spec, tags)).toBe(tag)
  })

  test('signatures are excluded, unless the repository says otherwise', () => {
    const tags = ['a.sig', 'a', 'b-tmp']
    expect(chosen('policy: {alphabetical: {}}', tags)).toBe('b-tmp')
    expect(chosen('policy: {alphabetical: {}}', ['a.sig', 'a'])).toBe('a')
    expect(chosen('policy: {alphabetical: {}}', tags, "exclusionList: ['-tmp$']")).toBe('a.sig')
    expect(chosen('policy: {alphabetical: {}}', tags, 'exclusionList: []')).toBe('b-tmp')
  })
})

test.each(['v1', 'v1beta2', 'v1beta1'])('policies of the API %s count', (version) => {
  expect(policyOf(policy(SEMVER, NAMED, version), repository())).toMatchObject({
    name: 'apps:api',
    image: 'ghcr.io/acme/api',
    rule: { preset: 'flux' },
    digest: 'never',
    target: { kind: 'markers', roots: [''] }
  })
})

test.each([
  ['Never', 'never'],
  ['IfNotPresent', 'if-absent'],
  ['Always', 'always']
])('digestReflectionPolicy %s', (value, digest) => {
  const spec = `${SEMVER}\ndigestReflectionPolicy: ${value}`
  expect(policyOf(policy(spec), repository()).digest).toBe(digest)
})

describe('the namespace of the repository', () => {
  const OTHER = 'name: api, namespace: shared'
  const ref = policy(SEMVER).replace('{name: api}', '{name: api, namespace: shared}')

  test('is the one that the policy says', () => {
    const shared = repository('accessFrom: {namespaceSelectors: [{matchLabels: {}}]}', OTHER)
    expect(policyOf(ref, shared.replace('acme/api', 'shared/api'), repository()).image).toBe(
      'ghcr.io/shared/api'
    )
  })

  test('has to give access', () => {
    expect(policiesOf(ref, repository('', OTHER))).toMatchObject({
      policies: [],
      notices: [
        'ImagePolicy "apps:api": ImageRepository "shared:api" gives other namespaces no access: left alone.'
      ]
    })
  })

  test('is else that of the policy, and a repository elsewhere is none', () => {
    expect(policiesOf(policy(SEMVER), repository('', OTHER)).notices).toEqual([
      'ImagePolicy "apps:api": no ImageRepository "apps:api" is among the policies: left alone.'
    ])
  })
})

describe('what is left alone, with a notice', () => {
  test.each([
    [
      'a suspended repository',
      [policy(SEMVER), repository('suspend: true')],
      'ImageRepository "apps:api" is suspended'
    ],
    ['one in capitals', [policy(SEMVER), repository('suspend: TRUE')], 'is suspended'],
    [
      'a suspended policy',
      [policy(`${SEMVER}\nsuspend: true`), repository()],
      'ImagePolicy "apps:api" is suspended'
    ],
    [
      'a suspended automation',
      [policy(SEMVER), repository(), automation('suspend: true')],
      'ImageUpdateAutomation "apps:all" is suspended'
    ],
    [
      'an image that a template fills in',
      [policy(SEMVER), repository().replace('ghcr.io/acme/api', '"${REGISTRY}/api"')],
      'is the source of a template'
    ]
  ])('%s', (_what, texts, notice) => {
    const { policies, notices } = policiesOf(...texts)
    expect(policies).toEqual([])
    expect(notices.join('\n')).toContain(notice)
  })

  test('what only a cluster can honour is told once', () => {
    const spec = 'interval: 5m\nsecretRef: {name: pull}\nprovider: aws'
    const second = policy(`${SEMVER}\ninterval: 1m`, 'name: web, namespace: apps')
    expect(policiesOf(policy(SEMVER), second, repository(spec)).notices).toEqual([
      'Without a cluster, these fields of the policies mean nothing here: interval (the schedule of the workflow), provider (set "registry-auth"), secretRef (set "registry-auth").'
    ])
  })

  test('a document that is not YAML', () => {
    const text = `${repository()}---\nbroken: [\n`
    expect(policiesOf(policy(SEMVER), text).notices[0]).toMatch(
      /^1\.yaml:\d+:\d+ is not YAML: no policy is read there\.$/
    )
  })
})

describe('what is refused', () => {
  test.each([
    ['a range that is none', policy('policy: {semver: {range: 1x}}'), 'The range "1x"'],
    ['an empty range', policy("policy: {semver: {range: ''}}"), 'The range ""'],
    [
      'a pattern of another language',
      policy("filterTags: {pattern: '(?=a)'}\npolicy: {numerical: {}}"),
      '"filterTags.pattern" ("(?=a)")'
    ],
    ['an order that is none', policy('policy: {numerical: {order: up}}'), '"numerical.order" is "up"'],
    ['no policy at all', policy('policy: {}'), 'has none of "semver", "alphabetical" and "numerical"'],
    [
      'a digest policy that is none',
      policy(`${SEMVER}\ndigestReflectionPolicy: Maybe`),
      '"digestReflectionPolicy" is "Maybe"'
    ]
  ])('%s', (_what, text, message) => {
    expect(refusalOf(text, repository())).toContain(message)
  })

  test.each(['ghcr.io/acme/api:v1', 'https://ghcr.io/acme/api', 'Ghcr.io/Acme'])('the image %s', (image) => {
    expect(refusalOf(policy(SEMVER), repository().replace('ghcr.io/acme/api', `"${image}"`))).toContain(
      `("${image}") is not an image name`
    )
  })

  test('all of it at once, with places', () => {
    const other = policy('policy: {}', 'name: web, namespace: apps')
    const message = refusalOf(policy('policy: {semver: {range: 1x}}'), other, repository())
    expect(message).toContain('2 policies are not valid')
    expect(message).toContain('- 0.yaml:6:28: The range "1x"')
    expect(message).toContain('- 1.yaml:6:11: "policy" has none')
  })

  test('two policies of one name that are not alike', () => {
    const other = policy("policy: {semver: {range: '2.x'}}")
    expect(refusalOf(policy(SEMVER), other, repository())).toContain('ImagePolicy "apps:api" is there twice')
    expect(policyOf(policy(SEMVER), policy(SEMVER), repository(), repository()).name).toBe('apps:api')
  })

  test('two repositories of one name that are not alike', () => {
    const other = repository().replace('acme', 'other')
    expect(refusalOf(policy(SEMVER), repository(), other)).toContain('is "ghcr.io/other/api" here')
  })

  test('files without any policy', () => {
    expect(refusalOf('kind: Deployment\n', repository())).toContain(
      'No policy is in the 2 files of "policies"'
    )
  })
})

describe('the automations', () => {
  const rootsOf = (...automations: readonly string[]): readonly string[] => {
    const { policies } = policiesOf(policy(SEMVER), repository(), ...automations)
    return policies.flatMap(({ target }) => (target.kind === 'markers' ? target.roots : []))
  }

  test.each([
    ['without a path', '', ''],
    ['with the root', 'update: {path: ./}', ''],
    ['with a directory', 'update: {path: ./clusters/prod/}', 'clusters/prod'],
    ['with a way back', 'update: {path: clusters/../apps}', 'apps']
  ])('%s', (_what, spec, root) => {
    expect(rootsOf(automation(`interval: 1m\n${spec}`))).toEqual([root])
  })

  test('several are for several directories', () => {
    expect(
      rootsOf(automation('update: {path: a}'), automation('update: {path: b}', 'name: b, namespace: apps'))
    ).toEqual(['a', 'b'])
  })

  test('one selects policies of its own namespace alone', () => {
    expect(rootsOf(automation('update: {path: a}', 'name: all, namespace: other'))).toEqual([])
  })

  test.each([
    ['matchLabels: {team: a}', true],
    ['matchLabels: {team: b}', false],
    ['matchExpressions: [{key: team, operator: In, values: [a, b]}]', true],
    ['matchExpressions: [{key: team, operator: NotIn, values: [a, b]}]', false],
    ['matchExpressions: [{key: other, operator: NotIn, values: [a]}]', true],
    ['matchExpressions: [{key: team, operator: Exists}]', true],
    ['matchExpressions: [{key: other, operator: Exists}]', false],
    ['matchExpressions: [{key: team, operator: DoesNotExist}]', false],
    ['matchExpressions: [{key: other, operator: DoesNotExist}]', true],
    ['matchExpressions: [{key: team, operator: Guess}]', false]
  ])('policySelector {%s}: %s', (selector, selects) => {
    const labelled = policy(SEMVER, `${NAMED}, labels: {team: a}`)
    const { policies } = policiesOf(labelled, repository(), automation(`policySelector: {${selector}}`))
    expect(policies).toHaveLength(Number(selects))
  })

  test('one of another branch, or of another repository, is left alone', () => {
    const source = (url: string, branch: string): string =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: git, namespace: apps}\nspec: {url: '${url}', ref: {branch: ${branch}}}\n`
    const fromSource = automation('sourceRef: {kind: GitRepository, name: git}\nupdate: {path: a}')
    expect(rootsOf(fromSource, source('ssh://git@github.com/acme/gitops.git', 'main'))).toEqual(['a'])
    expect(rootsOf(fromSource, source('ssh://git@github.com/acme/other', 'main'))).toEqual([])
    expect(rootsOf(fromSource, source('ssh://git@github.com/acme/gitops', 'prod'))).toEqual([])
    expect(rootsOf(automation('git: {checkout: {ref: {branch: prod}}}'))).toEqual([])
    expect(rootsOf(automation('git: {checkout: {ref: {branch: main}}}'))).toEqual([''])
  })

  test('its own branch goes before that of the source, whose namespace is its own', () => {
    const source = (namespace: string, branch: string): string =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: git, namespace: ${namespace}}\nspec: {ref: {branch: ${branch}}}\n`
    const own = automation('sourceRef: {name: git}\ngit: {checkout: {ref: {branch: main}}}')
    expect(rootsOf(own, source('apps', 'prod'))).toEqual([''])
    expect(rootsOf(automation('sourceRef: {name: git}'), source('other', 'prod'))).toEqual([''])
    const elsewhere = automation('sourceRef: {name: git, namespace: other}')
    expect(rootsOf(elsewhere, source('other', 'prod'))).toEqual([])
  })

  test('a branch to push to that is the one checked out needs no word', () => {
    const spec = 'git: {checkout: {ref: {branch: main}}, push: {branch: main}}'
    expect(policiesOf(policy(SEMVER), repository(), automation(spec)).notices).toEqual([])
  })

  test("a path into Git's own directory is refused", () => {
    expect(refusalOf(policy(SEMVER), repository(), automation('update: {path: .git/hooks}'))).toContain(
      '"update.path" (".git/hooks") leaves the repository.'
    )
  })

  test('a branch to push to is told to be an input here, and a message is kept', () => {
    const spec = 'git: {checkout: {ref: {branch: main}}, push: {branch: flux}, commit: {messageTemplate: x}}'
    const { automations, notices } = policiesOf(policy(SEMVER), repository(), automation(spec))
    expect(notices[0]).toContain('pushes to "flux": "mode" and "pull-request-branch"')
    expect(notices).toHaveLength(1)
    expect(automations[0]?.message?.source).toBe('x')
  })

  test('a path out of the repository is refused', () => {
    expect(refusalOf(policy(SEMVER), repository(), automation('update: {path: ../other}'))).toContain(
      '"update.path" ("../other") leaves the repository.'
    )
  })
})
