import type { CheckRun } from '../check-run.ts'
import { nodeId } from '../node-id.ts'
import { connection, type Connection, type PageArguments } from './connection.ts'

/** `CheckRun`. */
export class CheckRunNode {
  readonly __typename = 'CheckRun'
  readonly id: string
  readonly name: string
  readonly status: string
  readonly conclusion: string | null
  readonly detailsUrl = null
  readonly title = null

  constructor({ id, name, conclusion }: CheckRun) {
    this.id = nodeId('CheckRun', id)
    this.name = name
    this.status = conclusion === undefined ? 'IN_PROGRESS' : 'COMPLETED'
    this.conclusion = conclusion ?? null
  }
}

/** `CheckSuite`: all check runs of a commit are in one. */
export class CheckSuiteNode {
  readonly __typename = 'CheckSuite'
  readonly #runs: readonly CheckRun[]

  constructor(runs: readonly CheckRun[]) {
    this.#runs = runs
  }

  checkRuns(page: PageArguments): Connection<CheckRunNode> {
    return connection(
      this.#runs.map((run) => new CheckRunNode(run)),
      page
    )
  }
}
