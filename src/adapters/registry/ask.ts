import pLimit from 'p-limit'
import type { RegistryAddress } from '../../core/image/registry-address.ts'
import type { Clock } from '../../ports/clock.ts'
import { authorizationFor, type Authorization } from './authorization.ts'
import { secretsOf, type Credentials } from './credential.ts'
import { NoAnswer, type Http, type HttpAnswer } from './http.ts'
import { refusal, unreachable } from './refusal.ts'

/** What is asked of a repository. */
export interface Question {
  readonly method: 'GET' | 'HEAD'
  /** Behind `/v2/REPOSITORY/`, with the query. */
  readonly path: string
  readonly accept: string
}

/** Asks a repository's registry, with what it takes to be let in. */
export interface Asking {
  /**
   * The answer, whatever its status.
   *
   * @throws UpdateError where none comes, or where the registry's token server refuses
   */
  readonly ask: (address: RegistryAddress, question: Question) => Promise<HttpAnswer>
  /** The error for an answer that is no success. */
  readonly refused: (address: RegistryAddress, answer: HttpAnswer) => Promise<Error>
}

/** Milliseconds from the first question of a run, after which no other is asked: slow answers may be without end. */
const LONGEST = 3_600_000

/** Requests under way at once: registries limit their rate, and more gain nothing. */
const AT_ONCE = 8

/** A challenge for a password or token, and one for wider scopes. */
const MOST_CHALLENGES = 2

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

/** Where a registry is: by HTTPS, but on the loopback interface by HTTP, as Docker does. Throws {@link NoAnswer} where no host is so. */
export function registryUrl(host: string): URL {
  if (host === 'docker.io') return new URL('https://registry-1.docker.io')
  const text = `${LOOPBACK.test(host) ? 'http' : 'https'}://${host}`
  if (URL.canParse(text)) return new URL(text)
  throw new NoAnswer('it is no address', 'ENOTFOUND')
}

interface Registrar {
  readonly url: URL
  readonly authorization: Authorization
}

/**
 * Asks registries by HTTP. What each of them wants for authorisation is learnt once, and told to no other.
 *
 * @param conceal - told of every password and token, before a server that could repeat it
 */
export function askingOver(
  http: Http,
  credentials: Credentials,
  clock: Clock,
  conceal: (secret: string) => void
): Asking {
  const limit = pLimit(AT_ONCE)
  const known = new Map<string, Promise<Registrar>>()
  let end: number | undefined

  async function meet(host: string): Promise<Registrar> {
    const url = registryUrl(host)
    const credential = await credentials(host)
    if (credential !== undefined) secretsOf(credential).forEach(conceal)
    return { url, authorization: authorizationFor({ host, url, credential }, http, clock, conceal) }
  }

  function registrarOf(host: string): Promise<Registrar> {
    const registrar = known.get(host) ?? meet(host)
    known.set(host, registrar)
    return registrar
  }

  async function send(
    { host, repository }: RegistryAddress,
    { method, path, accept }: Question
  ): Promise<HttpAnswer> {
    const { url: origin, authorization } = await registrarOf(host)
    const url = new URL(`/v2/${repository}/${path}`, origin)
    for (let challenges = 0; ; challenges += 1) {
      const header = await authorization.header(repository)
      const answer = await http({
        method,
        url,
        headers: { accept, ...(header === undefined ? {} : { authorization: header }) }
      })
      if (answer.status !== 401 || challenges === MOST_CHALLENGES) return answer
      authorization.learn(repository, answer, header)
      if ((await authorization.header(repository)) === header) return answer
    }
  }

  return {
    ask: (address, question) =>
      limit(async () => {
        try {
          end ??= clock.now() + LONGEST
          if (clock.now() > end) throw new NoAnswer('an hour of asking registries is over', 'ETIMEDOUT')
          return await send(address, question)
        } catch (error) {
          throw error instanceof NoAnswer ? unreachable(address.host, error) : error
        }
      }),
    refused: async (address, answer) => refusal(address, answer, await credentials(address.host))
  }
}
