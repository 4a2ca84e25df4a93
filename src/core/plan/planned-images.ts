import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import { planUpdate, type PlanOptions } from './plan.ts'
import type { PlannedFile } from './planned-file.ts'

/** A wanted image with the references that its places shall hold: the names, and the tags kept, may differ among them. */
export interface PlannedImage {
  readonly wanted: Wanted
  /** Each once. */
  readonly references: readonly ImageReference[]
}

/** What a place with this reference will mean, also where it holds only a part of it. */
function meantBy(reference: ImageReference, { tag, digest }: Wanted): ImageReference {
  const meantTag = typeof tag === 'object' ? tag.set : reference.tag
  const meantDigest = typeof tag === 'object' && digest === 'unsaid' ? undefined : reference.digest
  return {
    name: reference.name,
    ...(meantTag === undefined ? {} : { tag: meantTag }),
    ...(meantDigest === undefined ? {} : { digest: meantDigest })
  }
}

/** As if digests were kept: so that a place for a digest alone does not object before it is known which one it gets. */
const onTrial = (wanted: Wanted): Wanted =>
  wanted.digest === 'unsaid' ? { ...wanted, digest: 'keep' } : wanted

/**
 * What the wanted images come to in these files, by a plan on trial: names that manifests give to images (`newName`), and tags that
 * stay as they are, are known only there. An image that no place names has no references:
 * whether that is an error, the plan that counts decides.
 *
 * @throws UpdateError as `planUpdate` does
 */
export function plannedImages(
  files: readonly PlannedFile[],
  wanted: readonly Wanted[],
  options: PlanOptions
): readonly PlannedImage[] {
  const ifMissing = options.ifMissing === 'add' ? 'add' : 'ignore'
  const { settled } = planUpdate(files, wanted.map(onTrial), { ...options, ifMissing })
  return wanted.map((wish) => {
    const meant = settled
      .filter((each) => each.wanted.name === wish.name && each.wanted.reach === wish.reach)
      .map(({ reference }) => meantBy(reference, wish))
    const unique = new Map(meant.map((reference) => [formatReference(reference), reference]))
    return { wanted: wish, references: [...unique.values()] }
  })
}
