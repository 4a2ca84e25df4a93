/** The build that this step belongs to. */
export interface RunContext {
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string
  /** Its page; `''` where it has none. */
  readonly repositoryUrl: string
  readonly commit: string
  /** `https://github.com`, or that of another instance. */
  readonly serverUrl: string
  /** The directory that relative paths of the workflow start from. */
  readonly workspace: string
  /** Whether a shell runs this, so that advice is about options and variables, not about workflows. */
  readonly isCommand: boolean
  readonly runId: string
  readonly runAttempt: string
  /** The page of the build; `''` where it has none. */
  readonly runUrl: string
  readonly actor: string
}
