import type { Place } from '../error.ts'
import type { Platform } from '../image/platform.ts'
import type { ObjectName } from '../manifest/kubernetes-object.ts'
import type { PolicyRule } from '../version/rule.ts'
import type { Item } from '../yaml/operation.ts'

/**
 * Which digests are written beside tags.
 *
 * - `never`: none; those that are there go.
 * - `if-absent`: that of a new tag; a tag that stays keeps the digest that it has.
 * - `always`: the one that the tag has now.
 */
export type DigestWriting = 'never' | 'if-absent' | 'always'

/** The fields of Helm values that hold an image, as dotted paths. */
export interface HelmKeys {
  readonly name: string | undefined
  readonly tag: string | undefined
  /** Holds the whole reference; then the others count for nothing. */
  readonly spec: string | undefined
}

/** What a source of an Application overrides of itself. */
export interface SourceOverrides {
  /** Parameters of Helm by their names, as they stand in an override. */
  readonly parameters: ReadonlyMap<string, Item>
  readonly images: readonly string[]
}

/** How an Application names an image, and what there is beside it. */
export interface OverriddenSource {
  /** What the Application says of itself; `undefined` leaves it to the files of the directory. */
  readonly tool: ManifestTool | undefined
  readonly keys: HelmKeys | undefined
  readonly original: string | undefined
  /** An override has to have it, too: Argo CD takes the lists of the override alone. */
  readonly own: SourceOverrides
}

/** The override that Argo CD reads beside the manifests of an Application. */
export interface OverrideTarget extends OverriddenSource {
  readonly kind: 'override'
  readonly directory: string
  /** The names that it may have; the first where none of them is there yet. */
  readonly files: readonly [string, ...string[]]
}

/** A source in the Application itself. */
export interface ApplicationTarget extends OverriddenSource {
  readonly kind: 'application'
  /** The file that has the Application. */
  readonly path: string
  readonly object: ObjectName
  /** The keys that lead to the source. */
  readonly way: readonly (string | number)[]
  /** The override of it, which counts where it is there; `undefined` for a source that is elsewhere. */
  readonly override: OverrideTarget | undefined
}

/** Where a policy is written. */
export type PolicyTarget =
  /** Where its markers are, beneath one of these directories (or in these files). */
  | { readonly kind: 'markers'; readonly roots: readonly string[] }
  /** The kustomization of a directory. */
  | { readonly kind: 'kustomization'; readonly directory: string; readonly original: string | undefined }
  /** A file of Helm values; wherever it names the image, where no keys are given. */
  | { readonly kind: 'values'; readonly path: string; readonly keys: HelmKeys | undefined }
  | OverrideTarget
  | ApplicationTarget

/** What makes the manifests of an Application. */
export type ManifestTool = 'helm' | 'kustomize'

/** How an image is to be updated, as a controller's configuration says it, in the words of this program. */
export interface ControllerPolicy {
  /** `namespace:name` of an `ImagePolicy`, as markers spell it, or `application:alias`: unique among the policies of a step. */
  readonly name: string
  /** As people know it, for messages. */
  readonly title: string
  readonly place: Place
  /** The image whose tags are looked at. */
  readonly image: string
  readonly rule: PolicyRule
  readonly platforms: readonly Platform[]
  readonly digest: DigestWriting
  readonly target: PolicyTarget
}
