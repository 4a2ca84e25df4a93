import type { Place } from '../error.ts'
import { objectsIn, type KubernetesObject } from '../manifest/kubernetes-object.ts'
import type { PlannedFile } from '../plan/planned-file.ts'
import { parseYaml, type YamlDocument } from '../yaml/document.ts'
import { placesIn } from '../yaml/place.ts'
import { Value } from '../yaml/value.ts'

/** An object of the Kubernetes API, as far as policies are read from it. */
export interface Resource {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  /** `undefined` where the manifest says none. */
  readonly namespace: string | undefined
  readonly labels: ReadonlyMap<string, string>
  readonly annotations: ReadonlyMap<string, Value>
  readonly spec: Value
  /** Where a value of it stands; the object itself for what is not there. */
  readonly placeOf: (value: Value) => Place
}

/** The objects of some files, and what could not be read. */
export interface Resources {
  readonly all: readonly Resource[]
  /** Where documents begin that are not YAML. */
  readonly faults: readonly Place[]
}

type ReadFile = Pick<PlannedFile, 'path' | 'text'>

function resourceOf(
  document: YamlDocument,
  { apiVersion, kind, map }: KubernetesObject,
  placeAt: (offset: number) => Place
): Resource {
  const object = new Value(document, map)
  const metadata = object.at('metadata')
  const texts = [...metadata.at('labels').fields].map(([key, value]) => [key, value.text ?? ''] as const)
  return {
    apiVersion,
    kind,
    name: metadata.at('name').text ?? '',
    namespace: metadata.at('namespace').text,
    labels: new Map(texts),
    annotations: metadata.at('annotations').fields,
    spec: object.at('spec'),
    placeOf: (value) => placeAt(value.offset ?? object.offset ?? 0)
  }
}

/** Reads the objects of files that hold a word of interest; all others may be anything. */
export function readResources(files: readonly ReadFile[], isOfInterest: RegExp): Resources {
  const all: Resource[] = []
  const faults: Place[] = []
  for (const { path, text } of files) {
    if (text === undefined || !isOfInterest.test(text)) continue
    const file = parseYaml(path, text)
    const placeAt = placesIn(file)
    for (const document of file.documents) {
      if (document.fault !== undefined) faults.push(placeAt(document.fault.offset))
      all.push(...objectsIn(document).map((object) => resourceOf(document, object, placeAt)))
    }
  }
  return { all, faults }
}
