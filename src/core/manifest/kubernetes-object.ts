import { rootMap, type YamlDocument } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import { mapsUnder, mapUnder, type MapAt } from './way.ts'

/** An object of the Kubernetes API, and the way to it. */
export interface KubernetesObject extends MapAt {
  readonly apiVersion: string
  readonly kind: string
}

/** What tells one object of some files from the others. */
export interface ObjectName {
  readonly kind: string
  readonly name: string
  /** `undefined` where the manifest says none. */
  readonly namespace: string | undefined
}

/** The object of a document, or those of a `List`. */
export function objectsIn(document: YamlDocument): readonly KubernetesObject[] {
  const root = rootMap(document)
  if (root === undefined) return []
  const at: MapAt = { map: root, way: { path: '', aliases: [] } }
  const isList = readField(document, root, 'kind').text === 'List'
  return (isList ? mapsUnder(document, at, 'items') : [at]).map((each) => ({
    ...each,
    apiVersion: readField(document, each.map, 'apiVersion').text ?? '',
    kind: readField(document, each.map, 'kind').text ?? ''
  }))
}

/** A text of the object's `metadata`. */
export function metadataOf(document: YamlDocument, object: MapAt, key: string): string | undefined {
  const metadata = mapUnder(document, object, 'metadata')
  return metadata === undefined ? undefined : readField(document, metadata.map, key).text
}

/** The objects of a document with this name: one, but where a manifest says the same twice. */
export const objectsNamed = (
  document: YamlDocument,
  { kind, name, namespace }: ObjectName
): readonly KubernetesObject[] =>
  objectsIn(document).filter(
    (object) =>
      object.kind === kind &&
      metadataOf(document, object, 'name') === name &&
      metadataOf(document, object, 'namespace') === namespace
  )
