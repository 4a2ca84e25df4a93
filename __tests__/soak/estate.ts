import { kustomization } from '../scenarios/manifests.ts'

/** The images that runs update. */
export const SERVICES = ['s0', 's1', 's2', 's3', 's4', 's5']

/** An image that only people touch. */
const THEIRS = 'theirs'

/** The manifests, and the images that each of them names. */
export const MANIFESTS: Readonly<Record<string, readonly string[]>> = {
  'apps/api/kustomization.yaml': ['s0', 's1', THEIRS, 's2', 's3'],
  'apps/web/kustomization.yaml': ['s2', THEIRS, 's3', 's4', 's5'],
  'apps/jobs/deployment.yaml': ['s0', 's5', THEIRS]
}

/** One image of one manifest, as `path#image`. */
export type Place = string

/** The targets of pull requests, and the images that go through each. */
export const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'bump-a': SERVICES.slice(0, 3),
  'bump-b': SERVICES.slice(3)
}

/** Whether a place is of an image that goes through a target, or of one that only people touch. */
export const belongsTo = (target: string, place: Place): boolean =>
  [...(TARGETS[target] ?? []), THEIRS].includes(place.slice(place.indexOf('#') + 1))

/** What a branch holds: the version at every place. */
export type Estate = ReadonlyMap<Place, string>

export const PATHS = Object.keys(MANIFESTS)

const placeOf = (path: string, image: string): Place => `${path}#${image}`

/** The manifest of a place. */
export const pathOf = (place: Place): string => place.slice(0, place.indexOf('#'))

/** Every place of the manifests. */
export const PLACES: readonly Place[] = Object.entries(MANIFESTS).flatMap(([path, images]) =>
  images.map((image) => placeOf(path, image))
)

/** Where some manifests name an image. */
export const placesOf = (image: string, paths: readonly string[]): readonly Place[] =>
  paths.filter((path) => MANIFESTS[path]?.includes(image)).map((path) => placeOf(path, image))

const workload = (images: readonly string[]): string => {
  const containers = images.flatMap((image) => [
    `        - name: ${image.split(':')[0] ?? ''}`,
    `          image: ${image}`
  ])
  const head = ['apiVersion: apps/v1', 'kind: Deployment', 'metadata:', '  name: jobs']
  return [...head, 'spec:', '  template:', '    spec:', '      containers:', ...containers, ''].join('\n')
}

/** The text of a manifest. */
export function textOf(estate: Estate, path: string): string {
  const images = MANIFESTS[path] ?? []
  const versioned = images.map((image) => `${image}:${estate.get(placeOf(path, image)) ?? ''}`)
  return path.endsWith('kustomization.yaml') ? kustomization(...versioned) : workload(versioned)
}

/** Every manifest with its text. */
export const textsOf = (estate: Estate): Readonly<Record<string, string>> =>
  Object.fromEntries(PATHS.map((path) => [path, textOf(estate, path)]))

/** An estate with some places changed. */
export const withVersions = (estate: Estate, versions: Iterable<readonly [Place, string]>): Estate =>
  new Map([...estate, ...versions])

/** Whether two estates are the same at every place. */
export const isSame = (one: Estate, other: Estate): boolean =>
  PLACES.every((place) => one.get(place) === other.get(place))

/** What a merge of `theirs` into `ours` gives; `undefined` where both have changed one place to different ends. */
export function merged(base: Estate, ours: Estate, theirs: Estate): Estate | undefined {
  const versions = PLACES.map((place) => {
    const [before, left, right] = [base, ours, theirs].map((estate) => estate.get(place) ?? '')
    if (left !== before && right !== before && left !== right) return undefined
    return [place, left === before ? (right ?? '') : (left ?? '')] as const
  })
  return versions.includes(undefined) ? undefined : new Map(versions.filter((each) => each !== undefined))
}
