import { formatReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { Change, KeptImage } from '../manifest/manifest.ts'

/** The wish as a reference, as far as it says one. */
const wishedReference = ({ name, newName, tag, digest }: Wanted): string =>
  formatReference({
    name: newName ?? name,
    ...(typeof tag === 'object' ? { tag: tag.set } : {}),
    ...(typeof digest === 'object' ? { digest: digest.set } : {})
  })

/**
 * The references that are wanted, as far as they can be told: with the names that the changed places have. A version that was
 * not written anywhere, since newer ones stay, is wanted no more: those are.
 */
export function wantedReferences(
  wanted: readonly Wanted[],
  changes: readonly Change[],
  kept: readonly KeptImage[]
): readonly string[] {
  return wanted.flatMap((each) => {
    const isFor = ({ image }: { readonly image: string }): boolean => image === each.name
    const written = new Set(changes.filter(isFor).map((change) => formatReference(change.to)))
    const staying = new Set(kept.filter(isFor).map(({ stays }) => formatReference(stays)))
    if (written.size === 0 && staying.size > 0) return [...staying]
    return written.size === 1 ? [...written] : [wishedReference(each)]
  })
}
