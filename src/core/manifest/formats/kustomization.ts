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

/** The list of entries: `images`, or the `imageTags` of old where that is missing. Keys count in any case, as in kustomize. */
export function imagesField(document: YamlDocument, root: YAMLMap): Field {
  const images = readField(document, root, 'images', 'any')
  if (images.pair !== undefined) return images
  const imageTags = readField(document, root, 'imageTags', 'any')
  return imageTags.pair === undefined ? images : imageTags
}

/** The entries of a file for kustomize, which reads its first document only. */
function inKustomization(document: YamlDocument, root: YAMLMap): Findings {
  const way = { path: 'images', aliases: [] }
  return entriesIn(document, { list: imagesField(document, root), way, keyCase: 'any' })
}

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
