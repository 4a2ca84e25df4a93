import type { Place } from '../error.ts'
import type { Change } from '../manifest/manifest.ts'
import { breakableCode, brief, link } from '../markdown/text.ts'

/** A place after a change, and before it. */
export type PlaceShown = Pick<Change, 'place' | 'before'>

/** How a place in a manifest is shown, as Markdown. */
export type ShowPlace = (place: PlaceShown) => string

const shown = ({ file, line }: Place): string => breakableCode(`${brief(file)}:${String(line)}`)

/**
 * Shows `path:line`, as a link to that line where there is a page for it.
 *
 * @param repository - the page of the repository; empty where it has none
 * @param revision - the commit to show the file at
 * @param side - which place that commit has
 */
export const placeLink =
  (repository: string, revision: string, side: keyof PlaceShown): ShowPlace =>
  (change) => {
    const place = change[side]
    if (repository === '' || place === undefined) return shown(place ?? change.place)
    const path = place.file.split('/').map(encodeURIComponent).join('/')
    return link(shown(place), `${repository}/blob/${revision}/${path}#L${String(place.line)}`)
  }
