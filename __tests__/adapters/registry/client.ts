import { askingOver } from '../../../src/adapters/registry/ask.ts'
import type { Credential } from '../../../src/adapters/registry/credential.ts'
import { httpOverFetch } from '../../../src/adapters/registry/http.ts'
import { patient } from '../../../src/adapters/registry/patience.ts'
import { ociRegistry } from '../../../src/adapters/registry/registry.ts'
import type { Registry } from '../../../src/ports/registry.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'
import { useRegistries } from '../../scenarios/registries.ts'
import type { LoopbackRegistry, RegistryOptions } from '../../servers/registry/index.ts'

/** A registry on loopback with a client of its own. */
export interface Pair {
  readonly server: LoopbackRegistry
  readonly client: Registry
  readonly clock: FakeClock
  readonly log: string[]
  /** Every secret that came to be known. */
  readonly concealed: readonly string[]
  /** The name of an image there. */
  readonly name: (repository: string) => string
  /** `METHOD path?query` of each request so far, without `/v2/`. */
  readonly asked: () => readonly string[]
}

/** How the client of a pair is made. */
export interface ClientOptions extends RegistryOptions {
  readonly credential?: Partial<Credential>
  /** Milliseconds. */
  readonly timeout?: number
}

/** A credential with a password. */
export const account = (username: string, password: string): Credential => ({
  username,
  password,
  identityToken: undefined,
  origin: 'the Docker configuration'
})

/** Starts a pair for each test that asks for one, and ends the registries after all of them. */
export function useRegistry(): (options?: ClientOptions) => Promise<Pair> {
  const registries = useRegistries()
  return async ({ credential, timeout = 10_000, ...options } = {}) => {
    const server = await registries(options)
    const clock = new FakeClock()
    const log: string[] = []
    const concealed: string[] = []
    const http = patient(httpOverFetch(timeout), clock, (line) => log.push(line))
    const whole = credential && { ...account('', ''), ...credential }
    const client = ociRegistry(
      askingOver(
        http,
        (host) => Promise.resolve(host === server.host ? whole : undefined),
        clock,
        (secret) => concealed.push(secret)
      )
    )
    return {
      server,
      client,
      clock,
      log,
      concealed,
      name: (repository) => `${server.host}/${repository}`,
      asked: () =>
        server.requests.map(({ method, url }) => `${method} ${url.pathname.replace('/v2/', '')}${url.search}`)
    }
  }
}
