import type { Case } from './outcome.ts'

/** A policy in the words of Flux's `ImagePolicy`. */
export interface FluxPolicy {
  readonly semver?: { readonly range: string }
  readonly alphabetical?: { readonly order?: string }
  readonly numerical?: { readonly order?: string }
}

/** The tags of a repository, and a policy that chooses among them. */
export interface PolicyCase extends Case {
  readonly tags: readonly string[]
  readonly policy: FluxPolicy
  readonly filter?: { readonly pattern: string; readonly extract: string }
}

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '')

const one = (
  tags: string,
  policy: FluxPolicy,
  [pattern, extract = '']: readonly string[] = [],
  differs?: string
): PolicyCase => ({
  name: `${tags} by ${JSON.stringify(policy)}${pattern === undefined ? '' : ` of ${pattern} ${extract}`}`,
  tags: words(tags),
  policy,
  ...(pattern === undefined ? {} : { filter: { pattern, extract } }),
  ...(differs === undefined ? {} : { differs })
})

const semver = (range: string): FluxPolicy => ({ semver: { range } })
const [LAST, FIRST]: readonly [FluxPolicy, FluxPolicy] = [
  { alphabetical: { order: 'asc' } },
  { alphabetical: { order: 'desc' } }
]
const [GREATEST, LEAST]: readonly [FluxPolicy, FluxPolicy] = [
  { numerical: { order: 'asc' } },
  { numerical: { order: 'desc' } }
]

const RELEASES = '0.1.0 1.0.0 1.0.1 1.1.0 1.2.0 1.2.0-rc.1 1.3.0-rc.2 1.10.0 2.0.0 latest main-abc1234 1.2 v1'
const STAMPED = 'main-a1b2-1606234201 main-c3d4-1606364286 main-e5f6-1606334092 dev-a1b2-1700000000 latest'
const UBUNTU = '16.04 16.04.1 16.10 20.04 20.10'
const SIGNATURE = `sha256-${'0a'.repeat(32)}.att`

const versions: readonly PolicyCase[] = [
  ...[
    '1.0.x',
    '^1.0',
    '~1.0',
    '=1.0.0',
    '>=1.0',
    '>0,<2.0',
    '1.2.x-0',
    '*',
    '*-0',
    '>=1.2.0-0 <1.4',
    '3.x',
    '1 || 2',
    '<=1'
  ].map((range) => one(RELEASES, semver(range))),
  ...['1.0.0p', '1x', 'a', '-1', 'latest'].map((range) => one(RELEASES, semver(range))),
  one('1.0.0 1.0.0.1 1.0.0p 1.0.1 1.2.0 0.1.0', semver('1.0.x')),
  one('v1.2.3 v1.0.0 v0.1.0', semver('1.0.x')),
  one('b1.2.3 b1.0.0', semver('1.0.x')),
  one('', semver('1.0.x')),
  one('v1.0.0 1.0.0', semver('1.x')),
  one('1.0.0-rc9 1.0.0-rc10 1.0.0-rc.9', semver('>=1.0.0-0')),
  one('2024.01.05 2024.02.01 2023.12.31', semver('>=2024')),
  one('1.2.3-alpine3.19 1.2.3 1.2.4-alpine3.19', semver('1.x'))
]

const names: readonly PolicyCase[] = [
  ...[
    UBUNTU,
    'xenial yakkety zesty artful bionic',
    '1606364286 1606234201',
    '1.0 1.0.0 Zeta _x alpha v1.9.0 v1.10.0',
    ''
  ].flatMap((tags) => [one(tags, LAST), one(tags, FIRST), one(tags, { alphabetical: {} })]),
  one(UBUNTU, { alphabetical: { order: 'DESC' } }),
  one(`v1 ${SIGNATURE}`, FIRST, [], 'attachments-never-chosen')
]

const numbers: readonly PolicyCase[] = [
  ...[
    '1 10 9',
    '-78 73 0',
    '1.5 1.25 1e1 0x1p4',
    '1.0 1.00 0.9',
    '1_000 999',
    'Inf 1',
    '007 8',
    '0 1a b',
    ''
  ].flatMap((tags) => [one(tags, GREATEST), one(tags, LEAST)])
]

const filtered: readonly PolicyCase[] = [
  one(STAMPED, GREATEST, ['^main-[a-f0-9]+-(?P<ts>[0-9]+)$', '$ts']),
  one(STAMPED, LEAST, ['^main-[a-f0-9]+-(?P<ts>[0-9]+)$', '${ts}']),
  one(STAMPED, LAST, ['^main-[a-f0-9]+-(?<ts>.*)', '$ts']),
  one(STAMPED, GREATEST, ['^main-[a-f0-9]+-(?P<ts>[0-9]+)$']),
  one(STAMPED, GREATEST, ['^main-[a-f0-9]+-(?P<ts>[0-9]+)$', '${ts}0']),
  one(STAMPED, LAST, ['^none', '$0']),
  one('test-1.0.0 test-1.2.0 prod-2.0.0', semver('1.x'), ['^test-(.*)$', '$1']),
  one('v1_2 v1_10 v2_1', semver('1.x'), ['^v(\\d+)_(\\d+)$', '${1}.$2.0']),
  one('v1_2 v1_10 v2_1', LAST, ['^v(\\d+)_(\\d+)$', '$1_$2']),
  one('ver1 ver2 ver3 rel1', GREATEST, ['ver(\\d+)', '$1']),
  one('ver1 ver2 ver3 rel1', LAST, ['ver(\\d+)', '$$1']),
  one('a-1 b-1', GREATEST, ['-(\\d)$', '$1']),
  one('V1 v2 x3', LAST, ['(?i)^v']),
  one('1.0-rc1 1.0', LAST, ['rc', '$0']),
  one('v1', LAST, ['^test-(.*']),
  one('v1', LAST, ['(?=v)']),
  one('v1 v2', LAST, [''])
]

/** What Flux's policies choose. */
export const policyCases: readonly PolicyCase[] = [...versions, ...names, ...numbers, ...filtered]

/** Globs, and tags that some of them match. */
export const GLOBS: readonly string[] = [
  ...[
    'latest',
    '*-rc*',
    'v?.*',
    '[0-9]*',
    '1.*',
    '*',
    '',
    '[',
    '{a,b}',
    '\\*',
    '[^0-9]*',
    '[a-c]*',
    '[a\\-z]',
    '[]',
    '[a',
    '[a-]'
  ],
  ...[
    '[-a]',
    'a\\',
    '[^]',
    '**',
    '*a*b',
    '?',
    '??',
    '[\\]]',
    '[z-a]',
    'v1.[0-9].[0-9]*',
    '*[0-9]',
    '[a-cx-z]*',
    '[[]',
    '[^a-z]*'
  ]
]

export const GLOB_TAGS: readonly string[] = [
  ...[
    'latest',
    '1.0-rc1',
    'v1.2',
    '1.2',
    '1.2/3',
    'a',
    '',
    '{a,b}',
    '*',
    '-',
    'ab',
    'xaxb',
    'a/b',
    ']',
    'b',
    'v1.2.3',
    'v1.2.34',
    '['
  ],
  ...['z', 'abc', 'sha-1', 'Z', '9']
]
