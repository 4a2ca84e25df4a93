import { UpdateError } from '../error.ts'
import { countInFigures } from '../count.ts'
import { formatPlatform, type Platform } from '../image/platform.ts'
import { compareCandidates, versionsAmong, type VersionCandidate } from './choose.ts'
import { candidatesOf, NO_FILTER, type Candidate } from './filter.ts'
import type { Order, PolicyRule } from './rule.ts'

const MOST_NAMED = 3

const list = (tags: readonly string[]): string => tags.map((tag) => `"${tag}"`).join(', ')

const some = (what: string, tags: readonly string[]): string =>
  tags.length === 0 ? '' : ` ${what} ${list(tags.slice(0, MOST_NAMED))}.`

const tagsOf = (candidates: readonly Candidate[]): readonly string[] => candidates.map(({ tag }) => tag)

const highestFirst = (versions: readonly VersionCandidate[]): readonly VersionCandidate[] =>
  [...versions].sort((one, other) => compareCandidates(other, one))

type SemverOrder = Extract<Order, { by: 'semver' }>

/** Of versions that are all refused, the prereleases that are so for being prereleases alone. */
const heldBack = (
  versions: readonly VersionCandidate[],
  { constraint }: SemverOrder
): readonly VersionCandidate[] =>
  versions.filter(({ version }) => constraint.admits({ ...version, prerelease: '' }))

function refusedVersions(
  candidates: readonly Candidate[],
  order: SemverOrder,
  preset: PolicyRule['preset']
): readonly [why: string, hint: string] {
  const versions = highestFirst(versionsAmong(candidates, preset))
  if (versions.length === 0) {
    const form = preset === 'flux' ? ' with three numbers' : ''
    return [
      `Of ${countInFigures(candidates.length, 'candidate')}, none is a version${form}.${some('They are, among others,', tagsOf(candidates))}`,
      'Say with "allow-tags" and "extract" which part of a tag is the version, or use another strategy.'
    ]
  }
  const prereleases = heldBack(versions, order)
  return [
    `Of ${countInFigures(versions.length, 'version')}, none is admitted by "${order.constraint.text}".${some('The highest are', tagsOf(versions))}`,
    prereleases.length === 0
      ? 'Is the constraint right, and has the image been pushed?'
      : `Prereleases such as ${list(tagsOf(prereleases).slice(0, 1))} count only where the constraint names one, as ">=1.2.0-0" does.`
  ]
}

function reason(
  tags: readonly string[],
  candidates: readonly Candidate[],
  { filter, order, preset }: PolicyRule,
  unserved: readonly Platform[]
): readonly [why: string, hint: string] {
  if (tags.length === 0) return ['The registry has no tags of it.', 'Has the image been pushed?']
  if (candidates.length === 0) {
    const images = candidatesOf(tags, NO_FILTER)
    const filters = [filter.allow, ...filter.ignore].flatMap((each) =>
      each === undefined ? [] : [each.text]
    )
    if (filters.length === 0) return ['Its tags are those of signatures only.', 'Has the image been pushed?']
    return [
      `Of ${countInFigures(tags.length, 'tag')}, none passes the filters (${list(filters)}).${some('They are, among others,', tagsOf(images))}`,
      'Look at "allow-tags" and "ignore-tags".'
    ]
  }
  if (order.by === 'semver') return refusedVersions(candidates, order, preset)
  const lack = unserved.length === 0 ? 'eligible' : `for ${unserved.map(formatPlatform).join(', ')}`
  return [
    `Of ${countInFigures(candidates.length, 'candidate')}, none is ${lack}.${some('They are, among others,', tagsOf(candidates))}`,
    unserved.length === 0
      ? 'For "newest-build", the images have to tell when they were made.'
      : 'Build the image for them too, or take them out of "platforms".'
  ]
}

/**
 * The error for an image of whose tags the rule chooses none: what there is, how far it gets, and what to do.
 *
 * @param unserved - platforms for which no candidate has an image
 */
export function noVersionError(
  image: string,
  rule: PolicyRule,
  tags: readonly string[],
  candidates: readonly Candidate[],
  unserved: readonly Platform[] = []
): UpdateError {
  const [why, hint] = reason(tags, candidates, rule, unserved)
  return new UpdateError('no-version', `No tag of "${image}" can be chosen by "${rule.order.by}". ${why}`, {
    hint
  })
}
