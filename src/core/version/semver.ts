/*
 * Versions as github.com/Masterminds/semver reads and orders them, the library behind Flux, Argo CD Image Updater and Kargo. It
 * takes more for a version than semver.org does, and npm's library takes less.
 */

/** A version, with the text that it was read from. */
export interface Version {
  readonly major: bigint
  readonly minor: bigint
  readonly patch: bigint
  /** What stands behind the `-`; `''` for a release. */
  readonly prerelease: string
  readonly original: string
}

const LONGEST = 256
const MOST = 2n ** 64n - 1n
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
const COERCIBLE = new RegExp(
  `^v?(?<major>\\d+)(?:\\.(?<minor>\\d+))?(?:\\.(?<patch>\\d+))?(?:-(?<prerelease>${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`
)
const STRICT = new RegExp(
  `^(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*)){2}(?:-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?$`
)

const isNumeric = (identifier: string): boolean => /^\d+$/.test(identifier)
const hasLeadingZero = (identifier: string): boolean => /^0\d+$/.test(identifier)

/**
 * The version that `text` is, read generously: one `v` before it, `1` and `1.2` for `1.0.0` and `1.2.0`, leading zeros in the
 * three numbers. So a tag of digits alone is a version, too (`20240105`).
 */
export function parseVersion(text: string): Version | undefined {
  const parts = text.length > LONGEST ? undefined : COERCIBLE.exec(text)?.groups
  if (parts === undefined) return undefined
  const [major = 0n, minor = 0n, patch = 0n] = [parts['major'], parts['minor'], parts['patch']].map(
    (digits) => BigInt(digits ?? '0')
  )
  const prerelease = parts['prerelease'] ?? ''
  const isValid = [major, minor, patch].every((number) => number <= MOST)
  if (!isValid || prerelease.split('.').some(hasLeadingZero)) return undefined
  return { major, minor, patch, prerelease, original: text }
}

/** The version that `text` is, with all three numbers, as Flux demands: `v1` and `1.2` are none. */
export const parseWholeVersion = (text: string): Version | undefined =>
  text.split('.').length < 3 ? undefined : parseVersion(text)

/** The version that `text` is by the letter of semver.org: no `v`, three numbers, no leading zeros. */
export const parseStrictVersion = (text: string): Version | undefined =>
  STRICT.test(text) ? parseVersion(text) : undefined

const order = <Comparable extends bigint | string>(one: Comparable, other: Comparable): number =>
  one < other ? -1 : Number(one > other)

const isCountable = (identifier: string): boolean => isNumeric(identifier) && BigInt(identifier) <= MOST

function compareIdentifiers(one: string, other: string): number {
  const [isNumber, isOtherNumber] = [isCountable(one), isCountable(other)]
  if (isNumber && isOtherNumber) return order(BigInt(one), BigInt(other))
  return isNumber === isOtherNumber ? order(one, other) : isNumber ? -1 : 1
}

/** Orders two prereleases, neither of them `''`: identifier by identifier, numbers by value and before words. */
export function comparePrereleases(one: string, other: string): number {
  const [identifiers, others] = [one.split('.'), other.split('.')]
  for (const [index, identifier] of identifiers.entries()) {
    const counterpart = others[index]
    if (counterpart === undefined) return 1
    const difference = compareIdentifiers(identifier, counterpart)
    if (difference !== 0) return difference
  }
  return identifiers.length < others.length ? -1 : 0
}

/** Orders two versions by precedence: -1, 0 or 1. Build metadata does not count; `1.0`, `1.0.0` and `v1.0.0` are equal. */
export function compareVersions(one: Version, other: Version): number {
  const difference =
    order(one.major, other.major) || order(one.minor, other.minor) || order(one.patch, other.patch)
  if (difference !== 0) return difference
  if (one.prerelease === '' || other.prerelease === '') {
    return Number(one.prerelease === '') - Number(other.prerelease === '')
  }
  return comparePrereleases(one.prerelease, other.prerelease)
}
