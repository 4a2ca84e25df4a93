import { formatPlatform, type Platform } from '../core/image/platform.ts'
import type { ImageReference } from '../core/image/reference.ts'
import type { PlanOptions } from '../core/plan/plan.ts'
import { plannedImages } from '../core/plan/planned-images.ts'
import { lookUp, notInRegistry, type LookupPorts } from './lookup.ts'
import { requirePlatforms } from './platforms.ts'
import type { VersionSource } from './version-source.ts'

const verifiedStory = (platforms: readonly Platform[]): string =>
  `The registry has every image${platforms.length === 0 ? '' : `, for ${platforms.map(formatPlatform).join(', ')}`}.`

/**
 * The versions of another source, refused where the registry has no image of them, or none for one of the platforms. What is asked for are
 * the references that the manifests will hold, with the names that they give to images.
 */
export const verified =
  (
    source: VersionSource,
    ports: LookupPorts,
    platforms: readonly Platform[],
    options: PlanOptions
  ): VersionSource =>
  async (reading) => {
    const versions = await source(reading)
    const references = plannedImages(reading.files, versions.wanted, options).flatMap(
      (image) => image.references
    )
    const verify = async (reference: ImageReference): Promise<void> => {
      if ((await ports.registry.resolve(reference)) === undefined) throw notInRegistry(reference)
      await requirePlatforms(reference, ports.registry, platforms)
    }
    await lookUp('Verify the images', references, verify, ports)
    return references.length === 0
      ? versions
      : { ...versions, stories: [...(versions.stories ?? []), verifiedStory(platforms)] }
  }
