import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../src/core/error.ts'
import { readSettings } from '../../src/inputs/inputs.ts'
import { INPUT_NAMES, type RawInputs } from '../../src/inputs/raw.ts'
import type { PolicySettings } from '../../src/inputs/settings.ts'

const context = {
  repository: 'acme/app',
  repositoryUrl: '',
  commit: '0123456',
  workspace: '/workspace',
  isCommand: false,
  serverUrl: 'https://github.example',
  workflow: 'release',
  runId: '1',
  runAttempt: '1',
  runUrl: '',
  actor: 'octocat'
}

const EMPTY = Object.fromEntries(INPUT_NAMES.map((name) => [name, ''])) as RawInputs
const MINIMAL = { manifests: 'apps/api', token: 'ghs_token', repository: 'acme/gitops' }

function policies(raw: Partial<RawInputs>): PolicySettings {
  const { source } = readSettings({ ...EMPTY, ...MINIMAL, 'update-strategy': 'semver', ...raw }, context)
  if (source.kind !== 'registry') throw new Error(`The source is ${source.kind}.`)
  return source
}

function complaint(raw: Partial<RawInputs>): string {
  try {
    policies(raw)
  } catch (error) {
    if (error instanceof UpdateError && error.code === 'input') return error.message
    throw error
  }
  throw new Error('Nothing was thrown.')
}

const line = (images: string, strategy = 'semver') => {
  const [policy] = policies({ images, 'update-strategy': strategy }).images
  if (policy === undefined) throw new Error('There is no policy.')
  const { name, newName, repository, rule } = policy
  const constraint = rule.order.by === 'semver' ? rule.order.constraint.text : undefined
  return [name, newName, repository, constraint]
}

describe('a line of images with a strategy', () => {
  test.each([
    ['app', 'app', undefined, 'app', '*'],
    ['ghcr.io/o/app:^1.2', 'ghcr.io/o/app', undefined, 'ghcr.io/o/app', '^1.2'],
    ['app:>=1.2 <2', 'app', undefined, 'app', '>=1.2 <2'],
    ['app:!=1.2', 'app', undefined, 'app', '!=1.2'],
    ['app:1.x || >= 3, < 4', 'app', undefined, 'app', '1.x || >= 3, < 4'],
    ['app:*', 'app', undefined, 'app', '*'],
    ['localhost:5000/app:1 - 2', 'localhost:5000/app', undefined, 'localhost:5000/app', '1 - 2'],
    ['APP=ghcr.io/o/app:>=1', 'APP', 'ghcr.io/o/app', 'ghcr.io/o/app', '>=1'],
    [
      'localhost:5000/a=localhost:5000/b:~1',
      'localhost:5000/a',
      'localhost:5000/b',
      'localhost:5000/b',
      '~1'
    ],
    ['ghcr.io/o/app=*:^1', 'ghcr.io/o/app', undefined, 'ghcr.io/o/app', '^1']
  ])('%s', (text, name, newName, repository, constraint) => {
    expect(line(text)).toEqual([name, newName, repository, constraint])
  })

  test.each([
    ['app:latest', 'semver', '"latest" is not a constraint of versions.*use the strategy "digest"'],
    ['app:1x', 'semver', '"1x" is not a constraint of versions. "1x" is not a comparison'],
    ['app', 'digest', '"digest" needs the tag to look at. Write IMAGE:TAG.'],
    ['app:^1', 'digest', '"\\^1" is not a tag'],
    [`app:^1@sha256:${'a'.repeat(64)}`, 'semver', 'a digest, which leaves nothing to choose'],
    ['APP=*:^1', 'semver', '"APP" is not an image name, and so no registry can be asked'],
    ['https://ghcr.io/o/app:^1', 'semver', 'is not an image name'],
    ['=app:^1', 'semver', '"" is not a name'],
    ['app:^1\ndocker.io/library/app:^2', 'semver', 'images, line 2: .*line 1 asks otherwise'],
    ['', 'semver', 'images: it is empty'],
    [
      'app',
      'latest',
      '"latest" is not one of "semver", "newest-build", "alphabetical", "numerical", "digest"'
    ]
  ])('"%s" by %s is an error', (images, strategy, message) => {
    expect(complaint({ images, 'update-strategy': strategy })).toMatch(new RegExp(message))
  })

  test('a constraint is of no use to the other strategies, which is told', () => {
    expect(policies({ images: 'app:^1', 'update-strategy': 'newest-build' }).notices).toEqual([
      '"app:^1": "newest-build" takes no constraint, so that this one has no effect. Filter with "allow-tags".'
    ])
    expect(policies({ images: 'app', 'update-strategy': 'numerical' }).notices).toEqual([])
  })

  test('the same line twice is one', () => {
    expect(policies({ images: 'app:^1\napp:^1' }).images).toHaveLength(1)
  })
})

describe('filters', () => {
  const filter = (raw: Partial<RawInputs>) => policies({ images: 'app', ...raw }).images[0]?.rule.filter

  test('"any" and nothing let all tags pass', () => {
    expect(filter({})?.allow).toBeUndefined()
    expect(filter({ 'allow-tags': 'Any' })?.allow).toBeUndefined()
  })

  test('an expression of RE2 stands behind "regexp:", globs stand one a line', () => {
    const { allow, ignore, extract } =
      filter({
        'allow-tags': 'regexp:^v(\\d:)',
        'ignore-tags': '*-rc*\n# no\nregexp:^a$',
        extract: '${1}x'
      }) ?? {}
    expect(allow?.text).toBe('^v(\\d:)')
    expect(ignore?.map(({ text }) => text)).toEqual(['*-rc*', '^a$'])
    expect([ignore?.[0]?.matches('1-rc1'), ignore?.[1]?.matches('a')]).toEqual([true, true])
    expect(extract?.text).toBe('${1}x')
  })

  test.each<[Partial<RawInputs>, string]>([
    [{ 'allow-tags': '^v' }, 'allow-tags: "^v" is neither "any" nor "regexp:"'],
    [{ 'allow-tags': 'regexp:(?=a)' }, 'allow-tags: "regexp:(?=a)": it is not a regular expression of RE2'],
    [{ 'ignore-tags': 'a\n[' }, 'ignore-tags, line 2: "[": a "[" has no "]".'],
    [{ 'ignore-tags': 'a,b' }, 'ignore-tags, line 1: "a,b": no tag has a comma.'],
    [{ extract: '$1' }, 'extract: "$1" is made of groups of "allow-tags"'],
    [
      { extract: '$2', 'allow-tags': 'regexp:(a)' },
      'extract: "$2" names the group "2", which "allow-tags" has not'
    ],
    [{ extract: '$tsx', 'allow-tags': 'regexp:(?P<ts>a)' }, 'names the group "tsx"'],
    [
      { extract: '$1', 'allow-tags': 'regexp:(a)', 'update-strategy': 'newest-build' },
      'extract: "newest-build" does not compare names'
    ],
    [{ tag: 'v1' }, 'tag: "update-strategy" tells the versions already.'],
    [{ rollback: 'true' }, 'rollback: "update-strategy" tells the versions already.']
  ])('%j is an error', (raw, message) => {
    expect(complaint({ images: 'app', ...raw })).toContain(message)
  })

  test.each(['allow-tags', 'ignore-tags', 'extract'] as const)('%s alone is an error', (input) => {
    expect(complaint({ images: 'app:v1', 'update-strategy': 'false', [input]: 'any' })).toContain(
      `${input}: it is for "update-strategy", which is not given.`
    )
  })

  test('all problems are told at once', () => {
    const text = complaint({ images: 'app:latest', 'allow-tags': 'v', 'ignore-tags': '[' })
    expect(text).toContain('3 inputs are not valid')
  })
})
