import { KUSTOMIZATION_NAMES } from '../manifest/kustomization-path.ts'
import { isEditable, type Entry } from './entry.ts'
import { ROOT } from './selection.ts'

/** What is known of the files of one commit. */
export interface Tree {
  readonly entries: readonly Entry[]
  readonly entryAt: (path: string) => Entry | undefined
  /** What lies beneath a directory, at any depth, in the order of paths. */
  readonly beneath: (directory: string) => readonly Entry[]
  /** Whether `entries` holds every path beneath this directory. */
  readonly isListed: (directory: string) => boolean
}

/** The first position in sorted paths that is not before `path`. */
function positionOf(path: string, sorted: readonly Entry[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.path ?? '') < path) low = middle + 1
    else high = middle
  }
  return low
}

/** The character behind the slash: what lies beneath a directory stands together, before it. */
const BEHIND_SLASH = '0'

/** The tree of these entries. `isListed` says beneath which directories nothing is left out. */
export function treeOf(entries: readonly Entry[], isListed: (directory: string) => boolean): Tree {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  // Sorted when it is needed: a glob can match thousands of directories, and each asks for its own share.
  let sorted: readonly Entry[] | undefined
  const beneath = (directory: string): readonly Entry[] => {
    sorted ??= entries.toSorted((one, other) => (one.path < other.path ? -1 : 1))
    if (directory === ROOT) return sorted
    return sorted.slice(
      positionOf(`${directory}/`, sorted),
      positionOf(`${directory}${BEHIND_SLASH}`, sorted)
    )
  }
  return { entries, entryAt: (path) => byPath.get(path), beneath, isListed }
}

const GITHUB_DIRECTORY = '.github'

/** Whether `path` lies beneath `directory`, at any depth. */
export const isBeneath = (path: string, directory: string): boolean =>
  directory === ROOT || path.startsWith(`${directory}/`)

/** Whether `path` is GitHub's own directory or a file in it: workflows look like manifests, but name no images of the cluster. */
export const isGitHubs = (path: string): boolean =>
  path === GITHUB_DIRECTORY || isBeneath(path, GITHUB_DIRECTORY)

/** Whether the name of a file says that it is YAML. */
export const isYamlPath = (path: string): boolean => /\.ya?ml$|(?:^|\/)Kustomization$/.test(path)

/** The kustomization files of a directory: kustomize wants exactly one, under one of three names. */
export const kustomizationsIn = (tree: Tree, directory: string): readonly Entry[] =>
  KUSTOMIZATION_NAMES.flatMap(
    (name) => tree.entryAt(directory === ROOT ? name : `${directory}/${name}`) ?? []
  ).filter(isEditable)

/** Every YAML file beneath a listed directory, but GitHub's own unless the directory is one of those. */
export const yamlFilesBeneath = (tree: Tree, directory: string): readonly Entry[] =>
  tree
    .beneath(directory)
    .filter(
      (entry) =>
        isEditable(entry) && isYamlPath(entry.path) && (isGitHubs(directory) || !isGitHubs(entry.path))
    )
