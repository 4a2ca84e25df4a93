import { rootMap, type YamlDocument, type YamlFile } from '../../yaml/document.ts'
import { sourceImages } from '../application-source.ts'
import { isArgocdSourcePath } from '../argocd-source-path.ts'
import { NOTHING, type Findings, type Format } from '../format.ts'

function locate(file: YamlFile, document: YamlDocument): Findings {
  const root = rootMap(document)
  if (root === undefined || document.index !== 0 || !isArgocdSourcePath(file.path)) return NOTHING
  return sourceImages('argocd-source', file, document, { map: root, way: { path: '', aliases: [] } })
}

/** The overrides in `.argocd-source.yaml` and `.argocd-source-APP.yaml`, as Argo CD Image Updater writes them. */
export const argocdSource: Format = { name: 'argocd-source', owns: isArgocdSourcePath, locate }
