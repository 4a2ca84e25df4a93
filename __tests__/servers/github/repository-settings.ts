import type { FileContent } from '../git/file-content.ts'

/** What a repository's settings page decides. */
export interface RepositorySettings {
  isPrivate: boolean
  isArchived: boolean
  isLocked: boolean
  isDisabled: boolean
  autoMergeAllowed: boolean
  mergeCommitAllowed: boolean
  squashMergeAllowed: boolean
  rebaseMergeAllowed: boolean
  deleteBranchOnMerge: boolean
  webCommitSignoffRequired: boolean
  draftsAllowed: boolean
  /** "Allow GitHub Actions to create and approve pull requests". */
  actionsMayCreatePullRequests: boolean
  /** Whether createCommitOnBranch keeps the mode of an executable file; GitHub is not known to. */
  keepsModes: boolean
}

/** A label's name and colour. */
export interface Label {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string
}

/** A milestone. */
export interface Milestone {
  readonly number: number
  readonly title: string
  readonly state: 'OPEN' | 'CLOSED'
}

/** A repository to make. Without `files` it is empty: no commit, no branch. */
export interface RepositoryOptions extends Partial<RepositorySettings> {
  readonly files?: Readonly<Record<string, FileContent>>
  readonly defaultBranch?: string
  readonly message?: string
  readonly labels?: readonly string[]
  readonly milestones?: readonly string[]
  /** Logins that reviews and issues may be given to. */
  readonly collaborators?: readonly string[]
  /** Slugs of teams of the owner that have access. */
  readonly teams?: readonly string[]
}

/** A private repository as a new organisation has it. */
export const defaultSettings: RepositorySettings = {
  isPrivate: true,
  isArchived: false,
  isLocked: false,
  isDisabled: false,
  autoMergeAllowed: false,
  mergeCommitAllowed: true,
  squashMergeAllowed: true,
  rebaseMergeAllowed: true,
  deleteBranchOnMerge: false,
  webCommitSignoffRequired: false,
  draftsAllowed: true,
  actionsMayCreatePullRequests: true,
  keepsModes: false
}
