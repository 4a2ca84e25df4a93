import { rootMap, type YamlDocument, type YamlFile } from '../../yaml/document.ts'
import { readField } from '../../yaml/field.ts'
import { NOTHING, type Findings, type Format } from '../format.ts'
import { helmImages } from '../helm-images.ts'

const FORMAT = 'helm-values'

/** Files of values have no name of their own: what is no object of Kubernetes may be some. */
function locate(_file: YamlFile, document: YamlDocument): Findings {
  const root = rootMap(document)
  if (root === undefined) return NOTHING
  const isObject = ['apiVersion', 'kind'].every((key) => readField(document, root, key).value !== undefined)
  return isObject ? NOTHING : helmImages(document, root, { path: '', aliases: [] }, FORMAT)
}

/** The images in files of Helm values, and in whatever else is a map of the user's own. */
export const helmValues: Format = { name: FORMAT, owns: () => false, locate }
