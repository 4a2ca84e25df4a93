/** A state that a deployment went through. */
export interface DeploymentStatus {
  readonly id: number
  readonly state: string
  readonly description: string
  readonly environmentUrl: string
  readonly logUrl: string
  readonly creator: string
  readonly createdAt: Date
}

/** A deployment of a commit to an environment. */
export interface Deployment {
  readonly id: number
  readonly oid: string
  readonly ref: string
  readonly environment: string
  readonly description: string
  readonly task: string
  readonly payload: unknown
  readonly creator: string
  readonly createdAt: Date
  readonly statuses: DeploymentStatus[]
}

/** The state that a deployment is in now, in GraphQL's words. */
export const deploymentState = (deployment: Deployment): string =>
  deployment.statuses.at(-1)?.state.toUpperCase() ?? 'PENDING'
