import type { CommitWords } from '../core/deployment/word.ts'
import type { ObjectId } from './snapshot.ts'

/** What is said of the commits of the GitOps repository, and what is recorded there. Methods throw `UpdateError`. */
export interface Agent {
  /**
   * What is said of a commit and of those of the branch that contain it, newest first. Deployments stand among the words as
   * `deployment:ENVIRONMENT`; those that this program records say nothing.
   *
   * @param containing - commits that are known to contain it, by an earlier answer: the newest of a branch do not tell it of all
   */
  readonly words: (
    branch: string,
    commit: ObjectId,
    containing: readonly ObjectId[]
  ) => Promise<readonly CommitWords[]>
  readonly record: (commit: ObjectId, environment: string) => Promise<DeploymentId>
  readonly conclude: (deployment: DeploymentId, state: DeploymentState, note: DeploymentNote) => Promise<void>
}

/** GitHub's number of a deployment. */
export type DeploymentId = number

/** The states of a deployment that are recorded; `error` where nobody knows how it went. */
export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'error'

/** What stands beside the state of a deployment. */
export interface DeploymentNote {
  readonly description: string
  /** The page of the build; `''` where it has none. */
  readonly logUrl: string
}
