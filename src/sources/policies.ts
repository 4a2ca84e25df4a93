import { describeError, UpdateError } from '../core/error.ts'
import { isSameImage } from '../core/image/name.ts'
import { fulfil, type Reach, type Wanted } from '../core/image/wanted.ts'
import { markedPolicies, mayHaveMarkers } from '../core/manifest/policy-marker.ts'
import { namedImages } from '../core/plan/named-images.ts'
import type { ControllerPolicy } from '../core/policy/controller-policy.ts'
import { isMeant, placePolicies, type PlacedPolicy, type Placement } from '../core/policy/placement.ts'
import { readPolicies, type Policies } from '../core/policy/policies.ts'
import { fluxWording } from '../core/policy/wording.ts'
import { expandSelection, uniteFiles } from '../core/selection/expand.ts'
import type { ControllerSettings, Settings } from '../inputs/settings.ts'
import type { Clock } from '../ports/clock.ts'
import type { Registry } from '../ports/registry.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { FindTargets, ManifestReading, TargetGround } from '../reading.ts'
import { choose, type Chosen } from './choice.ts'
import { askAll, notInRegistry, united } from './lookup.ts'
import type { Versions, VersionSource } from './version-source.ts'

/** What policies need of the world. */
export interface PolicyPorts {
  readonly registry: Registry
  readonly clock: Pick<Clock, 'now'>
  readonly reporter: Pick<Reporter, 'group' | 'log'>
}

/** What limits policies: the names in `images`, the files of `manifests`. */
interface Limits {
  readonly source: ControllerSettings
  readonly selection: Settings['selection']
}

interface PlacedPolicies extends Placement, Pick<Policies, 'automations' | 'known'> {}

/** The policies with the files that they are written to. Both the reading and the version source ask, each time anew. */
function placed(ground: TargetGround, { source, selection }: Limits): PlacedPolicies {
  const { repository, base, sourceFiles, tree } = ground
  const address = repository.url || repository.nameWithOwner
  const { policies, automations, known, notices } = readPolicies(sourceFiles, {
    repository: address,
    branch: base.branch
  })
  const isAbout = (name: string, { image }: ControllerPolicy): boolean => isSameImage(image, name)
  const unknown = source.images.find(({ name }) => !policies.some((policy) => isAbout(name, policy)))
  if (unknown !== undefined) throw noPolicyFor(unknown.name, policies)
  const asked = policies.filter(
    (policy) => source.images.length === 0 || source.images.some(({ name }) => isAbout(name, policy))
  )
  const limit = selection && new Set(expandSelection(selection, tree).files.map(({ path }) => path))
  const excludes = selection?.excludes ?? (() => false)
  const isAllowed = (path: string): boolean => !excludes(path) && (limit === undefined || limit.has(path))
  const placement = placePolicies(asked, tree, isAllowed)
  return { placed: placement.placed, automations, known, notices: [...notices, ...placement.notices] }
}

const noPolicyFor = (name: string, policies: readonly ControllerPolicy[]): UpdateError =>
  new UpdateError('missing-image', `No policy is about the image "${name}".`, {
    hint: `They are about ${[...new Set(policies.map(({ image }) => `"${image}"`))].join(', ')}.`
  })

/** Finds the files that the policies are written to. */
export const policyTargets =
  (limits: Limits): FindTargets =>
  (ground) => {
    const policies = placed(ground, limits).placed
    return {
      files: uniteFiles(policies.flatMap(({ files }) => files)),
      // Others with markers are read as well, to tell of policies that are not there.
      isMeant: (file) => policies.some((policy) => isMeant(policy, file)) || mayHaveMarkers(file.text ?? '')
    }
  }

/** Whether all places of a policy that could hold a digest have one, and this tag with it. */
const isPinned = (
  name: string,
  tag: string,
  { reach, reading, formats }: Written & Pick<Settings, 'formats'>
): boolean =>
  namedImages(
    reading.files.filter(({ path }) => reach.files.has(path)),
    formats
  )
    .named(name, reach)
    .every(
      ({ reference, takesDigest }) =>
        takesDigest === false || (reference.tag === tag && reference.digest !== undefined)
    )

/** Markers of policies that are not there, most often by a typing error. */
function unknownMarkers({ files }: ManifestReading, { placed, known }: PlacedPolicies): readonly string[] {
  if (!placed.some(({ policy }) => policy.target.kind === 'markers')) return []
  const unknown = new Map(
    files.flatMap(({ path, text = '' }) =>
      markedPolicies(text).flatMap((name) => (known.has(name) ? [] : [[name, path] as const]))
    )
  )
  if (unknown.size === 0) return []
  const list = [...unknown].map(([name, path]) => `${name} (${path})`).join(', ')
  return [`Markers name policies that are not among "policies": ${list}. They are left alone.`]
}

/** What is written by a policy: the places that it reaches, in the files that were read. */
interface Written {
  readonly reach: Reach
  readonly reading: ManifestReading
}

/** What a policy came to: a wish and its story, or why there is none. */
interface Outcome extends Pick<Chosen, 'notices'>, Partial<Pick<Chosen, 'wanted' | 'story'>> {
  readonly failure?: UpdateError
}

const noMarker = ({ policy }: PlacedPolicy): string =>
  `${policy.title}: no marker names "${policy.name}". It is left alone.`

/** Where a policy chooses nothing, or cannot, for its registry refuses, the others go on, as they do in the cluster. */
function leftAlone({ policy: { title } }: PlacedPolicy, error: unknown): Outcome {
  if (!(error instanceof UpdateError)) throw error
  const { code, message, hint } = error
  if (code === 'no-version' || code === 'missing-image') {
    return { notices: [`${title}: ${describeError(error)} It is left alone.`] }
  }
  const details = hint === undefined ? { cause: error } : { hint, cause: error }
  return { notices: [], failure: new UpdateError(code, `${title}: ${message}`, details) }
}

/** The versions that the policies choose from the registries, each for the files that it is written to. */
export function policyVersions(
  limits: Limits,
  { formats, registry: settings }: Pick<Settings, 'formats' | 'registry'>,
  { registry, clock, reporter }: PolicyPorts
): VersionSource {
  async function digestOf(
    { policy, wish }: PlacedPolicy,
    tag: string,
    written: Written
  ): Promise<Wanted['digest']> {
    const writing = settings.pinDigest ? 'always' : policy.digest
    if (writing === 'never') return 'unsaid'
    if (writing === 'if-absent' && isPinned(wish.name, tag, { ...written, formats })) return 'keep'
    const reference = { name: policy.image, tag }
    const resolved = await registry.resolve(reference)
    if (resolved === undefined) throw notInRegistry(reference)
    return { set: resolved.digest }
  }

  async function wantedBy(each: PlacedPolicy, reading: ManifestReading): Promise<Outcome> {
    const { policy, wish, ifMissing } = each
    const files = reading.files.filter((file) => isMeant(each, file)).map(({ path }) => path)
    if (files.length === 0) return { notices: [noMarker(each)] }
    const { rule, image } = policy
    const onlyMarked = policy.target.kind === 'markers'
    const reach = { files: new Set(files), ifMissing, onlyMarked }
    const platforms = policy.platforms.length > 0 ? policy.platforms : settings.platforms
    try {
      const chosen = await choose(
        { ...wish, repository: image, rule },
        { registry, platforms, clock, log: reporter.log }
      )
      const { tag } = chosen.wanted
      const digest =
        chosen.wanted.digest === 'unsaid' && typeof tag === 'object'
          ? await digestOf(each, tag.set, { reach, reading })
          : chosen.wanted.digest
      return { ...chosen, wanted: { ...chosen.wanted, digest, reach } }
    } catch (error) {
      return leftAlone(each, error)
    }
  }

  return async (reading) => {
    const { tree } = reading
    if (tree === undefined) throw new UpdateError('internal', 'The policies were asked for without a tree.')
    const placement = placed({ ...reading, tree }, limits)
    const ask = async (): Promise<Versions> => {
      const outcomes = await askAll(placement.placed, (each) => wantedBy(each, reading))
      const stories = outcomes.flatMap(({ story }) => story ?? [])
      for (const story of stories) reporter.log(story)
      const wanted = outcomes.flatMap((outcome) => outcome.wanted ?? [])
      const failures = outcomes.flatMap(({ failure }) => failure ?? [])
      if (wanted.length === 0 && failures.length > 0) throw united(failures)
      const images = new Map(
        wanted.map((wish) => [wish.name, fulfil({ name: wish.newName ?? wish.name }, wish)])
      )
      return {
        stories,
        wanted,
        failures,
        wording: fluxWording(placement.automations, images),
        notices: [
          ...placement.notices,
          ...unknownMarkers(reading, placement),
          ...outcomes.flatMap(({ notices }) => notices)
        ]
      }
    }
    return reporter.group('Ask the registry', ask)
  }
}
