import type { KeptImage } from '../manifest/manifest.ts'
import { fitting, folded, table } from '../markdown/block.ts'
import { brief, escapeMarkdown } from '../markdown/text.ts'
import { count } from '../count.ts'
import type { ShowPlace } from './place-link.ts'
import { imageShown, versionShown } from './version-shown.ts'

const OPEN_ROWS = 10

/**
 * What stays since it is newer, as Markdown: image, what stays, what was left out, why, where.
 *
 * @param longest - in characters
 */
export function keptShown(kept: readonly KeptImage[], showPlace: ShowPlace, longest: number): string {
  const render = (most: number): string => {
    const shown = kept.slice(0, most).map((each) => {
      const { image, stays, refused, reason } = each
      const { markdown, known } = imageShown(image, stays, refused)
      const versions = [stays, refused].map((reference) => versionShown(known, reference))
      return [markdown, ...versions, escapeMarkdown(brief(reason)), showPlace(each)]
    })
    const rows = table(['Image', 'Stays', 'Left out', 'Why', 'Where'], shown)
    const rest = kept.length - shown.length
    const body = rest > 0 ? `${rows}\n\n… and ${String(rest)} more.` : rows
    return shown.length > OPEN_ROWS ? folded(count(kept.length, 'place'), body) : body
  }
  return fitting(render, longest)
}
