import type { Place } from '../error.ts'
import type { ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'

/** One file of the GitOps repository. */
export interface Manifest {
  /** Path from the root of the repository, with `/`, without a leading one. */
  readonly path: string
  /** The whole text, byte order mark and line ends included. */
  readonly text: string
}

/** The names of the formats, as `format`, the outputs and the summary spell them. */
export const FORMAT_NAMES = [
  'kustomization',
  'workload',
  'helm-values',
  'helm-release',
  'argocd-application',
  'argocd-source',
  'flux-marker',
  'yaml-field'
] as const

/** One of the {@link FORMAT_NAMES}. */
export type FormatName = (typeof FORMAT_NAMES)[number]

/** One place that an update changed. */
export interface Change {
  /** Where the image has its new version, in the text after the update. */
  readonly place: Place
  /** The other lines that are new there. */
  readonly also?: readonly Place[]
  /** Where it is named in the text before the update; `undefined` where it is not. */
  readonly before?: Place | undefined
  readonly format: FormatName
  /** The name by which the image was looked for. */
  readonly image: string
  readonly from: ImageReference
  readonly to: ImageReference
}

/** What a place that names a wanted image holds after an update, whether that changed it or not. */
export interface SettledImage {
  /** The wish by which the image was looked for. */
  readonly wanted: Wanted
  readonly reference: ImageReference
}

/** A place that stays as it is, for it names a newer version than the one wanted. */
export interface KeptImage {
  /** Where it is in the text after the update, in which other places may change. */
  readonly place: Place
  /** Where it is in the text before. */
  readonly before: Place
  /** The name by which the image was looked for. */
  readonly image: string
  readonly stays: ImageReference
  /** What would have been written. */
  readonly refused: ImageReference
  /** Half a sentence: how the one stands to the other. */
  readonly reason: string
}

/** Something a person should know, though it does not stop the run. */
export interface Notice {
  readonly place: Place
  readonly message: string
}

/** An image that a manifest names, wherever and however it does. */
export interface LocatedImage {
  readonly place: Place
  readonly format: FormatName
  /** The name that addresses it: the `name` of a kustomization entry, or the name in the reference. */
  readonly name: string
  /** What the place stands for: in a kustomization entry, with its `newName`. */
  readonly reference: ImageReference
  /** The same for the same place in another version of the file: the path to it through document, keys and list items. */
  readonly path: string
  /** Whether it has room for a digest; told where places of one name are asked for. */
  readonly takesDigest?: boolean
}

/** What became of one manifest. */
export interface ManifestUpdate {
  readonly manifest: Manifest
  /** The text after the update; the manifest's own where nothing differs. */
  readonly text: string
  readonly changes: readonly Change[]
  /** Positions in the list of wanted images of those that this manifest names (changed or already so). */
  readonly found: ReadonlySet<number>
  readonly notices: readonly Notice[]
  /** What the places hold that name the wanted images. */
  readonly settled: readonly SettledImage[]
  readonly kept: readonly KeptImage[]
}
