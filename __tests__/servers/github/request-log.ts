/** One request as the server saw it. */
export interface LoggedRequest {
  /** Counts from 1, over all requests. */
  readonly number: number
  readonly kind: 'graphql' | 'rest' | 'git'
  readonly method: string
  readonly path: string
  /**
   * What was asked for: `query` or `mutation` and the root fields (`createRef`, `createCommitOnBranch`, …),
   * or the REST route below the repository (`POST git/trees`), or `git`.
   */
  readonly operations: readonly string[]
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The parsed body; undefined when there was none or it was not JSON. */
  readonly body: unknown
  readonly requestBytes: number
  /** Whose token it carried; undefined when none or an unknown one. */
  login: string | undefined
  /** 0 while unanswered, and when the connection was dropped. */
  status: number
  responseBytes: number
  /** The kind of the fault that was injected. */
  fault: string | undefined
}

/** Which requests are meant. Everything left out matches. */
export interface RequestMatch {
  /** One of the request's operations. */
  readonly operation?: string | RegExp
  readonly kind?: LoggedRequest['kind']
  readonly login?: string
  /** Skip so many matching requests first: 1 means the first, 2 the second. */
  readonly number?: number
}

/** Whether a request is of the kind that a match describes; its `number` is not looked at. */
export function matchesRequest(match: RequestMatch, request: LoggedRequest): boolean {
  const { operation, kind, login } = match
  if (kind !== undefined && kind !== request.kind) return false
  if (login !== undefined && login !== request.login) return false
  if (operation === undefined) return request.kind !== 'git' || kind === 'git'
  return request.operations.some((name) =>
    typeof operation === 'string' ? name === operation : operation.test(name)
  )
}

/** Counts matching requests until the wanted one comes. */
export class RequestCounter {
  readonly #match: RequestMatch
  readonly #times: number
  #seen = 0

  constructor(match: RequestMatch, times: number) {
    this.#match = match
    this.#times = times
  }

  /** Whether this request is meant; to be asked once for each request. */
  claims(request: LoggedRequest): boolean {
    if (!matchesRequest(this.#match, request)) return false
    this.#seen += 1
    const first = this.#match.number ?? 1
    return this.#seen >= first && this.#seen < first + this.#times
  }
}
