import type { YAMLMap } from 'yaml'
import { rootMap, type YamlDocument, type YamlFile } from '../../yaml/document.ts'
import { readField, type Field } from '../../yaml/field.ts'
import { allFindings } from '../findings.ts'
import { NOTHING, type Findings, type Format } from '../format.ts'
import { objectsIn } from '../kubernetes-object.ts'
import { entriesIn } from '../kustomization-entry.ts'
import { isKustomizationPath } from '../kustomization-path.ts'
import { further, mapUnder } from '../way.ts'

const KINDS = new Set(['Kustomization', 'Component'])

/** Whether kustomize reads the document: by its file's name, or by its `apiVersion` and `kind`. */
export function isKustomization(path: string, document: YamlDocument | undefined): boolean {
  if (isKustomizationPath(path)) return true
  const root = rootMap(document)
  if (document === undefined || root === undefined) return false
  const apiVersion = readField(document, root, 'apiVersion').text ?? ''
  const kind = readField(document, root, 'kind').text ?? ''
  return apiVersion.startsWith('kustomize.config.k8s.io/') && KINDS.has(kind)
}

const KEYS = ['images', 'imageTags']

/** The lists of entries: `images`, and the `imageTags` of old, which kustomize applies after it. Keys count in any case, as there. */
const listsOf = (document: YamlDocument, root: YAMLMap): readonly Field[] =>
  KEYS.map((key) => readField(document, root, key, 'any'))

/** The list of entries that further ones belong to. */
export function imagesField(document: YamlDocument, root: YAMLMap): Field {
  const [images, imageTags] = listsOf(document, root) as [Field, Field]
  return images.pair === undefined && imageTags.pair !== undefined ? imageTags : images
}

/** The entries of a file for kustomize, which reads its first document only. */
const inKustomization = (document: YamlDocument, root: YAMLMap): Findings =>
  allFindings(
    listsOf(document, root).map((list) =>
      entriesIn(document, { list, way: { path: 'images', aliases: [] }, keyCase: 'any' })
    )
  )

/** The entries below `spec` of the Flux objects of the same name, which Flux hands to kustomize. */
function inFluxKustomizations(document: YamlDocument): Findings {
  const flux = objectsIn(document).filter(
    ({ apiVersion, kind }) =>
      apiVersion.startsWith('kustomize.toolkit.fluxcd.io/') && kind === 'Kustomization'
  )
  const found = flux.flatMap((object) => {
    const spec = mapUnder(document, object, 'spec')
    if (spec === undefined) return []
    const list = readField(document, spec.map, 'images')
    return [entriesIn(document, { list, way: further(spec.way, 'images'), keyCase: 'exact' })]
  })
  return allFindings(found)
}

function locate(file: YamlFile, document: YamlDocument): Findings {
  const root = rootMap(document)
  if (root === undefined) return NOTHING
  const isRead = document.index === 0 && isKustomization(file.path, document)
  return isRead ? inKustomization(document, root) : inFluxKustomizations(document)
}

/** The `images` of a kustomization or a kustomize component, and of a Flux `Kustomization`. */
export const kustomization: Format = { name: 'kustomization', owns: isKustomizationPath, locate }
