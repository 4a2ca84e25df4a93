import type { YamlDocument } from '../yaml/document.ts'
import { allFindings } from './findings.ts'
import type { Findings } from './format.ts'
import { helmParameters } from './helm-parameters.ts'
import { kustomizeItems } from './kustomize-items.ts'
import type { FormatName } from './manifest.ts'
import { mapUnder, type MapAt } from './way.ts'

/** The images that a source of an Argo CD Application overrides: for kustomize, and for Helm. */
export function sourceImages(format: FormatName, document: YamlDocument, source: MapAt): Findings {
  const kustomize = mapUnder(document, source, 'kustomize')
  const helm = mapUnder(document, source, 'helm')
  return allFindings([
    ...(kustomize === undefined ? [] : [kustomizeItems(format, document, kustomize)]),
    ...(helm === undefined ? [] : [helmParameters(format, document, helm)])
  ])
}
