import type { Place } from '../error.ts'
import type { HelmKeys } from './controller-policy.ts'
import type { Resource } from './resource.ts'

/** A text of a manifest, and where it stands. */
export interface Setting {
  readonly text: string
  readonly place: Place
}

/** How Argo CD Image Updater is to choose among the tags of an image; what is left out has a default. */
export interface UpdateSettings {
  readonly strategy: Setting | undefined
  readonly allowTags: Setting | undefined
  readonly ignoreTags: readonly Setting[] | undefined
  readonly platforms: readonly Setting[] | undefined
}

/** An image that an Application is to have updated. */
export interface ConfiguredImage {
  readonly alias: string | undefined
  /** `IMAGE[:CONSTRAINT]`. */
  readonly reference: Setting
  readonly settings: UpdateSettings
  /** The name that kustomize knows the image by, where that is another. */
  readonly kustomizeName: string | undefined
  readonly helm: HelmKeys | undefined
}

/** Where versions are written back to. */
export interface WriteBack {
  readonly method: Setting | undefined
  readonly repository: Setting | undefined
  readonly branch: Setting | undefined
  readonly target: Setting | undefined
}

/** An Application, and what the updater is told about it, by its annotations or by an `ImageUpdater`. */
export interface ConfiguredApplication {
  readonly application: Resource
  readonly images: readonly ConfiguredImage[]
  readonly writeBack: WriteBack
}

/** The first of several settings of one kind, from the most specific one to the most general. */
export const mergeSettings = (...settings: readonly UpdateSettings[]): UpdateSettings => ({
  strategy: settings.find(({ strategy }) => strategy !== undefined)?.strategy,
  allowTags: settings.find(({ allowTags }) => allowTags !== undefined)?.allowTags,
  ignoreTags: settings.find(({ ignoreTags }) => ignoreTags !== undefined)?.ignoreTags,
  platforms: settings.find(({ platforms }) => platforms !== undefined)?.platforms
})

/** Keys where any is given; the whole reference goes before its parts. */
export const helmKeys = (keys: HelmKeys): HelmKeys | undefined =>
  [keys.name, keys.tag, keys.spec].every((key) => key === undefined) ? undefined : keys
