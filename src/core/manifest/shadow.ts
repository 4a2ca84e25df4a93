import { formatPlace } from '../error.ts'
import { isSameImage } from '../image/name.ts'
import { equalReferences, formatReference } from '../image/reference.ts'
import type { Change, LocatedImage, Notice } from './manifest.ts'
import { directoryOf, type Override, type OverrideList } from './override.ts'

/** Whether a file beside the kustomization brings another list in the place of an Application's; all being of one directory. */
const isReplaced = (list: OverrideList, lists: readonly OverrideList[]): boolean =>
  list.kind === 'application' &&
  lists.some(
    ({ kind, application }) =>
      kind === 'file' && (application === undefined || application === list.application)
  )

/** The lists that count in each directory. */
function effectiveLists(lists: readonly OverrideList[]): ReadonlyMap<string, readonly OverrideList[]> {
  const grouped = Map.groupBy(lists, ({ directory }) => directory)
  return new Map(
    [...grouped].map(([directory, own]) => [directory, own.filter((list) => !isReplaced(list, own))])
  )
}

/** The names by which an override may mean what has changed: those of the entry too, which a change does not tell. */
function namesOf({ image, from, to }: Change, entries: readonly LocatedImage[]): readonly string[] {
  const changed = entries.filter((entry) => equalReferences(entry.reference, to))
  return [image, from.name, to.name, ...changed.map(({ name }) => name)]
}

/** Whether Argo CD runs another version with the override than the change wants. */
function isOtherwise({ reference }: Override, { to }: Change): boolean {
  const isVersioned = reference.tag !== undefined || reference.digest !== undefined
  return isVersioned && (reference.tag !== to.tag || reference.digest !== to.digest)
}

/**
 * Notices for changes of kustomizations that will not reach the cluster, as Argo CD overrides the image there.
 *
 * @param lists - what overrides images, as it is after the update
 * @param entries - the entries of the changed kustomizations, after the update
 */
export function shadowNotices(
  changes: readonly Change[],
  lists: readonly OverrideList[],
  entries: readonly LocatedImage[]
): readonly Notice[] {
  const effective = effectiveLists(lists)
  const entriesOf = Map.groupBy(entries, ({ place }) => place.file)
  return changes.flatMap((change) => {
    const own = effective.get(directoryOf(change.place.file))
    if (change.format !== 'kustomization' || own === undefined) return []
    const names = namesOf(change, entriesOf.get(change.place.file) ?? [])
    const isMeant = (override: Override): boolean =>
      [override.name, override.reference.name].some((name) => names.some((each) => isSameImage(each, name)))
    return own.flatMap(({ holder, overrides }) =>
      overrides
        .filter((override) => isMeant(override) && isOtherwise(override, change))
        .map(({ place, reference }) => ({
          place: change.place,
          message: `Argo CD will run ${formatReference(reference)} instead: ${holder} overrides this image (${formatPlace(place)}). Update that place too, or remove it.`
        }))
    )
  })
}
