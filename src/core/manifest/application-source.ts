import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import { embeddedHelmImages } from './embedded-values.ts'
import { allFindings } from './findings.ts'
import { NOTHING, type Findings } from './format.ts'
import { helmImages } from './helm-images.ts'
import { helmParameters } from './helm-parameters.ts'
import { kustomizeItems } from './kustomize-items.ts'
import type { FormatName } from './manifest.ts'
import { mapUnder, type MapAt } from './way.ts'

function helmOverrides(
  format: FormatName,
  file: YamlFile,
  document: YamlDocument,
  helm: MapAt
): readonly Findings[] {
  const values = mapUnder(document, helm, 'valuesObject')
  return [
    helmParameters(format, document, helm),
    values === undefined ? NOTHING : helmImages(document, values.map, values.way, format),
    embeddedHelmImages(format, file, document, helm, 'values')
  ]
}

/** The images that a source of an Argo CD Application overrides: for kustomize, and for Helm. */
export function sourceImages(
  format: FormatName,
  file: YamlFile,
  document: YamlDocument,
  source: MapAt
): Findings {
  const kustomize = mapUnder(document, source, 'kustomize')
  const helm = mapUnder(document, source, 'helm')
  return allFindings([
    ...(kustomize === undefined ? [] : [kustomizeItems(format, document, kustomize)]),
    ...(helm === undefined ? [] : helmOverrides(format, file, document, helm))
  ])
}
