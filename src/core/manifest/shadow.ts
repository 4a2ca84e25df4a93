import { formatPlace } from '../error.ts'
import { isSameImage } from '../image/name.ts'
import { equalReferences, formatReference } from '../image/reference.ts'
import type { Change, LocatedImage, Notice } from './manifest.ts'
import { directoryOf, type Override, type OverrideList } from './override.ts'

/** Whether a file beside the kustomization brings another list in the place of an Application's. */
const isReplaced = (list: OverrideList, lists: readonly OverrideList[]): boolean =>
  list.kind === 'application' &&
  lists.some(
    ({ kind, directory, application }) =>
      kind === 'file' &&
      directory === list.directory &&
      (application === undefined || application === list.application)
  )

/** The names by which an override may mean what has changed: those of the entry too, which a change does not tell. */
function namesOf({ place, image, from, to }: Change, entries: readonly LocatedImage[]): readonly string[] {
  const changed = entries.filter(
    (entry) => entry.place.file === place.file && equalReferences(entry.reference, to)
  )
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
  const effective = lists.filter((list) => !isReplaced(list, lists))
  return changes.flatMap((change) => {
    if (change.format !== 'kustomization') return []
    const names = namesOf(change, entries)
    const isMeant = (override: Override): boolean =>
      [override.name, override.reference.name].some((name) => names.some((each) => isSameImage(each, name)))
    return effective
      .filter(({ directory }) => directory === directoryOf(change.place.file))
      .flatMap(({ holder, overrides }) =>
        overrides
          .filter((override) => isMeant(override) && isOtherwise(override, change))
          .map(({ place, reference }) => ({
            place: change.place,
            message: `Argo CD will run ${formatReference(reference)} instead: ${holder} overrides this image (${formatPlace(place)}). Update that place too, or remove it.`
          }))
      )
  })
}
