import type { YAMLMap } from 'yaml'
import type { YamlDocument } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import { isImageKey } from './helm-fields.ts'

const POD_LISTS = new Set(['containers', 'initContainers', 'ephemeralContainers'])
const OTHER_LISTS = new Set(['steps', 'sidecars'])
const CONTAINERS = new Set(['container', 'script', 'stepTemplate'])

/** Whether a key is for a list of containers: those of Pods anywhere; in an object Tekton's steps, and sidecars too. */
export const isContainerList = (key: string, inObject: boolean): boolean =>
  POD_LISTS.has(key) || (inObject && OTHER_LISTS.has(key))

/** Whether a key of an object is for one container: Argo's `container` and `script`, Tekton's `stepTemplate`, a proxy's. */
export const isContainer = (key: string): boolean => CONTAINERS.has(key)

const NO_IMAGES_BELOW = new Set(['metadata', 'status', 'openAPIV3Schema', 'rbd'])

/**
 * Whether what is beneath a key of an object runs nothing: it describes or reports, is there for aliases alone (`x-…`), or
 * is an `rbd` volume, of which the `image` is a disk.
 */
export const runsNothing = (key: string): boolean => NO_IMAGES_BELOW.has(key) || key.startsWith('x-')

/** Objects that define others: their examples are no workloads. */
export const DEFINITION = 'CustomResourceDefinition'

/** Objects, as `apiVersion/kind`, that hold the user's own texts, that other formats read, or that choose versions. */
const OTHERS: readonly RegExp[] = [
  /^v1\/(?:ConfigMap|Secret)$/,
  /^kustomize\./,
  /^helm\.toolkit\.fluxcd\.io\//,
  /^image\.toolkit\.fluxcd\.io\//,
  /^argocd-image-updater\.argoproj\.io\//,
  /^argoproj\.io\/[^/]+\/(?:Application|ApplicationSet)$/
]

/**
 * Whether the fields of a map, which may be an object of Kubernetes, are searched for images: as those around it, where it
 * is none.
 *
 * @param isAround - whether they are, in the object that the map stands in
 */
export function isSearched(document: YamlDocument, map: YAMLMap, isAround: boolean): boolean {
  const apiVersion = readField(document, map, 'apiVersion').text
  const kind = readField(document, map, 'kind').text
  if (apiVersion === undefined || kind === undefined) return isAround
  return !OTHERS.some((other) => other.test(`${apiVersion}/${kind}`))
}

/** Whether a field of an object holds an image when its value is a reference with a tag or a digest. */
export const isImageField = (key: string): boolean => isImageKey(key) || key === 'imageName'
