import { UpdateError } from '../../core/error.ts'
import type { Challenge } from './challenge.ts'
import { basicAuthorization, type Credential } from './credential.ts'
import type { Http, HttpAnswer } from './http.ts'
import { readFields, textOf } from './json.ts'

/** An access token for some scopes of a registry. */
export interface Token {
  readonly text: string
  /** Seconds from the moment it was given. */
  readonly expiresIn: number
}

/** Who gives the tokens of a registry, as its challenge says. */
export interface TokenServer {
  readonly realm: URL
  readonly service: string | undefined
}

const CLIENT = 'gitops-image-update'
const SHORTEST_LIFE = 60

/**
 * The token server that a registry names.
 *
 * @param registry - the registry's own address: credentials for an HTTPS registry are not sent by plain HTTP
 */
export function tokenServerOf({ parameters }: Challenge, registry: URL): TokenServer {
  const text = parameters.get('realm') ?? ''
  const realm = URL.canParse(text) ? new URL(text) : undefined
  const isSecure =
    realm?.protocol === 'https:' || (realm?.protocol === 'http:' && registry.protocol === 'http:')
  if (realm !== undefined && isSecure) return { realm, service: parameters.get('service') }
  const complaint = realm === undefined ? 'no address' : 'not safe'
  throw new UpdateError(
    'unavailable',
    `${registry.host} sends us to "${text}" for a token, which is ${complaint}.`,
    { hint: 'No credentials were sent. The registry needs an HTTPS address as the realm of its tokens.' }
  )
}

async function exchangeIdentity(
  http: Http,
  { realm, service }: TokenServer,
  scopes: readonly string[],
  identityToken: string
): Promise<HttpAnswer> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    ...(service === undefined ? {} : { service }),
    client_id: CLIENT,
    scope: scopes.join(' '),
    refresh_token: identityToken
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  return http({ method: 'POST', url: realm, headers, body: form.toString() })
}

function askToken(
  http: Http,
  { realm, service }: TokenServer,
  scopes: readonly string[],
  credential: Credential | undefined
): Promise<HttpAnswer> {
  const url = new URL(realm)
  if (service !== undefined) url.searchParams.set('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  const authorization = credential && { authorization: basicAuthorization(credential) }
  return http({ method: 'GET', url, headers: { accept: 'application/json', ...authorization } })
}

/**
 * Asks for a token: with an identity token by OAuth 2, or where the server does not know that, as with a password; without
 * credentials as nobody.
 */
export async function requestToken(
  http: Http,
  server: TokenServer,
  scopes: readonly string[],
  credential: Credential | undefined
): Promise<HttpAnswer> {
  if (credential?.identityToken !== undefined) {
    const answer = await exchangeIdentity(http, server, scopes, credential.identityToken)
    if (answer.status !== 404 && answer.status !== 405) return answer
  }
  return askToken(http, server, scopes, credential)
}

/** The token in an answer; `undefined` where it holds none. Registries call it `token`, OAuth 2 `access_token`. */
export function readToken({ body }: HttpAnswer): Token | undefined {
  const { token, access_token: accessToken, expires_in: life } = readFields(body.toString()) ?? {}
  // Other characters cannot be sent in a header, whose error would show them.
  const text = [token, accessToken].map(textOf).find((each) => /^[!-~]+$/.test(each))
  const seconds = typeof life === 'object' ? 0 : Number(life)
  return text === undefined
    ? undefined
    : { text, expiresIn: seconds >= SHORTEST_LIFE ? seconds : SHORTEST_LIFE }
}
