import { randomUUID } from 'node:crypto'
import { json, refusal, type Reply, type SeenRequest } from './reply.ts'

/** Who may read, and how they are to say who they are. */
export interface AccessRules {
  readonly kind: 'basic' | 'token'
  /** Passwords by user name. */
  readonly users: Readonly<Record<string, string>>
  /** Refresh tokens that are taken for access tokens. */
  readonly identityTokens?: readonly string[]
  /** Repositories that anybody may read. */
  readonly open?: readonly string[]
  /** The name under which a token is handed out; `token` when it is left out. */
  readonly tokenName?: 'token' | 'access_token'
  /** Seconds; not told when it is left out. */
  readonly expiresIn?: number
  /** What the challenge names as the realm, instead of the registry's own token server. */
  readonly realm?: string
}

/** Decides about requests, and hands out tokens. */
export class Access {
  readonly #rules: AccessRules | undefined
  readonly #scopesOf = new Map<string, readonly string[]>()

  constructor(rules: AccessRules | undefined) {
    this.#rules = rules
  }

  /** Forgets all tokens, as if their time had come. */
  expire(): void {
    this.#scopesOf.clear()
  }

  #userOf({ headers }: SeenRequest): 'nobody' | 'known' | 'unknown' {
    const basic = /^Basic (.+)$/.exec(String(headers['authorization'] ?? ''))?.[1]
    if (basic === undefined) return 'nobody'
    const [user = '', password] = Buffer.from(basic, 'base64').toString().split(/:(.*)/s)
    return this.#rules?.users[user] === password && password !== undefined ? 'known' : 'unknown'
  }

  #isOpen(scope: string): boolean {
    return this.#rules?.open?.some((repository) => scope === `repository:${repository}:pull`) === true
  }

  /** What the token server answers. */
  token(request: SeenRequest): Reply {
    const form = new URLSearchParams(request.body)
    const isExchange = request.method === 'POST'
    const scopes = isExchange
      ? (form.get('scope') ?? '').split(' ')
      : request.url.searchParams.getAll('scope')
    const isKnown = isExchange
      ? this.#rules?.identityTokens?.includes(form.get('refresh_token') ?? '') === true
      : this.#userOf(request) === 'known'
    const isNobody = !isExchange && this.#userOf(request) === 'nobody'
    if (isExchange && this.#rules?.identityTokens === undefined)
      return refusal(404, 'NOT_FOUND', 'no such page')
    if (!isKnown && !(isNobody && scopes.every((scope) => this.#isOpen(scope))))
      return refusal(isNobody ? 403 : 401, 'DENIED', 'requested access to the resource is denied')
    const token = randomUUID()
    this.#scopesOf.set(token, scopes)
    const { tokenName = 'token', expiresIn } = this.#rules ?? {}
    return json(200, { [tokenName]: token, ...(expiresIn === undefined ? {} : { expires_in: expiresIn }) })
  }

  /** The challenge for a request that may not pass; `undefined` for one that may. */
  challenge(request: SeenRequest, repository: string, origin: string): Reply | undefined {
    if (this.#rules === undefined) return undefined
    const scope = `repository:${repository}:pull`
    if (this.#rules.kind === 'basic') {
      if (this.#userOf(request) === 'known' || this.#isOpen(scope)) return undefined
      return refusal(401, 'UNAUTHORIZED', 'authentication required', {
        'www-authenticate': 'Basic realm="registry"'
      })
    }
    const bearer = /^Bearer (.+)$/.exec(String(request.headers['authorization'] ?? ''))?.[1]
    if (this.#scopesOf.get(bearer ?? '')?.includes(scope) === true) return undefined
    const realm = this.#rules.realm ?? `${origin}/token`
    return refusal(401, 'UNAUTHORIZED', 'authentication required', {
      'www-authenticate': `Negotiate, Bearer realm="${realm}",service="registry.test",scope="${scope}", Basic realm="a, b"`
    })
  }
}
