import { UpdateError } from '../core/error.ts'
import { formatPlatform, servesPlatform, type Platform } from '../core/image/platform.ts'
import { formatReference, type ImageReference } from '../core/image/reference.ts'
import type { Registry } from '../ports/registry.ts'

const listed = (platforms: readonly Platform[]): string => platforms.map(formatPlatform).join(', ')

/**
 * Asks the registry whether an image that it has is there for each of these platforms.
 *
 * @throws UpdateError `missing-image` that tells the absent ones
 */
export async function requirePlatforms(
  reference: ImageReference,
  registry: Registry,
  wanted: readonly Platform[]
): Promise<void> {
  if (wanted.length === 0) return
  const actual = (await registry.platforms(reference)) ?? []
  const absent = wanted.filter((each) => !actual.some((platform) => servesPlatform(platform, each)))
  if (absent.length === 0) return
  const has = actual.length === 0 ? 'none that it tells of' : listed(actual)
  throw new UpdateError(
    'missing-image',
    `The registry has "${formatReference(reference)}", but not for ${listed(absent)}. Its platforms: ${has}.`,
    { hint: 'Build the image for them too, or take them out of "platforms".' }
  )
}
