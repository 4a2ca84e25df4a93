/** What sort of credential it is; refusals and commit signatures differ. */
export type TokenKind = 'github-actions' | 'app' | 'pat-fine' | 'pat-classic'

/** How far one right goes. */
export type Level = 'none' | 'read' | 'write'

/** The rights of a token on one repository. */
export interface Rights {
  readonly contents: Level
  readonly pullRequests: Level
  readonly issues: Level
  readonly workflows: Level
  readonly members: Level
  readonly statuses: Level
  readonly checks: Level
  readonly deployments: Level
}

/** One of the rights. */
export type Right = keyof Rights

/** A token to register. Without `rights` it may do everything that its kind can, everywhere. */
export interface TokenOptions {
  readonly token: string
  readonly kind: TokenKind
  readonly login: string
  /** By `owner/name`, or `*` for every other repository. A level alone stands for all rights. */
  readonly rights?: Readonly<Record<string, Level | Partial<Rights>>>
  /** What the user behind it may do, on every repository: `WRITE` unless told. */
  readonly role?: 'ADMIN' | 'WRITE' | 'TRIAGE' | 'READ'
  /** The scopes of a classic token. */
  readonly scopes?: readonly string[]
  /** How many requests (REST) and points (GraphQL) an hour. */
  readonly limits?: { readonly core?: number; readonly graphql?: number }
}

const uniform = (level: Level): Rights => ({
  contents: level,
  pullRequests: level,
  issues: level,
  workflows: level,
  members: level,
  statuses: level,
  checks: level,
  deployments: level
})

/** A credential, whom it stands for and what it may do. */
export class Token {
  readonly value: string
  readonly kind: TokenKind
  readonly login: string
  readonly scopes: readonly string[]
  readonly role: NonNullable<TokenOptions['role']>
  readonly #rights: Readonly<Record<string, Level | Partial<Rights>>>
  readonly #limits: Record<'core' | 'graphql', number>
  readonly #used = { core: 0, graphql: 0 }
  /** Whether the token is refused as if it had been revoked. */
  expired = false

  constructor(options: TokenOptions) {
    const perHour = options.kind === 'github-actions' ? 1000 : 5000
    this.value = options.token
    this.kind = options.kind
    this.login = options.login
    this.role = options.role ?? 'WRITE'
    this.scopes = options.scopes ?? ['repo', 'workflow', 'read:org']
    this.#rights = options.rights ?? { '*': 'write' }
    this.#limits = { core: perHour, graphql: perHour, ...options.limits }
  }

  /** Whether it belongs to an app: github-actions or another. */
  get isIntegration(): boolean {
    return this.kind === 'github-actions' || this.kind === 'app'
  }

  /** What it may do on a repository; undefined when it was not given that repository. */
  rightsOn(nameWithOwner: string): Rights | undefined {
    const given = this.#rights[nameWithOwner] ?? this.#rights['*']
    if (given === undefined || given === 'none') return undefined
    const rights = typeof given === 'string' ? uniform(given) : { ...uniform('none'), ...given }
    return this.kind === 'github-actions' ? { ...rights, workflows: 'none', members: 'none' } : rights
  }

  /** Whether it may look at an organisation's teams. */
  mayReadMembers(organization: string): boolean {
    const names = ['*', ...Object.keys(this.#rights).filter((name) => name.startsWith(`${organization}/`))]
    return names.some((name) => (this.rightsOn(name)?.members ?? 'none') !== 'none')
  }

  /** Counts one request against the hourly budget; the numbers that the headers report. */
  spend(resource: 'core' | 'graphql'): { limit: number; used: number; remaining: number } {
    this.#used[resource] += 1
    return this.budget(resource)
  }

  /** The hourly budget as it stands. */
  budget(resource: 'core' | 'graphql'): { limit: number; used: number; remaining: number } {
    const limit = this.#limits[resource]
    const used = Math.min(this.#used[resource], limit)
    return { limit, used, remaining: limit - used }
  }

  /** Whether the hourly budget was used up before this request. */
  isExhausted(resource: 'core' | 'graphql'): boolean {
    return this.#used[resource] > this.#limits[resource]
  }
}
