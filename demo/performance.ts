import type { LoggedCommit, LoggedRequest, PullRequest } from '../__tests__/servers/github/index.ts'
import type { StepResult } from '../__tests__/runner/run-action.ts'

/** A file that differs between the heads before and after a scene. */
export interface ChangedFile {
  readonly path: string
  readonly added: number
  readonly removed: number
}

/** A scene as it was played. */
export interface Performance {
  readonly step: StepResult
  readonly requests: readonly LoggedRequest[]
  readonly milliseconds: number
  /** The branch that was written to, or would have been. */
  readonly branch: string
  /** `git diff` of what the scene wrote. */
  readonly diff: string
  readonly files: readonly ChangedFile[]
  /** What the scene wrote. */
  readonly commits: readonly LoggedCommit[]
  readonly pullRequest: PullRequest | undefined
}
