import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { NO_ANCESTRIES, type Ancestry } from '../../../src/core/version/ancestry.ts'
import { orderTags, type Order } from '../../../src/core/version/order.ts'

const SHA = '1a2b3c4d5e6f708192a3b4c5d6e7f80912345678'
const OTHER = '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432'

const orderOf = (wanted: string, current: string): Order => orderTags(wanted, current, NO_ANCESTRIES).order

const opposite: Readonly<Record<Order, Order>> = {
  newer: 'older',
  older: 'newer',
  same: 'same',
  unknown: 'unknown'
}

/** Pairs of a tag and one that is newer. */
const ascending: readonly (readonly [what: string, older: string, newer: string])[] = [
  ['the last number of a version', '1.2.3', '1.2.4'],
  ['numbers, not letters', '1.9', '1.10'],
  ['numbers in the middle', '1.9.9', '1.10.0'],
  ['the first number before all others', '1.99.99', '2.0.0'],
  ['versions with a "v"', 'v1.2.3', 'v1.2.4'],
  ['a "v" or none: it is the same scheme', '1.2.3', 'v1.2.4'],
  ['four numbers', '1.2.3.4', '1.2.3.10'],
  ['numbers beyond 2^53', '1.0.9007199254740993', '1.0.9007199254740994'],
  ['versions of different lengths that differ before they end', '1.9', '1.10.1'],
  ['a prerelease before its release', '1.2.3-rc.1', '1.2.3'],
  ['prereleases by their stages', '1.2.3-alpha.9', '1.2.3-beta.1'],
  ['a stage and its abbreviation', '1.2.3a2', '1.2.3-beta.1'],
  ['prereleases by their numbers', '1.2.3-rc.9', '1.2.3-rc.10'],
  ['prereleases without a dot', '1.2.3-rc1', '1.2.3-rc2'],
  ['a bare prerelease before a numbered one', '1.2.3-rc', '1.2.3-rc.1'],
  ['a release before the prerelease of the next', '1.2.3', '1.2.4-alpha.1'],
  ['a prerelease with a commit before its release', '1.2.3-dev-1a2b3c4', '1.2.3'],
  ['prereleases with commits', '1.2.3-dev.5-9f8e7d6', '1.2.3-dev.6-1a2b3c4'],
  ['snapshots', '1.2.3-SNAPSHOT', '1.2.3'],
  ['revisions of one version', '1.2.3-9', '1.2.3-10'],
  ['revisions with a word', '1.2.3-r1', '1.2.3-r2'],
  ['pseudo-versions of Go', '1.2.3-0.20261124015900-1a2b3c4d5e6f', '1.2.3-0.20261125015900-0f1e2d3c4b5a'],
  ['commits behind a release, as git describes them', 'v1.2.3', 'v1.2.3-5-g1a2b3c4'],
  ['more commits behind a release', 'v1.2.3-5-g9f8e7d6', 'v1.2.3-12-g1a2b3c4'],
  ['one variant of two versions', '1.2.3-alpine', '1.2.4-alpine'],
  ['one variant with numbers', '1.2.3-alpine3.18', '1.10.0-alpine3.18'],
  ['versions behind a name', 'api-v1.2.3', 'api-v1.2.4'],
  ['versions with commits', '1.2.3-9f8e7d6', '1.2.4-1a2b3c4'],
  ['calendar versions', '2026.2.11', '2026.11.2'],
  ['calendar versions with zeros', '2026.02.11', '2026.11.02'],
  ['days', '20261124', '20261201'],
  ['days with hyphens', '2026-11-24', '2026-12-01'],
  ['days and times', '20261124-0159', '20261124-1200'],
  ['a later day at an earlier time', '20261124-2359', '20261125-0001'],
  ['ISO times without colons', '2026-11-24T01.59', '2026-11-24T13.00'],
  ['ISO times with a zone', '2026-11-24T01-59-30Z', '2026-11-24T01-59-31Z'],
  ['calendar days with a time', '2026.11.24T01.59', '2026.11.25T00.10'],
  ['fourteen digits', '20261124015900', '20261124020000'],
  ['counters of a day', '20261124-9', '20261124-10'],
  ['counters of a day behind a dot', '20261124.9', '20261124.10'],
  ['a day, of whatever counter', '20261124-10', '20261125'],
  ['days with commits', '20261124-9f8e7d6', '20261125-1a2b3c4'],
  ['seconds since 1970', '1732400000', '1732400001'],
  ['milliseconds since 1970', '1732400000000', '1732400000001'],
  ["the tags of Flux's guide", 'main-9f8e7d6-1732400000', 'main-1a2b3c4-1732400001'],
  ['those with a short name of digits alone', 'main-9f8e7d6-1732400000', 'main-1234567-1732400001'],
  ['those of any branch', 'feature-12-9f8e7d6-1732400000', 'feature-12-1a2b3c4-1732400001'],
  ['moments within a variant', '1.2.3-alpine-20261124', '1.2.3-alpine-20261125'],
  ['numbers', '9', '10'],
  ['numbers of runs', '9876543210', '12345678901'],
  ['builds', 'build-99', 'build-100'],
  ['builds of seven digits: the word says that they count', 'build-1234567', 'build-1234568'],
  ['numbers behind a "v"', 'v9', 'v10'],
  ['numbers with a variant', '9-alpine', '10-alpine'],
  ['numbers behind a branch that lasts', 'main-9', 'main-10'],
  ['numbers with commits', 'main-9-9f8e7d6', 'main-10-1a2b3c4'],
  ['commits with numbers', '9f8e7d6-9', '1a2b3c4-10'],
  ['runs and attempts', '9-2', '10-1'],
  ['attempts of one run', '9-1', '9-2']
]

/** Pairs that nothing puts in an order. */
const incomparable: readonly (readonly [what: string, one: string, other: string])[] = [
  ['moving tags', 'latest', 'stable'],
  ['a moving tag and a version', 'latest', '1.2.3'],
  ['a version that moves and one of its own', '1.2', '1.2.3'],
  ['a major version and a version', 'v1', 'v1.2.3'],
  ['two variants of one version', '1.2.3-alpine', '1.2.3-slim'],
  ['two variants of two versions', '1.2.3-alpine', '1.2.4-slim'],
  ['a version and a variant of another', '1.2.3', '1.2.4-alpine'],
  ['one variant on two systems', '1.2.3-alpine3.18', '1.2.3-alpine3.19'],
  ['a version and a revision of it, which semver calls a prerelease', '1.2.3', '1.2.3-1'],
  ['prereleases that semver and people order differently', '1.2.3-rc9', '1.2.3-rc10'],
  ['prereleases whose words are in no one order', '1.2.3-dev.1', '1.2.3-beta.1'],
  ['names of two applications', 'api-1.2.3', 'web-1.2.4'],
  ['branches', 'main-9', 'dev-10'],
  ['branches in the tags of Flux', 'main-9f8e7d6-1732400000', 'dev-1a2b3c4-1732400001'],
  ['pull requests', 'pr-12', 'pr-13'],
  ['pull requests with commits', 'pr-12-9f8e7d6', 'pr-13-1a2b3c4'],
  ['tickets', 'ABC-12', 'ABC-13'],
  ['versions of a language', 'java17', 'java21'],
  ['a number and a version', '123', '1.2.3'],
  ['a number and a build', '123', 'build-124'],
  ['a day and a time', '20261124', '20261124-0159'],
  ['times of different precision', '20261124-0159', '20261124-015930'],
  ['days spelled differently', '20261124', '2026-11-25'],
  ['seconds and milliseconds', '1732400000', '1732400000001'],
  ['a calendar version and its rebuild', '2026.11.24', '2026.11.24-1'],
  ['a run and its second attempt', '9', '9-2'],
  ['commits', SHA, OTHER],
  ['short names of commits', '1a2b3c4', '9f8e7d6'],
  ['short names of digits alone: they may be commits', '1234567', '1234568'],
  ['eight digits that are no day', '12345678', '12345679'],
  ['forty digits', '1'.repeat(40), '2'.repeat(40)],
  ['a commit and a number', '1a2b3c4', '12'],
  ['a commit and a version', '1a2b3c4', '1.2.3'],
  ['a version with a commit, and without', '1.2.3-1a2b3c4', '1.2.3'],
  ['one version of two commits', '1.2.3-1a2b3c4', '1.2.3-9f8e7d6'],
  ['upper case', 'Main-9', 'main-10']
]

const same: readonly (readonly [string, string])[] = [
  ['latest', 'latest'],
  ['v1.2.3', '1.2.3'],
  ['1.2.3+build.1', '1.2.3+build.2'],
  [SHA, SHA.slice(0, 7)],
  [`sha-${SHA}`, `sha-${SHA.slice(0, 8)}`]
]

describe('the order of tags', () => {
  test.each(ascending)('%s: %s is older than %s', (_what, older, newer) => {
    expect([orderOf(newer, older), orderOf(older, newer)]).toEqual(['newer', 'older'])
  })

  test.each(incomparable)('%s: %s and %s have none', (_what, one, other) => {
    expect([orderOf(one, other), orderOf(other, one)]).toEqual(['unknown', 'unknown'])
  })

  test.each(same)('%s and %s are the same', (one, other) => {
    expect([orderOf(one, other), orderOf(other, one)]).toEqual(['same', 'same'])
  })

  test('is told with a reason', () => {
    expect(orderTags('1.9', '1.10', NO_ANCESTRIES).reason).toBe('"1.9" is a lower version than "1.10"')
    expect(orderTags('build-9', 'build-10', NO_ANCESTRIES).reason).toBe(
      '"build-9" has a lower number than "build-10"'
    )
    expect(orderTags('20261124', '20261125', NO_ANCESTRIES).reason).toBe(
      '"20261124" is of an earlier time than "20261125"'
    )
  })
})

describe('commits', () => {
  test.each([
    [SHA, OTHER],
    [`sha-${SHA}`, `sha-${OTHER}`],
    ['main-1a2b3c4', 'main-9f8e7d6'],
    ['1a2b3c4-amd64', '9f8e7d6-amd64'],
    ['1.2.3-1a2b3c4', '1.2.3-9f8e7d6'],
    ['v1.2.3-5-g1a2b3c4', 'v1.2.3-5-g9f8e7d6'],
    ['1234567', '1a2b3c4']
  ])('%s and %s are to be asked for', (wanted, current) => {
    const { commits } = orderTags(wanted, current, NO_ANCESTRIES)
    expect(wanted).toContain(commits?.head)
    expect(current).toContain(commits?.base)
    expect(commits?.head).toMatch(/^[0-9a-f]{7,40}$/)
  })

  test.each([
    ['main-1a2b3c4', 'dev-9f8e7d6'],
    ['1a2b3c4', 'latest'],
    ['pr-12-1a2b3c4', 'pr-13-9f8e7d6'],
    ['1a2b3c4-9f8e7d6', '9f8e7d6-1a2b3c4'],
    ['123', '124'],
    ['9876543210', '987654321'],
    ['1.2.3', '1.2.4'],
    [SHA, SHA.slice(0, 7)]
  ])('%s and %s are not', (wanted, current) => {
    expect(orderTags(wanted, current, NO_ANCESTRIES).commits).toBeUndefined()
  })

  test.each([
    ['ahead', 'newer', 'descends from'],
    ['behind', 'older', 'is an ancestor of'],
    ['identical', 'same', 'is the same commit as'],
    ['diverged', 'unknown', 'is on another line of history than'],
    ['unknown', 'unknown', 'is a commit, and so is']
  ] satisfies [Ancestry | 'unknown', Order, string][])(
    'that are known to be %s make the tag %s',
    (ancestry, order, phrase) => {
      const known = new Map([[`${OTHER}...${SHA}`, ancestry] as const])
      expect(orderTags(`sha-${SHA}`, `sha-${OTHER}`, known)).toMatchObject({
        order,
        reason: `"sha-${SHA}" ${phrase} "sha-${OTHER}"`
      })
    }
  )

  test('do not speak against a version', () => {
    const known = new Map([['9f8e7d6...1a2b3c4', 'behind'] as const])
    expect(orderTags('1.2.4-1a2b3c4', '1.2.3-9f8e7d6', known).order).toBe('newer')
  })
})

describe('whatever the tags', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{7,12}$/)
  const number = fc.oneof(fc.nat(30), fc.nat()).map(String)
  const word = fc.constantFrom(
    'v',
    'main',
    'rc',
    'alpha',
    'alpine',
    'build',
    'pr',
    'T',
    'g',
    'r',
    '20261124',
    '1732400000'
  )
  const separator = fc.constantFrom('', '-', '.', '_')
  const tag = fc
    .array(fc.tuple(fc.oneof(hex, number, word), separator), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.flat().join(''))
  const alike = fc
    .tuple(tag, fc.nat(20), fc.nat(20))
    .map(([text, one, other]) => [text + String(one), text + String(other)] as const)
  const pair = fc.oneof(fc.tuple(tag, tag), alike)

  test('what is newer one way round is older the other way round', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        expect(orderOf(one, other)).toBe(opposite[orderOf(other, one)])
      }),
      { numRuns: 3000 }
    )
  })

  test('a tag is the same as itself', () => {
    fc.assert(
      fc.property(tag, (one) => {
        expect(orderOf(one, one)).toBe('same')
      })
    )
  })

  test('versions of three numbers are ordered by them', () => {
    const version = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12))
    fc.assert(
      fc.property(version, version, (one, other) => {
        const index = one.findIndex((value, position) => value !== other[position])
        const expected = index < 0 ? 'same' : (one[index] ?? 0) > (other[index] ?? 0) ? 'newer' : 'older'
        expect(orderOf(`v${one.join('.')}`, `v${other.join('.')}`)).toBe(expected)
      })
    )
  })

  test('a long tag is read in no time', () => {
    const long = [
      'a'.repeat(128),
      'a-'.repeat(64),
      '1-'.repeat(64),
      '1.'.repeat(64),
      '20261124-'.repeat(14),
      'a1'.repeat(64)
    ]
    const started = performance.now()
    for (const one of long) for (const other of long) orderOf(`${one}!`, other)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
