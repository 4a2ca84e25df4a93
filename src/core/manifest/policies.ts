import { isImageName } from '../image/grammar.ts'
import { parseYaml, type YamlDocument } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import { metadataOf, objectsIn, type KubernetesObject } from './kubernetes-object.ts'
import type { Manifest } from './manifest.ts'
import { mapUnder, type MapAt } from './way.ts'

const GROUP = 'image.toolkit.fluxcd.io/'
const DEFAULT_NAMESPACE = 'default'

/** What a manifest says of images that Flux chooses versions for. */
interface FluxImages {
  /** `namespace:name` of an `ImageRepository` → its image. */
  readonly repositories: (readonly [string, string])[]
  /** `namespace:name` of an `ImagePolicy` → the same of its repository. */
  readonly policies: (readonly [string, string])[]
}

const namespaceOf = (document: YamlDocument, object: MapAt): string =>
  metadataOf(document, object, 'namespace') ?? DEFAULT_NAMESPACE

const textAt = (document: YamlDocument, at: MapAt | undefined, key: string): string | undefined =>
  at === undefined ? undefined : readField(document, at.map, key).text

function addObject(images: FluxImages, document: YamlDocument, object: KubernetesObject): void {
  const name = metadataOf(document, object, 'name')
  if (name === undefined || !object.apiVersion.startsWith(GROUP)) return
  const namespace = namespaceOf(document, object)
  const spec = mapUnder(document, object, 'spec')
  if (object.kind === 'ImageRepository') {
    const image = textAt(document, spec, 'image') ?? ''
    if (isImageName(image)) images.repositories.push([`${namespace}:${name}`, image])
  }
  if (object.kind === 'ImagePolicy' && spec !== undefined) {
    const ref = mapUnder(document, spec, 'imageRepositoryRef')
    const repository = textAt(document, ref, 'name')
    if (repository === undefined) return
    const where = textAt(document, ref, 'namespace') ?? namespace
    images.policies.push([`${namespace}:${name}`, `${where}:${repository}`])
  }
}

const mayHaveObjects = ({ text }: Manifest): boolean =>
  text.includes('ImagePolicy') || text.includes('ImageRepository')

/** What is said of each key once and for all; what is said twice and differently is not. */
function settled(entries: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const values = Map.groupBy(entries, ([key]) => key)
  return new Map(
    [...values].flatMap(([key, said]) => {
      const [first, second] = new Set(said.map(([, value]) => value))
      return first === undefined || second !== undefined ? [] : [[key, first] as const]
    })
  )
}

/**
 * The images that the Flux `ImagePolicy` objects among the manifests are about: the policy (`namespace:name`, as markers
 * spell it) → the image of the `ImageRepository` that it refers to, by default in its own namespace. An object without a
 * namespace counts as one of `default`. Policies and repositories that several manifests (of several clusters, say)
 * define differently are left out, and documents that cannot be read name none.
 */
export function imagePolicies(manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const images: FluxImages = { repositories: [], policies: [] }
  for (const { path, text } of manifests.filter(mayHaveObjects)) {
    for (const document of parseYaml(path, text).documents) {
      for (const object of objectsIn(document)) addObject(images, document, object)
    }
  }
  const repositories = settled(images.repositories)
  return new Map(
    [...settled(images.policies)].flatMap(([policy, repository]) => {
      const image = repositories.get(repository)
      return image === undefined ? [] : [[policy, image] as const]
    })
  )
}
