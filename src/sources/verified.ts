import { UpdateError } from '../core/error.ts'
import { formatPlatform, servesPlatform, type Platform } from '../core/image/platform.ts'
import { formatReference, type ImageReference } from '../core/image/reference.ts'
import type { PlanOptions } from '../core/plan/plan.ts'
import { plannedImages } from '../core/plan/planned-images.ts'
import type { Registry } from '../ports/registry.ts'
import { lookUp, notInRegistry } from './lookup.ts'
import type { VersionSource } from './version-source.ts'

const listed = (platforms: readonly Platform[]): string => platforms.map(formatPlatform).join(', ')

function requirePlatforms(
  reference: ImageReference,
  actual: readonly Platform[],
  wanted: readonly Platform[]
): void {
  const absent = wanted.filter((each) => !actual.some((platform) => servesPlatform(platform, each)))
  if (absent.length === 0) return
  const has = actual.length === 0 ? 'none that it tells of' : listed(actual)
  throw new UpdateError(
    'missing-image',
    `The registry has "${formatReference(reference)}", but not for ${listed(absent)}. Its platforms: ${has}.`,
    { hint: 'Build the image for them too, or take them out of "platforms".' }
  )
}

/**
 * The versions of another source, refused where the registry has no image of them, or none for one of the platforms. What is asked for are
 * the references that the manifests will hold, with the names that they give to images.
 */
export const verified =
  (
    source: VersionSource,
    registry: Registry,
    platforms: readonly Platform[],
    options: PlanOptions
  ): VersionSource =>
  async (reading) => {
    const versions = await source(reading)
    const references = plannedImages(reading.files, versions.wanted, options).flatMap(
      (image) => image.references
    )
    await lookUp(references, async (reference) => {
      if ((await registry.resolve(reference)) === undefined) throw notInRegistry(reference)
      if (platforms.length === 0) return
      requirePlatforms(reference, (await registry.platforms(reference)) ?? [], platforms)
    })
    return versions
  }
