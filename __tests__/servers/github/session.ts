import type { Account } from './account.ts'
import type { Forge } from './forge.ts'
import type { LoggedRequest } from './request-log.ts'
import type { Repository } from './repository.ts'
import type { Token } from './token.ts'
import type { Refusal } from './refusal.ts'

/** An error beside a payload that is there nevertheless. */
export interface Notice {
  readonly refusal: Refusal
  readonly path: readonly (string | number)[]
  readonly locations: readonly { readonly line: number; readonly column: number }[]
}

/** One request being answered: who asks, of what, and what else was noticed on the way. */
export class Session {
  readonly forge: Forge
  readonly token: Token | undefined
  readonly request: LoggedRequest
  readonly api: 'graphql' | 'rest'
  /** How many more files and mutations the request may touch before its resource limits are exceeded. */
  budget = Number.POSITIVE_INFINITY
  /** What is said once the budget is spent, where it is not for the limit of resources. */
  shortage: string | undefined
  /** How many entries a tree listing keeps before it is truncated. */
  treeLimit = 100_000
  /** Errors beside a payload that is there nevertheless. */
  readonly notices: Notice[] = []

  constructor(forge: Forge, token: Token | undefined, request: LoggedRequest) {
    this.forge = forge
    this.token = token
    this.request = request
    this.api = request.kind === 'graphql' ? 'graphql' : 'rest'
  }

  /** The account that asks; nobody's requests are `ghost`'s. */
  get viewer(): Account {
    return this.forge.accounts.add(this.token?.login ?? 'ghost')
  }

  /** The web address of something in a repository. */
  url(repository: Repository, ...rest: readonly (string | number)[]): string {
    return [this.forge.serverUrl, repository.nameWithOwner, ...rest].join('/')
  }
}
