import type { Format } from '../format.ts'
import { argocdApplication } from './argocd-application.ts'
import { argocdSource } from './argocd-source.ts'
import { fluxMarker } from './flux-marker.ts'
import { helmRelease } from './helm-release.ts'
import { helmValues } from './helm-values.ts'
import { kustomization } from './kustomization.ts'
import { workload } from './workload.ts'
import { yamlField } from './yaml-field.ts'

/** Every format. Their order means nothing: what several of them find in one place counts once. */
export const formats: readonly Format[] = [
  kustomization,
  workload,
  argocdApplication,
  argocdSource,
  helmValues,
  helmRelease,
  fluxMarker,
  yamlField
]
