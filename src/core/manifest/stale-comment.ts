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

/** Notices for comments on a changed line, or alone on the line above it, that still name the old tag or digest. */
export function staleCommentNotices(
  { file, comments }: Verified,
  changes: readonly Change[],
  edited: ReadonlySet<number>
): readonly Notice[] {
  const old = oldVersions(changes)
  const isNear = ({ offset }: Comment): boolean => {
    const line = lineStart(file.text, offset)
    return edited.has(line) || (isAlone(file.text, offset) && edited.has(nextLine(file.text, line)))
  }
  return comments.filter(isNear).flatMap(({ offset, text }) => {
    const version = old.find((one) => mentions(text, one))
    if (version === undefined) return []
    return [{ place: placeAt(file, offset), message: `The comment still names ${version}: ${text.trim()}` }]
  })
}
