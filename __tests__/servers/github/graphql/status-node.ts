import type { CheckRun } from '../check-run.ts'
import { combinedState, type CommitStatus } from '../commit-status.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { accountNode, type AccountNode } from './account-node.ts'
import { CheckRunNode } from './check-suite-node.ts'
import { connection, type Connection, type PageArguments } from './connection.ts'

/** `StatusContext`: one status of a commit. */
export class StatusContextNode {
  readonly __typename = 'StatusContext'
  readonly id: string
  readonly context: string
  readonly state: string
  readonly description: string
  readonly targetUrl: string | null
  readonly createdAt: string
  readonly creator: AccountNode

  constructor(session: Session, repository: Repository, status: CommitStatus) {
    this.id = nodeId('StatusContext', repository.id, status.id)
    this.context = status.context
    this.state = status.state
    this.description = status.description
    this.targetUrl = status.targetUrl ?? null
    this.createdAt = status.createdAt.toISOString()
    this.creator = accountNode(session, status.creator)
  }
}

/** `Status`: the newest status of every context of a commit. */
export class StatusNode {
  readonly __typename = 'Status'
  readonly id: string
  readonly state: string
  readonly contexts: readonly StatusContextNode[]

  constructor(session: Session, repository: Repository, oid: string, statuses: readonly CommitStatus[]) {
    this.id = nodeId('Status', repository.id, oid)
    this.state = combinedState(statuses)
    this.contexts = statuses.map((status) => new StatusContextNode(session, repository, status))
  }

  context({ name }: { name: string }): StatusContextNode | null {
    return this.contexts.find((one) => one.context.toLowerCase() === name.toLowerCase()) ?? null
  }
}

/** `StatusCheckRollup`: the statuses and the check runs of a commit in one list. */
export class StatusCheckRollupNode {
  readonly __typename = 'StatusCheckRollup'
  readonly state: string
  readonly #contexts: readonly (StatusContextNode | CheckRunNode)[]

  constructor(
    session: Session,
    repository: Repository,
    statuses: readonly CommitStatus[],
    runs: readonly CheckRun[]
  ) {
    this.state = combinedState(statuses)
    this.#contexts = [
      ...runs.map((run) => new CheckRunNode(run)),
      ...statuses.map((status) => new StatusContextNode(session, repository, status))
    ]
  }

  contexts(page: PageArguments): Connection<StatusContextNode | CheckRunNode> {
    return connection(this.#contexts, page)
  }
}
