import type { Constraint } from './constraint.ts'
import type { TagFilter } from './filter.ts'

/** Which end of the sorted list is taken: `asc` takes the last, which is the newest, `desc` the first. */
export type Direction = 'asc' | 'desc'

/** What tells one candidate from another. */
export type Order =
  | { readonly by: 'semver'; readonly constraint: Constraint }
  | { readonly by: 'alphabetical'; readonly direction: Direction }
  | { readonly by: 'numerical'; readonly direction: Direction }
  /** By the time at which the image was made. */
  | { readonly by: 'newest-build' }
  /** No choice: this tag, by the digest that it has now. */
  | { readonly by: 'digest'; readonly tag: string }

/**
 * Where controllers differ over a rule of the same words: for `flux` a version has three numbers; for `argocd` (and the inputs
 * of this action) `1` and `1.2` are versions, too.
 */
export type Preset = 'flux' | 'argocd'

/**
 * How a tag is chosen from the list of a repository. The inputs come down to it, and so do Flux's `ImagePolicy` and the
 * configuration of Argo CD Image Updater.
 */
export interface PolicyRule {
  readonly filter: TagFilter
  readonly order: Order
  readonly preset: Preset
}

/** An image whose tag a rule chooses, and where its tags are. */
export interface ImagePolicy {
  /** The name that is looked for in manifests. */
  readonly name: string
  /** The name for the places found, or `undefined` to leave theirs. */
  readonly newName: string | undefined
  /** The image name, with or without a registry, whose tags are the list. */
  readonly repository: string
  readonly rule: PolicyRule
}
