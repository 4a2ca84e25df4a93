import { deploymentState, type Deployment, type DeploymentStatus } from '../deployment.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { accountNode, type AccountNode } from './account-node.ts'
import { connection, type Connection, type PageArguments } from './connection.ts'

/** `DeploymentStatus`. */
export class DeploymentStatusNode {
  readonly __typename = 'DeploymentStatus'
  readonly id: string
  readonly state: string
  readonly description: string
  readonly environmentUrl: string | null
  readonly logUrl: string | null
  readonly createdAt: string
  readonly creator: AccountNode

  constructor(session: Session, status: DeploymentStatus) {
    this.id = nodeId('DeploymentStatus', status.id)
    this.state = status.state.toUpperCase()
    this.description = status.description
    this.environmentUrl = status.environmentUrl === '' ? null : status.environmentUrl
    this.logUrl = status.logUrl === '' ? null : status.logUrl
    this.createdAt = status.createdAt.toISOString()
    this.creator = accountNode(session, status.creator)
  }
}

/** `Deployment`. */
export class DeploymentNode {
  readonly __typename = 'Deployment'
  readonly id: string
  readonly databaseId: number
  readonly environment: string
  readonly description: string
  readonly task: string
  readonly payload: string
  readonly state: string
  readonly commitOid: string
  readonly createdAt: string
  readonly creator: AccountNode
  readonly latestStatus: DeploymentStatusNode | null
  readonly #statuses: readonly DeploymentStatusNode[]

  constructor(session: Session, repository: Repository, deployment: Deployment) {
    this.id = nodeId('Deployment', repository.id, deployment.id)
    this.databaseId = deployment.id
    this.environment = deployment.environment
    this.description = deployment.description
    this.task = deployment.task
    this.payload = JSON.stringify(deployment.payload)
    this.commitOid = deployment.oid
    this.createdAt = deployment.createdAt.toISOString()
    this.creator = accountNode(session, deployment.creator)
    this.#statuses = deployment.statuses.map((status) => new DeploymentStatusNode(session, status)).reverse()
    this.latestStatus = this.#statuses[0] ?? null
    this.state = { SUCCESS: 'ACTIVE' }[deploymentState(deployment)] ?? deploymentState(deployment)
  }

  statuses(page: PageArguments): Connection<DeploymentStatusNode> {
    return connection(this.#statuses, page)
  }
}
