import { isSameImage } from '../core/image/name.ts'
import { namedImages, type NamedImages } from '../core/plan/named-images.ts'
import type { ImagePolicy } from '../core/version/rule.ts'
import type { PolicySettings, Settings } from '../inputs/settings.ts'
import type { ManifestReading } from '../reading.ts'
import type { Reporter } from '../ports/reporter.ts'
import { choose } from './choice.ts'
import type { Asked } from './creation-times.ts'
import { askAll } from './lookup.ts'
import type { Versions, VersionSource } from './version-source.ts'

/**
 * An image by the name that the manifests give to it, where all of its places agree: an entry's `newName` is what is deployed, and so is a
 * name with the registry that stands beside it.
 */
function deployed(image: ImagePolicy, named: NamedImages): ImagePolicy {
  if (image.newName !== undefined) return image
  const [first, ...others] = named.named(image.name).map(({ name, reference }) => ({
    name: reference.name,
    isRenamed:
      !isSameImage(reference.name, image.name) &&
      (isSameImage(name, image.name) || reference.name.endsWith(`/${image.name}`))
  }))
  const isAgreed = others.every(({ name, isRenamed }) => isRenamed && name === first?.name)
  return first?.isRenamed === true && isAgreed ? { ...image, repository: first.name } : image
}

/** The versions that rules choose from the registries. They are chosen once: another attempt writes what the first one wanted to. */
export function registryVersions(
  { images, notices }: PolicySettings,
  asked: Omit<Asked, 'log'>,
  { formats }: Pick<Settings, 'formats'>,
  reporter: Pick<Reporter, 'group' | 'log'>
): VersionSource {
  const ask = async ({ files }: ManifestReading): Promise<Versions> => {
    const named = namedImages(files, formats)
    const meant = images.map((image) => deployed(image, named))
    const chosen = await askAll(meant, (image) => choose(image, { ...asked, log: reporter.log }))
    for (const { story } of chosen) reporter.log(story)
    return {
      wanted: chosen.map(({ wanted }) => wanted),
      notices: [...notices, ...chosen.flatMap((each) => each.notices)],
      stories: chosen.map(({ story }) => story)
    }
  }
  let versions: Promise<Versions> | undefined
  return (reading) => (versions ??= reporter.group('Ask the registry', () => ask(reading)))
}
