import { COMMIT_MASK } from './commit-tag.ts'
import { compareSequences, numbersIn } from './sequence.ts'

/*
 * Tags that hold a version with a dot: `v1.2.3`, `api-1.10`, `1.2.3-rc.1`, `1.2.3-alpine`, `1.2.3-5-g1a2b3c4`. Release numbers order as
 * semver.org says. Behind them stands a prerelease in semver, but a variant of the image or a revision of its packaging elsewhere: what
 * it is decides whether it can be ordered, and what the conventions order differently is not.
 */

const TAG =
  /^(?<before>(?:[A-Za-z][0-9A-Za-z]*[-_])*)[vV]?(?<numbers>\d+(?:\.\d+)+)(?<rest>(?:[-_.+A-Za-z].*)?)$/
const COMMIT_BEHIND = new RegExp(`[-_.]\\${COMMIT_MASK}$`)
const DESCRIBED = new RegExp(`^-(?<numbers>\\d+)-g\\${COMMIT_MASK}$`)
const REVISION = /^[-_](?<word>[rp]|build|rev|post)?[-_.]?(?<numbers>\d+(?:[-_.]\d+)*)$/
const PRERELEASE =
  /^[-_.]?(?<word>alpha|beta|rc|cr|pre|preview|milestone|dev|snapshot|nightly|canary|next|ea|unstable|experimental|[abcm](?=\d))(?<numbers>(?:[-_.]?\d+)*)$/i

/** The stages that all conventions put in one order, each with its abbreviations. */
const STAGES: readonly (readonly string[])[] = [
  ['alpha', 'a'],
  ['beta', 'b'],
  ['rc', 'c', 'cr']
]

/** What stands behind the numbers of a release. */
interface Suffix {
  readonly kind: 'none' | 'prerelease' | 'revision' | 'described' | 'variant'
  readonly text: string
  /** The word of a prerelease or revision, in lower case. */
  readonly word: string
  readonly numbers: readonly bigint[]
}

function suffixOf(rest: string): Suffix {
  // Build metadata has no precedence.
  const whole = rest.replace(/\+.*$/, '')
  const text = whole.replace(COMMIT_BEHIND, '')
  const readings = [
    ['described', DESCRIBED.exec(whole)],
    ['revision', REVISION.exec(text)],
    ['prerelease', PRERELEASE.exec(text)]
  ] as const
  const [kind, match] = readings.find((each) => each[1] !== null) ?? [text === '' ? 'none' : 'variant']
  const { word = '', numbers = '' } = match?.groups ?? {}
  return { kind, text: whole, word: word.toLowerCase(), numbers: numbersIn(numbers) }
}

const stageOf = (word: string): number => STAGES.findIndex((words) => words.includes(word))

/** By semver, `rc10` comes before `rc9`, and people mean it the other way round. */
const isDisputed = (one: Suffix, other: Suffix): boolean => {
  const [joined, others] = [/[a-z](\d+)$/i.exec(one.text), /[a-z](\d+)$/i.exec(other.text)]
  return joined?.[1]?.length !== others?.[1]?.length
}

function comparePrereleases(one: Suffix, other: Suffix): number | undefined {
  const [stage, otherStage] = [stageOf(one.word), stageOf(other.word)]
  const isSameWord = one.word === other.word || (stage >= 0 && stage === otherStage)
  if (!isSameWord) return stage < 0 || otherStage < 0 ? undefined : Math.sign(stage - otherStage)
  if (isDisputed(one, other)) return undefined
  return compareSequences(one.numbers, other.numbers) ?? Math.sign(one.numbers.length - other.numbers.length)
}

/** Orders what stands behind equal release numbers. */
function compareSuffixes(one: Suffix, other: Suffix): number | undefined {
  if (one.text === other.text) return 0
  const kinds = `${one.kind} ${other.kind}`
  switch (kinds) {
    case 'none prerelease':
    case 'described none':
      return 1
    case 'prerelease none':
    case 'none described':
      return -1
    case 'prerelease prerelease':
      return comparePrereleases(one, other)
    case 'revision revision':
      return one.word === other.word ? compareSequences(one.numbers, other.numbers) : undefined
    case 'described described':
      return compareSequences(one.numbers, other.numbers)
    default:
      return undefined
  }
}

/** Orders two masked tags by the versions in them: -1, 0 or 1; `undefined` where they hold none, or cannot be compared. */
export function compareReleases(one: string, other: string): number | undefined {
  const [parts, others] = [TAG.exec(one)?.groups, TAG.exec(other)?.groups]
  if (parts === undefined || others === undefined || parts['before'] !== others['before']) return undefined
  const [suffix, otherSuffix] = [suffixOf(parts['rest'] ?? ''), suffixOf(others['rest'] ?? '')]
  const releases = compareSequences(numbersIn(parts['numbers'] ?? ''), numbersIn(others['numbers'] ?? ''))
  if (releases === undefined) return undefined
  if (releases === 0) return compareSuffixes(suffix, otherSuffix)
  const isVariant = suffix.kind === 'variant' || otherSuffix.kind === 'variant'
  return isVariant && suffix.text !== otherSuffix.text ? undefined : releases
}
