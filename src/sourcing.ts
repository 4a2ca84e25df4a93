import { UpdateError } from './core/error.ts'
import type { Selection } from './core/selection/selection.ts'
import type { Settings } from './inputs/settings.ts'
import type { Clock } from './ports/clock.ts'
import type { Registry } from './ports/registry.ts'
import type { Reporter } from './ports/reporter.ts'
import type { Repository } from './ports/repository.ts'
import { readRevision, type Selections } from './reading.ts'
import { givenVersions } from './sources/given.ts'
import { held } from './sources/held.ts'
import { pinned } from './sources/pinned.ts'
import { policyTargets, policyVersions } from './sources/policies.ts'
import { promotedVersions } from './sources/promotion.ts'
import { registryVersions } from './sources/registry.ts'
import { rolledBackVersions } from './sources/rollback.ts'
import { verified } from './sources/verified.ts'
import type { VersionSource } from './sources/version-source.ts'

/** What the version sources need of the world. */
export interface SourcePorts {
  readonly repository: Repository
  readonly registry: Registry
  readonly clock: Pick<Clock, 'now'>
  readonly reporter: Reporter
}

function choosing(settings: Settings, ports: SourcePorts, updateId: string): VersionSource {
  const { source } = settings
  const { repository, registry, clock, reporter } = ports
  switch (source.kind) {
    case 'given':
      return givenVersions(source.wanted)
    case 'promotion':
      return promotedVersions(source, settings, ({ selection, revision }) =>
        readRevision(repository, selection, revision)
      )
    case 'rollback':
      return rolledBackVersions(source, settings, repository, updateId)
    case 'registry':
      return registryVersions(
        source,
        { registry, clock, platforms: settings.registry.platforms },
        settings,
        reporter
      )
    case 'policies':
      return policyVersions({ ...settings, source }, settings, ports)
  }
}

/**
 * The version source that the settings ask for, with what registries are asked on the way: first whether the images are there, then
 * which they are. What a registry tells is no person's word: it does not bring back what was rolled back from.
 *
 * @param updateId - unique to this run, and the same over its attempts
 */
export function sourceFor(settings: Settings, ports: SourcePorts, updateId: string): VersionSource {
  const { verifyImage, pinDigest, platforms } = settings.registry
  const chosen = choosing(settings, ports, updateId)
  const checked = verifyImage ? verified(chosen, ports, platforms, settings) : chosen
  const whole = pinDigest ? pinned(checked, ports, settings) : checked
  const isChosen = settings.source.kind === 'registry' || settings.source.kind === 'policies'
  return isChosen ? held(whole, settings, ports.repository) : whole
}

/** The files to update, or what finds them where policies tell. */
function manifestSelection({ source, selection }: Settings): Selections['manifests'] {
  if (source.kind === 'policies') return policyTargets({ source, selection })
  if (selection === undefined) throw new UpdateError('internal', 'There are no manifests to read.')
  return selection
}

/** The files that the version source looks at in the commit that is updated, beside the manifests. */
function sourceSelection({ source }: Settings): Selection | undefined {
  if (source.kind === 'policies') return source.policies
  return source.kind === 'promotion'
    ? source.origins.find(({ revision }) => revision === undefined)?.selection
    : undefined
}

/** The files that are read at every attempt. */
export const selectionsFor = (settings: Settings): Selections => ({
  manifests: manifestSelection(settings),
  source: sourceSelection(settings)
})
