import type { Wanted } from '../core/image/wanted.ts'
import type { Platform } from '../core/image/platform.ts'
import type { AgentFilter } from '../core/deployment/agent.ts'
import type { FormatName } from '../core/manifest/manifest.ts'
import type { IfMissing } from '../core/plan/plan.ts'
import type { ProposalTemplates } from '../core/story/proposal-text.ts'
import type { Template } from '../core/plan/template.ts'
import type { ImagePolicy } from '../core/version/rule.ts'
import type { Selection } from '../core/selection/selection.ts'
import type { MergeMethod } from '../core/merge/merge-state.ts'
import type { AnnotationNames } from '../ports/proposal.ts'
import type { RegistryAccount } from '../ports/registry.ts'
import type { ImageName } from './image-names.ts'

/** What to do when nothing differs. */
export type IfUnchanged = 'skip' | 'warn' | 'fail'

/** What to do where a place names a newer version than the one to be written. */
export type IfOlder = 'skip' | 'fail' | 'write'

/** How a pull request is to look. */
export interface ProposalSettings {
  /** The head branch. */
  readonly branch: string
  readonly templates: ProposalTemplates
  readonly draft: boolean
  /** Whether older pull requests that this one replaces are closed. */
  readonly supersede: boolean
  readonly annotations: AnnotationNames
  /** How to merge it; `undefined` leaves that to people. */
  readonly autoMerge: MergeMethod | undefined
}

/** How the change is delivered. */
export type Mode =
  | {
      readonly kind: 'commit'
      /** What to open where the branch refuses the commit for being protected; `undefined` lets that fail. */
      readonly proposal: ProposalSettings | undefined
    }
  | { readonly kind: 'dry-run' }
  | { readonly kind: 'pull-request'; readonly proposal: ProposalSettings }

/** Where the versions come from. */
export type SourceSettings =
  | {
      /** `images` and `tag` give them. */
      readonly kind: 'given'
      readonly wanted: readonly Wanted[]
    }
  | {
      /** Another environment's manifests have them. */
      readonly kind: 'promotion'
      readonly origins: readonly PromotionOrigin[]
      /** The only images to promote; all that both sides name, where there is none. */
      readonly images: readonly ImageName[]
    }
  | {
      /** History has them. */
      readonly kind: 'rollback'
      readonly images: readonly ImageName[]
      readonly target: RollbackTarget
    }
  | PolicySettings
  | ControllerSettings

/** Policies of Flux or of Argo CD Image Updater, in manifests of the repository, tell which versions to choose, and for which files. */
export interface ControllerSettings {
  readonly kind: 'policies'
  /** The manifests that hold them. */
  readonly policies: Selection
  /** The only images to update; all that the policies name, where there is none. */
  readonly images: readonly ImageName[]
}

/** The registries have the versions, and a rule chooses. */
export interface PolicySettings {
  readonly kind: 'registry'
  readonly images: readonly ImagePolicy[]
  /** What a person should know about the lines of `images`, as sentences. */
  readonly notices: readonly string[]
}

/** Manifests of the GitOps repository that versions are promoted from. */
export interface PromotionOrigin {
  /** The branch, tag or commit to read them at; `undefined` means the very commit that is updated. */
  readonly revision: string | undefined
  readonly selection: Selection
}

/** How far to go back: over a number of versions, or to what a commit (a full or short name) holds. */
export type RollbackTarget =
  { readonly kind: 'versions'; readonly count: number } | { readonly kind: 'commit'; readonly commit: string }

/** What registries are asked for, and as whom. */
export interface RegistrySettings {
  /** Write the digest of each tag, too. */
  readonly pinDigest: boolean
  /** Write nothing that the registry does not have. */
  readonly verifyImage: boolean
  /** Those that an image must serve; empty where none is asked for. */
  readonly platforms: readonly Platform[]
  /** For the registries that the runner's Docker configuration does not cover. */
  readonly accounts: readonly RegistryAccount[]
}

/** What the step asks for: every input checked, defaults in place. */
export interface Settings {
  readonly source: SourceSettings
  readonly registry: RegistrySettings
  /** The files to update; `undefined` only where policies tell them, which it else limits. */
  readonly selection: Selection | undefined
  /** `undefined` only with a checkout: the address of its remote may tell. */
  readonly repository: { readonly owner: string; readonly name: string } | undefined
  /** The path of a checkout to work in, instead of through the API. */
  readonly checkout: string | undefined
  /** `undefined` means the default branch. */
  readonly branch: string | undefined
  /** Empty only with a checkout that needs none. */
  readonly token: string
  readonly mode: Mode
  readonly commitMessage: Template
  /** Whether it was given: then policies do not word commits. */
  readonly isMessageGiven: boolean
  /** The formats that may find images. */
  readonly formats: readonly FormatName[]
  readonly ifMissing: IfMissing
  readonly ifUnchanged: IfUnchanged
  readonly ifOlder: IfOlder
  /** For reading the repository that built the images; empty where nothing is to be asked of it. */
  readonly sourceToken: string
  /** Whose word on the commit is waited for; nobody's, where it is left out. */
  readonly waitFor: AgentFilter | undefined
  /** Milliseconds. */
  readonly waitTimeout: number
  /** The environment that a deployment is recorded to. */
  readonly environment: string | undefined
  /** How often the edit is applied again after the first attempt. */
  readonly retries: number
}
