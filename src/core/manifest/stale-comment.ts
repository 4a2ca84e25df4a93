import type { Comment } from '../yaml/comments.ts'
import { columnAt, lineAt, lineStart, nextLine } from '../yaml/lines.ts'
import { placeAt } from '../yaml/place.ts'
import type { Change, Notice } from './manifest.ts'
import { mentions } from './mention.ts'
import type { Verified } from './verify.ts'

const isAlone = (text: string, offset: number): boolean =>
  lineAt(text, offset).slice(0, columnAt(text, offset)).trim() === ''

/** Tags and digests that the changes have replaced. */
const oldVersions = (changes: readonly Change[]): readonly string[] => {
  const versions = changes.flatMap(({ from, to }) => [
    from.tag === to.tag ? undefined : from.tag,
    from.digest === to.digest ? undefined : from.digest
  ])
  return [...new Set(versions.filter((version) => version !== undefined))]
}

/**
 * Notices for comments that still name the old tag or digest: on one of the lines, or alone above it.
 *
 * @param lines - where the lines begin that have changed, or in which the places do that have
 */
export function staleCommentNotices(
  { file, comments }: Verified,
  changes: readonly Change[],
  lines: ReadonlySet<number>
): readonly Notice[] {
  const old = oldVersions(changes)
  const isNear = ({ offset }: Comment): boolean => {
    const isAbove = isAlone(file.text, offset) && lines.has(nextLine(file.text, offset))
    return isAbove || lines.has(lineStart(file.text, offset))
  }
  return comments.filter(isNear).flatMap(({ offset, text }) => {
    const version = old.find((one) => mentions(text, one))
    if (version === undefined) return []
    return [{ place: placeAt(file, offset), message: `The comment still names ${version}: ${text.trim()}` }]
  })
}
