import type { PolicySettings } from '../inputs/settings.ts'
import type { Reporter } from '../ports/reporter.ts'
import { choose } from './choice.ts'
import type { Asked } from './creation-times.ts'
import { askAll } from './lookup.ts'
import type { Versions, VersionSource } from './version-source.ts'

/** The versions that rules choose from the registries. They are chosen once: another attempt writes what the first one wanted to. */
export function registryVersions(
  { images, notices }: PolicySettings,
  asked: Omit<Asked, 'log'>,
  reporter: Pick<Reporter, 'group' | 'log'>
): VersionSource {
  const ask = async (): Promise<Versions> => {
    const chosen = await askAll(images, (image) => choose(image, { ...asked, log: reporter.log }))
    for (const { story } of chosen) reporter.log(story)
    return {
      wanted: chosen.map(({ wanted }) => wanted),
      notices: [...notices, ...chosen.flatMap((each) => each.notices)],
      stories: chosen.map(({ story }) => story)
    }
  }
  let versions: Promise<Versions> | undefined
  return () => (versions ??= reporter.group('Ask the registry', ask))
}
