import { reaches, type Wanted } from '../image/wanted.ts'
import { isArgocdSourcePath } from '../manifest/argocd-source-path.ts'
import type { FormatName } from '../manifest/manifest.ts'
import { isKustomizationPath } from '../manifest/kustomization-path.ts'

/**
 * The paths of the files that an image is added to which none of them names: of those that the wish is for, all kustomizations, or where
 * there is none, all files in which Argo CD reads overrides; neither where `formats` leaves it out.
 */
export function takersFor(
  wish: Wanted,
  files: readonly { readonly path: string }[],
  formats: readonly FormatName[]
): ReadonlySet<string> {
  const paths = files.map(({ path }) => path).filter((path) => reaches(wish, path))
  const taking = (format: FormatName, isTaker: (path: string) => boolean): readonly string[] =>
    formats.includes(format) ? paths.filter(isTaker) : []
  const kustomizations = taking('kustomization', isKustomizationPath)
  return new Set(kustomizations.length > 0 ? kustomizations : taking('argocd-source', isArgocdSourcePath))
}
