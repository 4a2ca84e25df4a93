import { randomFrom } from '../random.ts'

/** The image that every generated manifest names, beside one of its own. */
export const sharedImage = 'ghcr.io/acme/proxy'

/** The version that all images have at first. */
export const firstVersion = 'v1.0.0'

const nameOf = (number: number): string => `service-${String(number).padStart(5, '0')}`

/** The image that only the manifest of this number names, from 1. */
export const ownImage = (number: number): string => `ghcr.io/acme/${nameOf(number)}`

/** The policy of Flux (`namespace:name`) that the markers on an image's versions name. */
export const policyOf = (image: string): string => `flux-system:${image.slice(image.lastIndexOf('/') + 1)}`

/** The folder of all manifests. */
export const everyFolder = 'apps'

/** The folder of the manifest of this number. */
export const folderOf = (number: number): string =>
  `${everyFolder}/team-${String(1 + (number % 24)).padStart(2, '0')}/${nameOf(number)}`

const entry = (image: string): string =>
  `  - name: ${image}\n    newTag: ${firstVersion} # {"$imagepolicy": "${policyOf(image)}:tag"}\n`

/** Settings that no two manifests share, as in life, so that git cannot shrink them to nothing. */
const settings = (random: () => number): string =>
  Array.from({ length: 8 }, (_, line) => `      - SETTING_${line}=${random().toString(36).slice(2)}\n`).join(
    ''
  )

const manifest = (number: number, random: () => number): string => `\
# ${nameOf(number)}, deployed by CI.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${nameOf(number)}

resources:
  - ../../../base/web

images:
${entry(ownImage(number))}${entry(sharedImage)}
replicas:
  - name: ${nameOf(number)} # see the capacity plan
    count: 2

configMapGenerator:
  - name: ${nameOf(number)}
    literals:
${settings(random)}`

/** A GitOps repository of so many manifests and nothing else: kustomizations of which each names two images, with the markers of Flux. */
export function generatedManifests(count: number): Readonly<Record<string, string>> {
  const random = randomFrom(count)
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${folderOf(index + 1)}/kustomization.yaml`,
      manifest(index + 1, random)
    ])
  )
}
