import { locateImages } from '../manifest/locate.ts'
import type { Change, Manifest, Notice } from '../manifest/manifest.ts'
import { directoryOf, overrideListsIn } from '../manifest/override.ts'
import { shadowNotices } from '../manifest/shadow.ts'

/** Notices for changes that overrides among the same files will shadow, the files being as they are after the update. */
export function shadowedChanges(
  changes: readonly Change[],
  manifests: readonly Manifest[]
): readonly Notice[] {
  const changed = new Set(
    changes.filter(({ format }) => format === 'kustomization').map(({ place }) => place.file)
  )
  if (changed.size === 0) return []
  const lists = manifests.flatMap(overrideListsIn)
  if (lists.length === 0) return []
  const overridden = new Set(lists.map(({ directory }) => directory))
  const entries = manifests
    .filter(({ path }) => changed.has(path) && overridden.has(directoryOf(path)))
    .flatMap((manifest) => locateImages(manifest))
  return shadowNotices(changes, lists, entries)
}
