import { rootMap, type YamlDocument, type YamlFile } from '../../yaml/document.ts'
import { readField } from '../../yaml/field.ts'
import { NOTHING, type Findings, type Format } from '../format.ts'
import { helmImages } from '../helm-images.ts'
import { mapUnder } from '../way.ts'

const FORMAT = 'helm-release'

function locate(_file: YamlFile, document: YamlDocument): Findings {
  const root = rootMap(document)
  if (root === undefined) return NOTHING
  const apiVersion = readField(document, root, 'apiVersion').text ?? ''
  const isRelease =
    apiVersion.startsWith('helm.toolkit.fluxcd.io/') &&
    readField(document, root, 'kind').text === 'HelmRelease'
  if (!isRelease) return NOTHING
  const spec = mapUnder(document, { map: root, way: { path: '', aliases: [] } }, 'spec')
  const values = spec && mapUnder(document, spec, 'values')
  return values === undefined ? NOTHING : helmImages(document, values.map, values.way, FORMAT)
}

/** The images in the `spec.values` of a Flux `HelmRelease`. */
export const helmRelease: Format = { name: FORMAT, owns: () => false, locate }
