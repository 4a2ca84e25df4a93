import { isArgocdSourcePath } from '../manifest/argocd-source-path.ts'
import { isKustomizationPath } from '../manifest/kustomization-path.ts'
import { directoryOf } from '../manifest/override.ts'

/** Of some paths those of Argo CD's overrides (`.argocd-source*.yaml`) beside selected kustomizations, which are not selected. */
export function overridesBeside(selected: readonly string[], paths: Iterable<string>): readonly string[] {
  const directories = new Set(selected.filter(isKustomizationPath).map(directoryOf))
  const known = new Set(selected)
  return [...paths].filter(
    (path) => isArgocdSourcePath(path) && directories.has(directoryOf(path)) && !known.has(path)
  )
}
