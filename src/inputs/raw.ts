/** The names of the inputs, as action.yml lists them. */
export const INPUT_NAMES = [
  'images',
  'tag',
  'update-strategy',
  'allow-tags',
  'ignore-tags',
  'extract',
  'policies',
  'promote-from',
  'rollback',
  'platforms',
  'pin-digest',
  'verify-image',
  'registry-auth',
  'manifests',
  'format',
  'repository',
  'branch',
  'token',
  'checkout',
  'mode',
  'commit-message',
  'if-missing',
  'if-unchanged',
  'if-older',
  'if-protected',
  'retries',
  'source-token',
  'pull-request-branch',
  'pull-request-title',
  'pull-request-body',
  'labels',
  'assignees',
  'reviewers',
  'team-reviewers',
  'milestone',
  'draft',
  'auto-merge',
  'supersede',
  'wait-for',
  'wait-timeout',
  'environment'
] as const

/** The name of an input. */
export type InputName = (typeof INPUT_NAMES)[number]

/** The values of `mode`; the first is the default. */
export const MODES = ['commit', 'pull-request', 'dry-run'] as const

/** The inputs as the runner hands them over: every one a string, `''` where it is not given. */
export type RawInputs = Readonly<Record<InputName, string>>

/** One item of a list input. */
export interface Item {
  readonly text: string
  /** The line of the input, from 1. */
  readonly line: number
}

/** The items of a list input: one a line, trimmed, without blank lines and lines that start with `#`. */
export const items = (raw: string): readonly Item[] =>
  raw
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ text: line.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'))

/** The name of a branch, however it is written. */
export const shortBranch = (text: string): string => text.trim().replace(/^refs\/heads\//, '')

/** The name of the branch that the input names; `''` for the default branch. */
export const branchName = (raw: RawInputs): string => shortBranch(raw.branch)
