import type { Server } from 'node:http'
import type { Faults } from './faults.ts'
import type { Forge } from './forge.ts'
import type { Callback } from './hooks.ts'
import type { Lag } from './lag.ts'
import { matchesRequest, type LoggedRequest, type RequestMatch } from './request-log.ts'
import { RepositoryHandle } from './repository-handle.ts'
import type { RepositoryOptions } from './repository-settings.ts'
import type { TokenOptions } from './token.ts'

/** The token that is there from the start: an app that may do everything. */
export const defaultToken = 'ghs_loopback'

/** A running loopback GitHub. */
export class GitHub {
  readonly #forge: Forge
  readonly #server: Server

  constructor(forge: Forge, server: Server) {
    this.#forge = forge
    this.#server = server
  }

  /** For GITHUB_SERVER_URL; also the base of clone addresses. */
  get serverUrl(): string {
    return this.#forge.serverUrl
  }

  /** For GITHUB_API_URL, as on github.com. */
  get apiUrl(): string {
    return this.#forge.serverUrl
  }

  /** For GITHUB_GRAPHQL_URL, as on github.com. */
  get graphqlUrl(): string {
    return `${this.#forge.serverUrl}/graphql`
  }

  /** The addresses as GitHub Enterprise Server has them; the same server answers. */
  get enterprise(): { readonly apiUrl: string; readonly graphqlUrl: string } {
    const { serverUrl } = this.#forge
    return { apiUrl: `${serverUrl}/api/v3`, graphqlUrl: `${serverUrl}/api/graphql` }
  }

  /** The token that is there from the start. */
  get token(): string {
    return defaultToken
  }

  /** Every request so far, in order of arrival. */
  get requests(): readonly LoggedRequest[] {
    return this.#forge.requests
  }

  /** What shall go wrong. */
  get faults(): Faults {
    return this.#forge.faults
  }

  /** How far reads are behind; its fields may be set at any time. */
  get lag(): Lag {
    return this.#forge.lag
  }

  /** Milliseconds added to every request. */
  get latencyMs(): number {
    return this.#forge.latencyMs
  }

  set latencyMs(milliseconds: number) {
    this.#forge.latencyMs = milliseconds
  }

  /** Makes a repository; without `files` an empty one. */
  async createRepository(nameWithOwner: string, options: RepositoryOptions = {}): Promise<RepositoryHandle> {
    return new RepositoryHandle(this.#forge, await this.#forge.createRepository(nameWithOwner, options))
  }

  /** Registers a token. */
  addToken(options: TokenOptions): void {
    this.#forge.addToken(options)
  }

  /** Makes an account without a token. */
  addUser(login: string): void {
    this.#forge.accounts.add(login)
  }

  /** Lets a token be refused from now on. */
  expireToken(token: string): void {
    const known = this.#forge.token(token)
    if (known !== undefined) known.expired = true
  }

  /** Runs a callback before a matching request is handled. */
  beforeRequest(match: RequestMatch, callback: Callback, times = 1): void {
    this.#forge.hooks.add('request', match, callback, times)
  }

  /** Runs a callback before the n-th mutation field from now is carried out; or, by name, before the next of that name. */
  beforeMutation(which: number | string, callback: Callback, times = 1): void {
    const match = typeof which === 'number' ? { number: which } : { operation: which }
    this.#forge.hooks.add('mutation', match, callback, times)
  }

  /** Runs a callback after the n-th ref update from now was checked and before git is asked to do it: a lost race. */
  beforeRefUpdate(callback: Callback, number = 1, times = 1): void {
    this.#forge.hooks.add('ref-update', { number }, callback, times)
  }

  /** How many requests the API got, git clients not counted; or only those that match. */
  countApiRequests(match: Omit<RequestMatch, 'number'> = {}): number {
    return this.requests.filter((request) => request.kind !== 'git' && matchesRequest(match, request)).length
  }

  /** Forgets the requests so far, the faults and the callbacks. */
  forget(): void {
    this.#forge.forget()
  }

  /** Stops the server, ends its processes and removes its files. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
    this.#forge.close()
  }
}
