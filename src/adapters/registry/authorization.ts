import type { RegistryAddress } from '../../core/image/registry-address.ts'
import type { Clock } from '../../ports/clock.ts'
import { parseChallenges, type Challenge } from './challenge.ts'
import { basicAuthorization, type Credential } from './credential.ts'
import type { Http, HttpAnswer } from './http.ts'
import { notARegistry, refusal } from './refusal.ts'
import { readToken, requestToken, tokenServerOf, type TokenServer } from './token.ts'

/** How one registry wants its requests to be authorised, learnt from its challenges. */
export interface Authorization {
  /** The header to send for a repository; `undefined` before the registry has asked for one, or where there is nothing to send. */
  readonly header: (repository: string) => Promise<string | undefined>
  /** Takes the challenge of a 401 in, which came in spite of `sent`: the next header will answer it. */
  readonly learn: (repository: string, refused: HttpAnswer, sent: string | undefined) => void
}

/** Seconds before its end at which a token is no longer sent. */
const MARGIN = 10

interface HeldToken {
  readonly text: string
  /** In the milliseconds of the clock. */
  readonly ends: number
}

/**
 * Answers the challenges of one registry: with a token of its token server where it takes those, or else with the password itself.
 * Tokens are kept until they end, for each set of scopes. Nothing that is learnt here is for any other host.
 */
export function authorizationFor(
  {
    host,
    url,
    credential
  }: { readonly host: string; readonly url: URL; readonly credential: Credential | undefined },
  http: Http,
  clock: Clock,
  conceal: (secret: string) => void
): Authorization {
  let wants: { readonly kind: 'basic' } | { readonly kind: 'token'; readonly server: TokenServer } | undefined
  const scopes = new Map<string, Set<string>>()
  const tokens = new Map<string, Promise<HeldToken>>()
  const sendable = new Map<string, string>()

  const scopesOf = (repository: string): Set<string> => {
    const known = scopes.get(repository) ?? new Set([`repository:${repository}:pull`])
    scopes.set(repository, known)
    return known
  }

  async function fetchToken(server: TokenServer, repository: string): Promise<HeldToken> {
    const address: RegistryAddress = { host, repository }
    const answer = await requestToken(http, server, [...scopesOf(repository)], credential)
    if (answer.status >= 300) throw refusal(address, answer, credential)
    const token = readToken(answer)
    if (token === undefined) throw notARegistry(server.realm.host, 'it holds no token')
    conceal(token.text)
    return { text: token.text, ends: clock.now() + (token.expiresIn - MARGIN) * 1000 }
  }

  async function bearer(server: TokenServer, repository: string): Promise<string> {
    const held = tokens.get(repository) ?? fetchToken(server, repository)
    tokens.set(repository, held)
    const { text, ends } = await held
    if (clock.now() < ends) {
      const header = `Bearer ${text}`
      sendable.set(repository, header)
      return header
    }
    // Of all who find it over, the first renews it.
    if (tokens.get(repository) === held) tokens.delete(repository)
    return bearer(server, repository)
  }

  /** Widens the scopes to what the challenge asks for, and drops a token that did not do. */
  function learnScopes(repository: string, challenge: Challenge, sent: string | undefined): void {
    const asked = (challenge.parameters.get('scope') ?? '').split(' ')
    for (const scope of asked) if (scope !== '') scopesOf(repository).add(scope)
    if (sent !== undefined && sent === sendable.get(repository)) tokens.delete(repository)
  }

  return {
    header: async (repository) => {
      if (wants === undefined) return undefined
      if (wants.kind === 'token') return bearer(wants.server, repository)
      return credential && basicAuthorization(credential)
    },
    learn: (repository, refused, sent) => {
      const challenges = parseChallenges(refused.headers.get('www-authenticate') ?? '')
      const challenge = challenges.find((each) => each.scheme === 'bearer' && each.parameters.has('realm'))
      if (challenge !== undefined) {
        wants = { kind: 'token', server: tokenServerOf(challenge, url) }
        learnScopes(repository, challenge, sent)
      } else if (challenges.some(({ scheme }) => scheme === 'basic')) wants = { kind: 'basic' }
    }
  }
}
