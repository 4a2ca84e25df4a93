import { comparePrereleases, compareVersions, parseVersion, type Version } from './semver.ts'

/*
 * Constraints as github.com/Masterminds/semver understands them. The forms look like npm's, their meaning is not always: `=1.2`
 * and `1.2` are `~1.2`, `>11` begins at 12, `<=11` reaches to the end of 11, commas join, and a prerelease is admitted when any
 * part of its group names one.
 */

/** Which versions are admitted. */
export interface Constraint {
  readonly text: string
  readonly admits: (version: Version) => boolean
}

/** Why a text is no constraint, as a sentence. */
export class ConstraintError extends Error {}

/** How much of a bound is written: `*` nothing, `1` and `1.x` the major number, `1.2` the minor, `1.2.3` all. */
type Precision = 'nothing' | 'major' | 'minor' | 'all'

interface Bound {
  readonly version: Version
  readonly precision: Precision
}

type Test = (version: Version, bound: Bound) => boolean

interface Comparison {
  readonly bound: Bound
  readonly test: Test
}

const LONGEST = 512
const MOST_GROUPS = 32
const BLANK = '[\\t\\n\\f\\r ]'
// The library takes "|" for a digit here, so that "1||2 - 3" means ">=1 || 2, <=3".
const PLACE = '[0-9|xX*]+'
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
const PARTIAL = `v?${PLACE}(?:\\.${PLACE}){0,2}(?:-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?`
const RANGE = new RegExp(`${BLANK}*(${PARTIAL})${BLANK}+-${BLANK}+(${PARTIAL})${BLANK}*`, 'g')
const ITEM = new RegExp(
  `^(?<operator>=|!=|>|<|>=|=>|<=|=<|~|~>|\\^|)${BLANK}*v?(?<major>${PLACE})(?:\\.(?<minor>${PLACE}))?(?:\\.(?<patch>${PLACE}))?` +
    `(?:-(?<prerelease>${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`
)
const BLANKS_BEHIND_OPERATOR = new RegExp(`([=<>~^])${BLANK}+(?=[0-9xX*v])`, 'g')
const SEPARATOR = new RegExp(`${BLANK}*,${BLANK}*|${BLANK}+`)

const isOpen = (place: string | undefined): boolean => place === undefined || /^[xX*]$/.test(place)

const isSameMajor: Test = (version, { version: { major } }) => version.major === major
const isSameMinor: Test = (version, bound) =>
  isSameMajor(version, bound) && version.minor === bound.version.minor

const isBelow: Test = (version, bound) => compareVersions(version, bound.version) < 0
const isEqual: Test = (version, bound) => compareVersions(version, bound.version) === 0

const isAbove: Test = (version, bound) => {
  if (bound.precision === 'major') return version.major > bound.version.major
  if (bound.precision === 'minor' && isSameMajor(version, bound)) return version.minor > bound.version.minor
  return compareVersions(version, bound.version) > 0
}

const isAtMost: Test = (version, bound) => {
  if (bound.precision === 'all') return compareVersions(version, bound.version) <= 0
  if (!isSameMajor(version, bound)) return version.major < bound.version.major
  return bound.precision === 'major' || version.minor <= bound.version.minor
}

const isNear: Test = (version, bound) => {
  if (isBelow(version, bound)) return false
  const { major, minor, patch } = bound.version
  const isFromZero = major === 0n && minor === 0n && patch === 0n
  // "~0.0.0" and "*" come to the same.
  if (isFromZero && (bound.precision === 'all' || bound.precision === 'nothing')) return true
  return bound.precision === 'major' ? isSameMajor(version, bound) : isSameMinor(version, bound)
}

const isCompatible: Test = (version, bound) => {
  if (isBelow(version, bound)) return false
  const { major, minor, patch } = bound.version
  if (major > 0n || bound.precision === 'major') return isSameMajor(version, bound)
  if (minor > 0n || bound.precision === 'minor') return isSameMinor(version, bound)
  return isSameMinor(version, bound) && version.patch === patch
}

const isTheOne: Test = (version, bound) => (bound.precision === 'all' ? isEqual : isNear)(version, bound)

const isAnother: Test = (version, bound) => {
  if (bound.precision === 'major') return !isSameMajor(version, bound)
  if (bound.precision !== 'minor') return !isEqual(version, bound)
  if (!isSameMinor(version, bound)) return true
  const [one, other] = [version.prerelease, bound.version.prerelease]
  if (one === '' || other === '') return one !== other
  return comparePrereleases(one, other) !== 0
}

const TESTS: Readonly<Record<string, Test>> = {
  '': isTheOne,
  '=': isTheOne,
  '!=': isAnother,
  '>': isAbove,
  '<': isBelow,
  '>=': (version, bound) => !isBelow(version, bound),
  '=>': (version, bound) => !isBelow(version, bound),
  '<=': isAtMost,
  '=<': isAtMost,
  '~': isNear,
  '~>': isNear,
  '^': isCompatible
}

function parseBound(parts: Readonly<Record<string, string | undefined>>): Bound | undefined {
  const { major = '', minor, patch, prerelease } = parts
  const suffix = prerelease === undefined ? '' : `-${prerelease}`
  const bound = (numbers: string, precision: Precision): Bound | undefined => {
    const version = parseVersion(`${numbers}${suffix}`)
    return version === undefined ? undefined : { version, precision }
  }
  if (isOpen(major)) return bound('0.0.0', 'nothing')
  if (isOpen(minor)) return bound(`${major}.0.0`, 'major')
  if (isOpen(patch)) return bound(`${major}.${minor ?? ''}.0`, 'minor')
  return bound(`${major}.${minor ?? ''}.${patch ?? ''}`, 'all')
}

function parseComparison(item: string): Comparison {
  const parts = ITEM.exec(item)?.groups
  const bound = parts === undefined ? undefined : parseBound(parts)
  const test = TESTS[parts?.['operator'] ?? '']
  if (bound === undefined || test === undefined) {
    throw new ConstraintError(`"${item}" is not a comparison such as "^1.2", ">=1.2.3" or "1.x".`)
  }
  return { bound, test }
}

const trimBlanks = (text: string): string => text.replaceAll(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '')

/** The comparisons of a group: one comma or blanks between them, blanks allowed behind their operators. */
function splitGroup(group: string): readonly string[] {
  const joined = group.replaceAll(BLANKS_BEHIND_OPERATOR, '$1')
  return trimBlanks(joined).split(SEPARATOR)
}

type Group = (version: Version) => boolean

function parseGroup(text: string): Group {
  if (trimBlanks(text) === '') throw new ConstraintError('A part of it is empty.')
  const comparisons = splitGroup(text).map(parseComparison)
  const admitsPrereleases = comparisons.some(({ bound }) => bound.version.prerelease !== '')
  return (version) =>
    (version.prerelease === '' || admitsPrereleases) &&
    comparisons.every(({ bound, test }) => test(version, bound))
}

/**
 * Reads a constraint: comparisons joined by commas or blanks, groups of them joined by `||`, and ranges `1.2 - 1.5`.
 *
 * @throws ConstraintError that says which part is wrong
 */
export function parseConstraint(text: string): Constraint {
  if (text.length > LONGEST) throw new ConstraintError(`It is longer than ${String(LONGEST)} characters.`)
  const groups = text.replaceAll(RANGE, '>= $1, <= $2 ').split('||')
  if (groups.length > MOST_GROUPS)
    throw new ConstraintError(`It has more than ${String(MOST_GROUPS)} groups.`)
  const alternatives = groups.map(parseGroup)
  return { text, admits: (version) => alternatives.some((admits) => admits(version)) }
}
