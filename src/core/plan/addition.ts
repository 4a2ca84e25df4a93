import { reaches, type Wanted } from '../image/wanted.ts'
import { isArgocdSourcePath } from '../manifest/argocd-source-path.ts'
import { isSameImage } from '../image/name.ts'
import type { FormatName } from '../manifest/manifest.ts'
import { isKustomizationPath } from '../manifest/kustomization-path.ts'
import type { Aim } from '../selection/manifest-line.ts'
import type { PlannedFile } from './planned-file.ts'

/**
 * The paths of the files that an image is added to which none of them names: of those that the wish is for, all kustomizations, or where
 * there is none, all files in which Argo CD reads overrides; neither where `formats` or the lines of `manifests` leave it out.
 */
export function takersFor(
  wish: Wanted,
  files: readonly Pick<PlannedFile, 'path' | 'aims'>[],
  formats: readonly FormatName[]
): ReadonlySet<string> {
  const isFor = ({ image, pointer }: Aim): boolean =>
    pointer === undefined && (image === undefined || isSameImage(image, wish.name))
  const paths = files
    .filter(({ path, aims }) => reaches(wish, path) && aims.some(isFor))
    .map(({ path }) => path)
  const taking = (format: FormatName, isTaker: (path: string) => boolean): readonly string[] =>
    formats.includes(format) ? paths.filter(isTaker) : []
  const kustomizations = taking('kustomization', isKustomizationPath)
  return new Set(kustomizations.length > 0 ? kustomizations : taking('argocd-source', isArgocdSourcePath))
}
