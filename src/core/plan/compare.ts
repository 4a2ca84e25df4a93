import { equalReferences } from '../image/reference.ts'
import { locateImages } from '../manifest/locate.ts'
import type { Change, Manifest } from '../manifest/manifest.ts'

/**
 * The images in which two versions of one file differ: what a pull request proposes, whichever runs put it there.
 * Places are those in `after`; a place that `before` has not has no version in `from`.
 */
export function compareImages(before: Manifest, after: Manifest): readonly Change[] {
  const earlier = new Map(locateImages(before).map((image) => [image.path, image]))
  return locateImages(after).flatMap((image) => {
    const from = earlier.get(image.path)?.reference ?? { name: image.reference.name }
    if (equalReferences(from, image.reference)) return []
    return [{ place: image.place, format: image.format, image: image.name, from, to: image.reference }]
  })
}
