/** An image of an Application with annotations of Argo CD Image Updater, and the tags that its registry has. */
export interface UpdaterCase {
  readonly name: string
  /** `[ALIAS=]IMAGE[:CONSTRAINT]`. */
  readonly image: string
  /** Without the updater's prefix. */
  readonly annotations: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  /** When images were made, in seconds since 1970; those that are left out do not tell. */
  readonly created?: Readonly<Record<string, number>>
  /** The intended difference that this case shows; none, where both choose the same. */
  readonly differs?: string
}

const IMAGE = 'registry.example/acme/app'

const VERSIONS = ['0.1', '0.5.1', '0.9', '1.0', '1.0.1', '1.1.2', '2.0.3']
const MIXED = ['v1.2.0', '1.10.0', '1.9.0', 'v2.0.0-rc.1', '2.0.0-beta', 'latest', 'main', '1.2.3-alpine3.19']
const BUILDS = ['main-1a2b3c4-1700000000', 'main-5d6e7f8-1700000100', 'dev-9a8b7c6-1700000200', 'main', 'x']
const NAMES = ['16.04', '16.10', '20.04', '20.10', '9', 'Zeta', '_x', 'alpha', 'v1.10.0', 'v1.9.0']
const CALENDAR = ['2024.01.05', '2024.1.6', '2023.12.31', '20240107', '2024.01']

const of = (
  name: string,
  constraint: string,
  annotations: Readonly<Record<string, string>>,
  tags: readonly string[],
  more: Partial<UpdaterCase> = {}
): UpdaterCase => ({
  name,
  image: `app=${IMAGE}${constraint === '' ? '' : `:${constraint}`}`,
  annotations,
  tags,
  ...more
})

const semver = (constraint: string, tags: readonly string[], more: Partial<UpdaterCase> = {}): UpdaterCase =>
  of(`"${constraint}" of ${tags.slice(0, 2).join(', ')} and so on`, constraint, {}, tags, more)

/** What each constraint admits, of several lists. */
const versions: readonly UpdaterCase[] = [
  ...[
    '^1.0',
    '~1.0',
    '1.x',
    '>=1.0.1 <2',
    '>=1.0 <1.1',
    '2',
    '3',
    '*',
    '1 || 2',
    '!=2.0.3',
    '<1',
    '=1.0'
  ].map((constraint) => semver(constraint, VERSIONS)),
  ...['^1.0', '>=2-0', '~1.2-0', '*', 'v1.2', '1.9.0 - 2', '<=1.9'].map((constraint) =>
    semver(constraint, MIXED)
  ),
  ...['>=2024', '2024.1.x', '~2023', '*'].map((constraint) => semver(constraint, CALENDAR)),
  semver('^1', ['1.0', '1.0.0', 'v1.0.0', '1.0.0+a']),
  semver('*', ['latest', 'main']),
  semver('1x', VERSIONS),
  semver('latest', VERSIONS)
]

/** Filters of tags. */
const filters: readonly UpdaterCase[] = [
  of('what a pattern allows', '', { 'app.allow-tags': 'regexp:^1\\.' }, VERSIONS),
  of('what a pattern allows anywhere', '*', { 'app.allow-tags': 'regexp:[05]\\.1$' }, VERSIONS),
  of('what a pattern of all images allows', '*', { 'allow-tags': 'regexp:^0' }, VERSIONS),
  of(
    'its own pattern before that of all',
    '*',
    { 'app.allow-tags': 'regexp:^1', 'allow-tags': 'regexp:^0' },
    VERSIONS
  ),
  of('any tag', '*', { 'app.allow-tags': 'any' }, VERSIONS),
  of('what a glob leaves', '*', { 'app.ignore-tags': '2.*' }, VERSIONS),
  of('what globs leave', '*', { 'app.ignore-tags': '2.* , 1.1.?' }, VERSIONS),
  of('what globs of all images leave', '*', { 'ignore-tags': '[12]*' }, VERSIONS),
  of('nothing that is left', '*', { 'app.ignore-tags': '*' }, VERSIONS),
  of('what both leave', '*', { 'app.allow-tags': 'regexp:^1', 'app.ignore-tags': '1.1.*' }, VERSIONS),
  of('a pattern in other letters', '*', { 'app.allow-tags': 'RegExp:^1' }, VERSIONS),
  of('any in other letters', '*', { 'app.allow-tags': 'Any' }, VERSIONS),
  of('nothing ignored of its own', '*', { 'app.ignore-tags': '', 'ignore-tags': '2.*' }, VERSIONS),
  of('the former name of allow-tags', '*', { 'app.tag-match': 'regexp:^1' }, VERSIONS)
]

const made = (tags: readonly string[], times: readonly number[]): Readonly<Record<string, number>> =>
  Object.fromEntries(tags.flatMap((tag, index) => (times[index] === undefined ? [] : [[tag, times[index]]])))

/** The other strategies. */
const strategies: readonly UpdaterCase[] = [
  ...[NAMES, BUILDS, MIXED, CALENDAR].map((tags) =>
    of(`alphabetical, of ${tags[0] ?? ''} and so on`, '', { 'app.update-strategy': 'alphabetical' }, tags)
  ),
  of('by the former name of alphabetical', '', { 'app.update-strategy': 'name' }, NAMES),
  of(
    'alphabetical with a pattern',
    '',
    { 'app.update-strategy': 'alphabetical', 'app.allow-tags': 'regexp:^main-' },
    BUILDS
  ),
  of('by the strategy of all images', '', { 'update-strategy': 'alphabetical' }, NAMES),
  ...['SemVer', 'Alphabetical', 'NAME'].map((strategy) =>
    of(`by a strategy in other letters, ${strategy}`, '', { 'app.update-strategy': strategy }, NAMES)
  ),
  of('semver by its own name', '^1', { 'app.update-strategy': 'semver' }, VERSIONS),
  of('the newest build', '', { 'app.update-strategy': 'newest-build' }, BUILDS, {
    created: made(BUILDS, [5, 3, 9, 1, 2])
  }),
  of(
    'the newest build of those allowed',
    '',
    { 'app.update-strategy': 'newest-build', 'app.allow-tags': 'regexp:^main' },
    BUILDS,
    { created: made(BUILDS, [5, 3, 9, 1, 2]) }
  ),
  of('the newest of builds of one moment', '', { 'app.update-strategy': 'newest-build' }, BUILDS, {
    created: made(BUILDS, [5, 5, 5, 5, 5])
  }),
  of(
    'the newest of builds of which some do not tell',
    '',
    { 'app.update-strategy': 'latest' },
    ['b', 'a', 'c'],
    { created: { b: 1, a: 2 } }
  ),
  of('of builds that do not tell, none', '', { 'app.update-strategy': 'newest-build' }, ['b', 'a'], {
    created: {}
  }),
  of('the tag of a digest', 'main', { 'app.update-strategy': 'digest' }, BUILDS, {
    created: made(BUILDS, [1, 1, 1, 1, 1])
  }),
  of('a tag of a digest that is not there', 'gone', { 'app.update-strategy': 'digest' }, BUILDS, {
    created: {}
  })
]

const SIGNATURE = `sha256-${'0a'.repeat(32)}.sig`

const differing: readonly UpdaterCase[] = [
  of('a prerelease, without a constraint', '', {}, ['v2.2.0', 'v2.3.0-rc.1'], {
    differs: 'no-constraint-means-releases'
  }),
  of('an unknown strategy', '', { 'app.update-strategy': 'best' }, VERSIONS, {
    differs: 'invalid-is-an-error'
  }),
  of('a glob that is none', '*', { 'app.ignore-tags': '[' }, VERSIONS, { differs: 'invalid-is-an-error' }),
  of('a signature', '', { 'app.update-strategy': 'alphabetical' }, ['1', SIGNATURE], {
    differs: 'attachments-are-no-images'
  })
]

/** Everything that both are asked to choose. */
export const updaterCases: readonly UpdaterCase[] = [...versions, ...filters, ...strategies, ...differing]
