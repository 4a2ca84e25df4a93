import type { Clock } from '../../ports/clock.ts'
import type { Registry, RegistryAccount } from '../../ports/registry.ts'
import type { Reporter } from '../../ports/reporter.ts'
import { askingOver } from './ask.ts'
import { firstOf, type Credentials } from './credential.ts'
import { dockerCredentials } from './docker-config.ts'
import { httpOverFetch } from './http.ts'
import { patient } from './patience.ts'
import { ociRegistry } from './registry.ts'

const TIMEOUT = 30_000

/** The accounts that the step was given. */
const givenCredentials =
  (accounts: readonly RegistryAccount[]): Credentials =>
  (host) => {
    const account = accounts.find((each) => each.host === host)
    return Promise.resolve(account && { ...account, identityToken: undefined, origin: '"registry-auth"' })
  }

/**
 * Registries as the runner reaches them: with the accounts of its Docker configuration, or else those given, or else as nobody.
 *
 * @param reporter - told of waits, of credentials that could not be had, and of all that must not be shown
 */
export function connectRegistry(
  environment: NodeJS.ProcessEnv,
  accounts: readonly RegistryAccount[],
  clock: Clock,
  { log, conceal }: Pick<Reporter, 'log' | 'conceal'>
): Registry {
  const credentials = firstOf(dockerCredentials(environment, log), givenCredentials(accounts))
  return ociRegistry(askingOver(patient(httpOverFetch(TIMEOUT), clock, log), credentials, clock, conceal))
}
