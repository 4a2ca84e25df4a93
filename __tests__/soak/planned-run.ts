import type { RawInputs } from '../../src/inputs/raw.ts'
import type { Chance } from './chance.ts'
import { MANIFESTS, PATHS, placesOf, SERVICES, TARGETS, type Estate } from './estate.ts'
import type { Model } from './model.ts'
import type { Wish } from './wish.ts'

/** What one run is to do. */
export interface PlannedRun {
  /** The branch of the pull request; `undefined` for a commit. */
  readonly target: string | undefined
  readonly wish: Wish
  readonly inputs: Partial<RawInputs>
}

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** Ways to say the same files. */
function selectionOf(chance: Chance, paths: readonly string[]): readonly string[] {
  const isWhole = paths.length === PATHS.length
  if (isWhole && chance.happens(0.4)) return [chance.pick(['apps/*', 'apps/**/*.yaml'])]
  return chance.happens(0.5) ? paths : paths.map(directoryOf)
}

const named = (images: readonly string[], paths: readonly string[]): readonly string[] =>
  images.filter((image) => paths.some((path) => MANIFESTS[path]?.includes(image)))

/** Plans a run that wishes some of the images it may, mostly in versions that were never there. */
function planRun(
  chance: Chance,
  target: string | undefined,
  allowed: readonly string[],
  ground: Estate,
  version: () => string
): PlannedRun {
  const some = chance.some(PATHS)
  const paths = named(allowed, some).length > 0 ? some : PATHS
  const isRepeated = chance.happens(0.15)
  const versions = new Map(
    chance.some(named(allowed, paths), 3).map((image) => {
      const [place] = placesOf(image, paths)
      return [image, (isRepeated ? ground.get(place ?? '') : undefined) ?? version()] as const
    })
  )
  const inputs = {
    images: [...versions].map(([image, tag]) => `${image}:${tag}`).join('\n'),
    manifests: selectionOf(chance, paths).join('\n'),
    // What counts here is that whatever is wanted lands, be it a version that ran before.
    'if-older': 'write',
    ...(target === undefined
      ? {}
      : { mode: 'pull-request', 'pull-request-branch': target, labels: chance.pick(['', 'gitops']) })
  }
  return { target, wish: { paths, versions }, inputs }
}

/** Plans runs that start together: all commit, or all propose for one target, each its own images. */
export function planRuns(
  chance: Chance,
  count: number,
  model: Model,
  version: () => string
): readonly PlannedRun[] {
  const target = chance.happens(0.5) ? chance.pick(Object.keys(TARGETS)) : undefined
  const allowed = target === undefined ? SERVICES : (TARGETS[target] ?? [])
  const proposal = target === undefined ? undefined : model.proposals.get(target)
  const ground = proposal?.isOpen === true ? proposal.estate : model.main
  return Array.from({ length: count }, (_, index) => {
    const own = allowed.filter((_image, position) => position % count === index)
    return planRun(chance, target, own, ground, version)
  })
}

/** How a run brings its wish into the repository. */
export const courseOf = (model: Model, { target, wish }: PlannedRun): string =>
  target === undefined ? 'commit' : model.courseOf(target, wish)

/** What a run makes of the repository as it should be; whether that changes anything. */
export const foreseeRun = (model: Model, { target, wish }: PlannedRun): boolean =>
  target === undefined ? model.commit(wish) : model.propose(target, wish)
