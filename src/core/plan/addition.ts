import { isArgocdSourcePath } from '../manifest/argocd-source-path.ts'
import { isKustomizationPath } from '../manifest/kustomization-path.ts'

/**
 * The paths of the files that images are added to which no file names: all kustomizations, or where there is none, all
 * files in which Argo CD reads overrides.
 */
export function takersOf(files: readonly { readonly path: string }[]): ReadonlySet<string> {
  const paths = files.map(({ path }) => path)
  const kustomizations = paths.filter(isKustomizationPath)
  return new Set(kustomizations.length > 0 ? kustomizations : paths.filter(isArgocdSourcePath))
}
