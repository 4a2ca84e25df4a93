import type { CommitWords } from '../core/deployment/word.ts'
import type { ObjectId } from './snapshot.ts'

/** What is said of the commits of the GitOps repository, and what is recorded there. Methods throw `UpdateError`. */
export interface Agent {
  /**
   * What is said of a commit and of those on top of it, newest first. Deployments stand among the words as `deployment:ENVIRONMENT`.
   *
   * @param own - a deployment that this run recorded itself, which says nothing
   */
  readonly words: (
    branch: string,
    commit: ObjectId,
    own: DeploymentId | undefined
  ) => Promise<readonly CommitWords[]>
  readonly record: (commit: ObjectId, environment: string) => Promise<DeploymentId>
  readonly conclude: (deployment: DeploymentId, state: DeploymentState, description: string) => Promise<void>
}

/** GitHub's number of a deployment. */
export type DeploymentId = number

/** The states of a deployment that are recorded. */
export type DeploymentState = 'in_progress' | 'success' | 'failure'
