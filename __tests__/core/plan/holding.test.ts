import { describe, expect, test } from '@jest/globals'
import type { Wanted } from '../../../src/core/image/wanted.ts'
import { FORMAT_NAMES } from '../../../src/core/manifest/manifest.ts'
import { holdingIn } from '../../../src/core/plan/holding.ts'
import { kustomization } from '../../scenarios/manifests.ts'

const OID = 'a'.repeat(40)
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`

const rollback = (...from: readonly string[]): string =>
  `revert: roll back\n\nRollback-To: ${OID}\n${from.map((each) => `Rollback-From: ${each}\n`).join('')}`

/** A version of the manifest: what it names, and the message of the commit. */
type Version = readonly [image: string, message: string, ...brought: readonly string[]]

const holding = (
  versions: readonly Version[],
  wish: Partial<Wanted>,
  isComplete = true,
  oids: readonly string[] = []
) => {
  const history = {
    path: 'pod.yaml',
    versions: versions.map(([image, message, ...brought], index) => ({
      commit: { oid: oids[index] ?? String(index), position: index, message },
      brought: brought.map((each, at) => ({ oid: `brought${String(at)}`, message: each })),
      text: image === '' ? undefined : `kind: Pod\nspec:\n  containers:\n    - image: ${image}\n`
    })),
    isComplete
  }
  const wanted: Wanted = {
    name: 'acme/api',
    newName: undefined,
    tag: { set: 'v2' },
    digest: 'unsaid',
    ...wish
  }
  const found = holdingIn(history, { path: 'pod.yaml', aims: [{}] }, wanted, FORMAT_NAMES)
  return found.kind === 'held' ? `held by ${found.by.oid}` : found.kind
}

const BACK: readonly Version[] = [
  ['acme/api:v1', rollback('acme/api:v2')],
  ['acme/api:v2', 'chore: v2'],
  ['acme/api:v1', 'chore: v1']
]

describe('a version that was rolled back from', () => {
  test('is held', () => {
    expect(holding(BACK, {})).toBe('held by 0')
  })

  test('stays held by the commit that did it, whatever else changes in the file', () => {
    expect(holding([['acme/api:v1', 'docs: a comment'], ...BACK], {})).toBe('held by 1')
  })

  test.each([
    ['another version', { tag: { set: 'v3' } }],
    ['another image', { name: 'acme/web' }]
  ] satisfies [string, Partial<Wanted>][])('does not hold %s', (_what, wish) => {
    expect(holding(BACK, wish)).toBe('free')
  })

  test('is free once a later commit has changed the image, to whatever', () => {
    expect(holding([['acme/api:v0', 'chore: v0'], ...BACK], {})).toBe('free')
    expect(holding([['acme/api:v1', 'chore: again'], ['acme/api:v2', 'chore: on'], ...BACK], {})).toBe('free')
  })

  test('is free where the change was no rollback, or one from something else', () => {
    const changed = (message: string): readonly Version[] => [['acme/api:v1', message], ...BACK.slice(1)]
    expect(holding(changed('revert by hand'), {})).toBe('free')
    expect(holding(changed(rollback('acme/api:v3')), {})).toBe('free')
    expect(holding(changed(rollback('acme/web:v2')), {})).toBe('free')
    expect(holding(changed('Rollback-From: acme/api:v2'), {})).toBe('free')
  })

  test('is known by the names that its places have, whatever it is wanted by', () => {
    const marked = (tag: string): string => `acme/api:${tag} # {"$imagepolicy": "apps:api"}`
    const versions: readonly Version[] = [
      [marked('v1'), rollback('acme/api:v2')],
      [marked('v2'), 'chore: v2']
    ]
    expect(holding(versions, { name: 'apps:api' })).toBe('held by 0')
  })

  test('is known by the new name of the image, and by other spellings', () => {
    expect(holding(BACK, { newName: 'acme/api' })).toBe('held by 0')
    expect(holding([['acme/api:v1', rollback('docker.io/acme/api:v2')], ...BACK.slice(1)], {})).toBe(
      'held by 0'
    )
  })
})

describe('a rollback of a rollback', () => {
  const twice: readonly Version[] = [
    ['acme/api:v1', rollback('acme/api:v2')],
    ['acme/api:v2', rollback('acme/api:v3')],
    ['acme/api:v3', 'chore: v3'],
    ['acme/api:v2', 'chore: v2'],
    ['acme/api:v1', 'chore: v1']
  ]
  test.each([
    ['v3', 'held by 1'],
    ['v2', 'held by 0'],
    ['v4', 'free']
  ])('holds what either was from: %s is %s', (tag, expected) => {
    expect(holding(twice, { tag: { set: tag } })).toBe(expected)
  })

  test('is lifted by a later commit as a whole', () => {
    expect(holding([['acme/api:v0', 'chore: v0'], ...twice], { tag: { set: 'v3' } })).toBe('free')
  })

  test('from a version that came after holds what the first one held', () => {
    const since: readonly Version[] = [
      ['acme/api:v1', rollback('acme/api:v3')],
      ['acme/api:v3', 'chore: v3'],
      ...BACK
    ]
    expect(holding(since, {})).toBe('held by 2')
    expect(holding(since.slice(1), {})).toBe('free')
  })

  test('speaks out of a squash that keeps the messages of its commits, too', () => {
    expect(holding([['acme/api:v1', `Merge\n\n* ${rollback('acme/api:v2')}`], ...BACK.slice(1)], {})).toBe(
      'held by 0'
    )
  })
})

describe('a merge', () => {
  const merged = (tag: string, ...brought: readonly string[]): readonly Version[] => [
    [`acme/api:${tag}`, 'Merge', ...brought],
    ['acme/api:v2', 'chore: v2'],
    ['acme/api:v1', 'chore: v1']
  ]
  const back = rollback('acme/api:v2')
  const known = ['0', '1', OID]

  test.each([
    ['holds', [back], 'v1', 'held by 0'],
    ['does not hold where a later version came in, too', ['chore: v3', back], 'v3', 'free'],
    ['holds whatever else came in later', ['chore: another image', back], 'v1', 'held by 0'],
    ['holds what a rollback in it took further back', [rollback('acme/api:v1'), back], 'v1', 'held by 0']
  ])('that brings a rollback %s', (_what, brought, tag, expected) => {
    expect(holding(merged(tag, ...brought), {}, true, known)).toBe(expected)
    // As with the commit of another manifest, which the past of this one does not have.
    expect(holding(merged(tag, ...brought), {})).toBe(expected)
  })

  test('does not hold for what came in later and had run before', () => {
    const versions: readonly Version[] = [...merged('v0', 'chore: v0', back), ['acme/api:v0', 'chore: v0']]
    expect(holding(versions, {}, true, known)).toBe('free')
  })

  test('takes another rollback for none of a version that came in with it', () => {
    const since: readonly Version[] = [
      ['acme/api:v3', 'Merge', rollback('acme/web:v2'), 'chore: v3'],
      ...BACK
    ]
    expect(holding(since, {}, true, ['0', '1', '2', OID])).toBe('free')
  })

  test('tells nothing where the version may have run before what is known', () => {
    expect(holding(merged('v3', 'chore: v3', back), {}, false)).toBe('unknown')
  })
})

test('a past at which two entries of the image disagreed ends it as any change does', () => {
  const texts = [['acme/api:v1'], ['acme/api:v1', 'acme/api:v2'], ['acme/api:v1']]
  const versions = texts.map((images, position) => ({
    commit: {
      oid: String(position),
      position,
      message: position === 2 ? rollback('acme/api:v2') : 'by hand'
    },
    brought: [],
    text: kustomization(...images)
  }))
  const wish = { name: 'acme/api', newName: undefined, tag: { set: 'v2' }, digest: 'unsaid' } as const
  const path = 'kustomization.yaml'
  const found = holdingIn({ path, versions, isComplete: true }, { path, aims: [{}] }, wish, FORMAT_NAMES)
  expect(found).toEqual({ kind: 'free' })
})

describe('digests', () => {
  const pinned: readonly Version[] = [
    [`acme/api:v1`, rollback(`acme/api:v2@${digest('2')}`)],
    [`acme/api:v2@${digest('2')}`, 'chore: v2']
  ]
  test.each([
    ['the same', { digest: { set: digest('2') } }, 'held by 0'],
    ['another, of the same tag', { digest: { set: digest('3') } }, 'free'],
    ['none', {}, 'held by 0'],
    ['the same without a tag', { tag: 'unsaid', digest: { set: digest('2') } }, 'held by 0']
  ] satisfies [string, Partial<Wanted>, string][])('%s: %s', (_what, wish, expected) => {
    expect(holding(pinned, wish)).toBe(expected)
  })
})

describe('how far the past is known', () => {
  const same: readonly Version[] = [
    ['acme/api:v1', 'docs'],
    ['acme/api:v1', rollback('acme/api:v2')]
  ]
  test('a change that lies before what is known is unknown', () => {
    expect(holding(same, {}, false)).toBe('unknown')
  })

  test('the first commit of all is a change, too', () => {
    expect(holding(same, {}, true)).toBe('held by 1')
    expect(holding([['acme/api:v1', 'first']], {})).toBe('free')
  })

  test('without any past, nothing is held', () => {
    expect(holding([], {})).toBe('free')
  })

  test('a file that was gone in between was changed', () => {
    expect(holding([['acme/api:v1', 'back again'], ['', 'gone'], ...BACK], {})).toBe('free')
  })
})
