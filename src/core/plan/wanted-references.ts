import { formatReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { Change } from '../manifest/manifest.ts'

/** The references that are wanted, as far as they can be told: with the names that the changed places have. */
export function wantedReferences(wanted: readonly Wanted[], changes: readonly Change[]): readonly string[] {
  return wanted.map((each) => {
    const written = new Set(
      changes.filter((change) => change.image === each.name).map((change) => formatReference(change.to))
    )
    const [only] = written
    if (only !== undefined && written.size === 1) return only
    return formatReference({
      name: each.newName ?? each.name,
      ...(typeof each.tag === 'object' ? { tag: each.tag.set } : {}),
      ...(typeof each.digest === 'object' ? { digest: each.digest.set } : {})
    })
  })
}
