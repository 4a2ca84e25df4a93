import type { Selection } from './core/selection/selection.ts'
import type { Settings } from './inputs/settings.ts'
import type { Repository } from './ports/repository.ts'
import { readRevision } from './reading.ts'
import { givenVersions } from './sources/given.ts'
import { promotedVersions } from './sources/promotion.ts'
import { rolledBackVersions } from './sources/rollback.ts'
import type { VersionSource } from './sources/version-source.ts'

/** What the version sources need of the world. */
export interface SourcePorts {
  readonly repository: Repository
}

/**
 * The version source that the settings ask for.
 *
 * @param updateId - unique to this run, and the same over its attempts
 */
export function sourceFor(settings: Settings, { repository }: SourcePorts, updateId: string): VersionSource {
  const { source } = settings
  switch (source.kind) {
    case 'given':
      return givenVersions(source.wanted)
    case 'promotion':
      return promotedVersions(source, settings, ({ selection, revision }) =>
        readRevision(repository, selection, revision)
      )
    case 'rollback':
      return rolledBackVersions(source, settings, repository, updateId)
  }
}

/** The files that the version source looks at in the commit that is updated, beside the manifests. */
export function sourceSelection({ source }: Settings): Selection | undefined {
  return source.kind === 'promotion'
    ? source.origins.find(({ revision }) => revision === undefined)?.selection
    : undefined
}
