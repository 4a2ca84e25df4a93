import { isScalar } from 'yaml'
import { rootMap, type YamlDocument, type YamlFile } from '../../yaml/document.ts'
import { readField } from '../../yaml/field.ts'
import { scalarText } from '../../yaml/scalar.ts'
import { embeddedHelmImages } from '../embedded-values.ts'
import { allFindings } from '../findings.ts'
import { NOTHING, type Findings, type Format } from '../format.ts'
import { helmImages } from '../helm-images.ts'
import { mapUnder, type MapAt } from '../way.ts'

const FORMAT = 'helm-values'

/** `values.yaml`, and what is named after it: `values-prod.yaml`, `shop.values.yml`. */
const VALUES_FILE = /(?:^|[._-])values(?:[._-].*)?\.ya?ml$/

/** The files of values in a ConfigMap, as a Flux `HelmRelease` takes them by `valuesFrom`. */
function configMapImages(file: YamlFile, document: YamlDocument, root: MapAt): Findings {
  const data = mapUnder(document, root, 'data')
  if (data === undefined) return NOTHING
  const keys = data.map.items.map(({ key }) => (isScalar(key) ? scalarText(key) : ''))
  const files = [...new Set(keys)].filter((key) => VALUES_FILE.test(key))
  return allFindings(files.map((key) => embeddedHelmImages(FORMAT, file, document, data, key)))
}

/** Files of values have no name of their own: what is no object of Kubernetes may be some. */
function locate(file: YamlFile, document: YamlDocument): Findings {
  const map = rootMap(document)
  if (map === undefined) return NOTHING
  const root = { map, way: { path: '', aliases: [] } }
  const apiVersion = readField(document, map, 'apiVersion')
  const kind = readField(document, map, 'kind')
  if (apiVersion.value === undefined || kind.value === undefined) {
    return helmImages(document, map, root.way, FORMAT)
  }
  return kind.text === 'ConfigMap' ? configMapImages(file, document, root) : NOTHING
}

/** The images in files of Helm values, those in a ConfigMap too, and in whatever else is a map of the user's own. */
export const helmValues: Format = { name: FORMAT, owns: () => false, locate }
