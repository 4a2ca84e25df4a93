import { columnAt, lineAt, lineStart } from '../yaml/lines.ts'
import { placeAt } from '../yaml/place.ts'
import type { Change, Notice } from './manifest.ts'
import { mentions } from './mention.ts'
import type { Verified } from './verify.ts'

const isAlone = (text: string, offset: number): boolean =>
  lineAt(text, offset).slice(0, columnAt(text, offset)).trim() === ''

/** Notices for comments on a changed line, or alone on the line above it, that still name the old tag or digest. */
export function staleCommentNotices(
  { file, comments }: Verified,
  changes: readonly Change[],
  edited: ReadonlySet<number>
): readonly Notice[] {
  const old = changes.flatMap(({ from, to }) => [
    ...(from.tag !== undefined && from.tag !== to.tag ? [from.tag] : []),
    ...(from.digest !== undefined && from.digest !== to.digest ? [from.digest] : [])
  ])
  return comments.flatMap(({ offset, text }) => {
    const version = old.find((one) => mentions(text, one))
    if (version === undefined) return []
    const line = lineStart(file.text, offset)
    const isNear =
      edited.has(line) || (isAlone(file.text, offset) && edited.has(file.text.indexOf('\n', line) + 1))
    if (!isNear) return []
    return [{ place: placeAt(file, offset), message: `The comment still names ${version}: ${text.trim()}` }]
  })
}
