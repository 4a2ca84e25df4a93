import { UpdateError } from '../error.ts'
import type { Constraint } from './constraint.ts'
import { parseDecimal } from './decimal.ts'
import { compareBytes, type Candidate } from './filter.ts'
import { newestOf, type CreationTimes } from './newest.ts'
import type { Direction, PolicyRule } from './rule.ts'
import { compareVersions, parseVersion, parseWholeVersion, type Version } from './semver.ts'

/** The best by an order in which later ones win ties. */
function best<Item>(items: readonly Item[], compare: (one: Item, other: Item) => number): Item | undefined {
  const [first, ...others] = items
  return first === undefined
    ? undefined
    : others.reduce((winner, item) => (compare(item, winner) >= 0 ? item : winner), first)
}

/** A candidate that is a version. */
export interface VersionCandidate extends Candidate {
  readonly version: Version
}

/** Those of the candidates that are versions to the controller whose rule it is. */
export function versionsAmong(
  candidates: readonly Candidate[],
  preset: PolicyRule['preset']
): readonly VersionCandidate[] {
  const parse = preset === 'flux' ? parseWholeVersion : parseVersion
  return candidates.flatMap((candidate) => {
    const version = parse(candidate.key)
    return version === undefined ? [] : [{ ...candidate, version }]
  })
}

/** Orders candidates by precedence, and equal versions (`1.0`, `v1.0.0`) by their bytes. */
export const compareCandidates = (one: VersionCandidate, other: VersionCandidate): number =>
  compareVersions(one.version, other.version) || compareBytes(one.key, other.key)

const highest = (
  candidates: readonly Candidate[],
  constraint: Constraint,
  preset: PolicyRule['preset']
): Candidate | undefined =>
  best(
    versionsAmong(candidates, preset).filter(({ version }) => constraint.admits(version)),
    compareCandidates
  )

function lastByName(candidates: readonly Candidate[], direction: Direction): Candidate | undefined {
  return direction === 'asc' ? candidates[0] : candidates.at(-1)
}

function numberOf({ tag, key }: Candidate): number {
  const number = parseDecimal(key)
  if (number !== undefined) return number
  const extracted = key === tag ? '' : `, of which "${key}" is compared,`
  throw new UpdateError('no-version', `The tag "${tag}"${extracted} is not a number.`, {
    hint: 'Allow only tags with a number in them ("allow-tags: regexp:..."), and say with "extract" which part it is.'
  })
}

function greatestNumber(candidates: readonly Candidate[], direction: Direction): Candidate | undefined {
  const sign = direction === 'asc' ? 1 : -1
  const numbered = candidates.map((candidate) => ({ candidate, number: sign * numberOf(candidate) }))
  // Not a number is neither less nor greater: it wins and loses as an equal one.
  return best(numbered, (one, other) => (one.number < other.number ? -1 : Number(one.number > other.number)))
    ?.candidate
}

/**
 * The candidate that the rule chooses, or `undefined` where none is eligible. With `newest-build`, only candidates whose time is
 * known are, or the only one that has an image for the platforms.
 *
 * @throws UpdateError `no-version` when a candidate of a numerical rule is not a number
 */
export function chooseTag(
  candidates: readonly Candidate[],
  { order, preset }: PolicyRule,
  times: CreationTimes = new Map()
): Candidate | undefined {
  switch (order.by) {
    case 'semver':
      return highest(candidates, order.constraint, preset)
    case 'alphabetical':
      return lastByName(candidates, order.direction)
    case 'numerical':
      return greatestNumber(candidates, order.direction)
    case 'newest-build':
      return newestOf(candidates, times)
    case 'digest':
      return candidates.find(({ tag }) => tag === order.tag)
  }
}
