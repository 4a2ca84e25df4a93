/** What lets somebody in at a registry: a password, or an identity token that stands for one. */
export interface Credential {
  readonly username: string
  readonly password: string
  /** To be exchanged for access tokens (OAuth 2's `refresh_token`), instead of the password. */
  readonly identityToken: string | undefined
  /** Where it comes from, as people know it. */
  readonly origin: string
}

/** Finds the credential for a registry, by the host that `registryHost` spells; `undefined` where there is none. */
export type Credentials = (host: string) => Promise<Credential | undefined>

/** The credential as HTTP's Basic scheme has it (RFC 7617). */
export const basicAuthorization = ({ username, password, identityToken }: Credential): string =>
  `Basic ${Buffer.from(`${username}:${identityToken ?? password}`).toString('base64')}`

/** What of a credential must be shown nowhere. */
export const secretsOf = (credential: Credential): readonly string[] => [
  credential.password,
  credential.identityToken ?? '',
  basicAuthorization(credential).replace('Basic ', '')
]

/** Asks these sources one after the other, and each host once. */
export function firstOf(...sources: readonly Credentials[]): Credentials {
  const known = new Map<string, Promise<Credential | undefined>>()
  const ask = async (host: string): Promise<Credential | undefined> => {
    for (const source of sources) {
      const credential = await source(host)
      if (credential !== undefined) return credential
    }
    return undefined
  }
  return (host) => {
    const credential = known.get(host) ?? ask(host)
    known.set(host, credential)
    return credential
  }
}
