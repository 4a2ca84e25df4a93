import { holdsMoment } from './moment-order.ts'
import { compareSequences, numbersIn } from './sequence.ts'

/*
 * Tags that count: `123`, `build-123`, `v2`, `main-123-*`, `*-123`. A number counts builds where it stands alone, behind a commit, or behind
 * a word that says so or is a branch that lasts: `pr-12` and `ticket-12` are names, and none is newer than another.
 */

const TAG = /^(?<before>\D*)(?<numbers>\d+(?:[-_]\d+)*)(?<after>\D*)$/
const COUNTS =
  /^$|\*[-_.]$|(?:^|[-_.])(?:build|b|run|r|rev|revision|rel|release|v|ver|version|n|no|num|number|job|pipeline|ci|cd|deploy|deployment|snapshot|nightly|canary|edge|main|master|trunk|dev|develop|development|stable|staging|prod|production)[-_.]?$/i

/** Orders two masked tags by their numbers: -1, 0 or 1; `undefined` where they do not count, or cannot be compared. */
export function compareCounters(one: string, other: string): number | undefined {
  const [parts, others] = [TAG.exec(one)?.groups, TAG.exec(other)?.groups]
  if (parts === undefined || others === undefined || [one, other].some(holdsMoment)) return undefined
  const isAlike = parts['before'] === others['before'] && parts['after'] === others['after']
  if (!isAlike || !COUNTS.test(parts['before'] ?? '')) return undefined
  return compareSequences(numbersIn(parts['numbers'] ?? ''), numbersIn(others['numbers'] ?? ''))
}
