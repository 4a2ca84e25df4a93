import { compareSequences, numbersIn } from './sequence.ts'

/*
 * Tags that hold a moment: `20261124-0159`, `2026-11-24T01.59`, `main-*-1732400000` (seconds since 1970, as in Flux's guide; or
 * milliseconds). Days are written with all their digits; what follows a day is a time, or counts the builds of that day.
 */

const MOMENT =
  /(?<=^v?|[-_.])(?:(?<day>20\d\d(?<separator>[-_.]?)(?:0[1-9]|1[0-2])\k<separator>(?:0[1-9]|[12]\d|3[01]))(?<rest>(?:[-_.T]?\d+){0,4}Z?)|(?<unix>1\d{9}(?:\d{3})?))(?![0-9A-Za-z])/

/** A moment, and what stands around it. */
interface DatedTag {
  /** The tag without the moment, and how the moment is written: two of one frame can be compared. */
  readonly frame: string
  readonly day: string
  readonly rest: string
}

function readMoment(tag: string): DatedTag | undefined {
  const match = MOMENT.exec(tag)
  if (match === null) return undefined
  const { day, separator = '', rest = '', unix = '' } = match.groups ?? {}
  const around = `${tag.slice(0, match.index)} ${tag.slice(match.index + match[0].length)}`
  const form = day === undefined ? String(unix.length) : `day${separator}`
  return { frame: `${around} ${form}`, day: day ?? unix, rest }
}

const separatorsOf = (rest: string): string => rest.replaceAll(/\d+/g, '0')

/** Whether two numbers can be of one kind: counters grow longer, times do not. */
const isAlike = (one: string, other: string): boolean =>
  one.length === other.length || [one, other].every((digits) => digits.length < 4 && !digits.startsWith('0'))

/** Times of one day, or its counters: to be written alike, lest `0159` be compared with `015930`. */
function compareRests(one: string, other: string): number | undefined {
  const others = other.match(/\d+/g) ?? []
  const areAlike = (one.match(/\d+/g) ?? []).every((digits, index) => isAlike(digits, others[index] ?? ''))
  if (!areAlike || separatorsOf(one) !== separatorsOf(other)) return undefined
  return compareSequences(numbersIn(one), numbersIn(other))
}

/** Whether a tag holds a moment, so that its numbers count nothing. */
export const holdsMoment = (tag: string): boolean => MOMENT.test(tag)

/** Orders two masked tags by the moments in them: -1, 0 or 1; `undefined` where they hold none, or cannot be compared. */
export function compareMoments(one: string, other: string): number | undefined {
  const [moment, otherMoment] = [readMoment(one), readMoment(other)]
  if (moment === undefined || moment.frame !== otherMoment?.frame) return undefined
  const days = compareSequences(numbersIn(moment.day), numbersIn(otherMoment.day))
  return days === 0 ? compareRests(moment.rest, otherMoment.rest) : days
}
