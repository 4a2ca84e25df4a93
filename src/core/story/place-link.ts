import type { Place } from '../error.ts'
import { breakableCode, brief, link } from '../markdown/text.ts'

/** How a place in a manifest is shown, as Markdown. */
export type ShowPlace = (place: Place) => string

const shown = ({ file, line }: Place): string => breakableCode(`${brief(file)}:${String(line)}`)

/**
 * Shows `path:line`, as a link to that line where there is a page for it.
 *
 * @param repository - the page of the repository; empty where it has none
 * @param revision - the commit or branch to show the file at; `undefined` where it is at none yet
 */
export const placeLink =
  (repository: string, revision: string | undefined): ShowPlace =>
  (place) => {
    if (repository === '' || revision === undefined) return shown(place)
    const path = place.file.split('/').map(encodeURIComponent).join('/')
    return link(shown(place), `${repository}/blob/${revision}/${path}#L${String(place.line)}`)
  }
