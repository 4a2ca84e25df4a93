import type { Platform } from '../core/image/platform.ts'
import type { ImageReference } from '../core/image/reference.ts'

/** What a reference stands for at this moment. */
export interface ResolvedImage {
  /** That of the image, or of the index that holds its platforms. */
  readonly digest: string
}

/** An account at a registry, as `registry-auth` gives it. */
export interface RegistryAccount {
  /** As `registryHost` spells it. */
  readonly host: string
  readonly username: string
  readonly password: string
}

/**
 * Container registries, whichever host a name leads to. What a reference stands for is asked once in a run and then remembered, so
 * that all steps speak of one image. Every method throws `UpdateError`: `no-access` where a registry does not show a repository,
 * `unavailable` where it does not answer as one.
 */
export interface Registry {
  /** Every tag of a repository, each once, in the registry's order. `name` is an image name, such as `ghcr.io/acme/api`. */
  readonly tags: (name: string) => Promise<readonly string[]>
  /** What the reference stands for, by its digest where it has one, or else by its tag; `undefined` where there is none such. */
  readonly resolve: (reference: ImageReference) => Promise<ResolvedImage | undefined>
  /**
   * What the image runs on: one platform, or those of its index without attestations and such; `undefined` where there is no
   * such image.
   */
  readonly platforms: (reference: ImageReference) => Promise<readonly Platform[] | undefined>
  /**
   * When the image was made, to the nanosecond, as text that sorts: of an index, the newest among the images for these platforms, or
   * without platforms among all. `''` where none of them tells, `undefined` where there is no such image.
   */
  readonly created: (reference: ImageReference, platforms: readonly Platform[]) => Promise<string | undefined>
}
