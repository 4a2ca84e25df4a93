import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Access, type AccessRules } from './access.ts'
import { digestOf, ImageStore, type StoredContent } from './image-store.ts'
import { json, refusal, type Reply, type SeenRequest } from './reply.ts'

/** How a registry behaves. */
export interface RegistryOptions {
  readonly access?: AccessRules
  /** The most tags that a page holds; all of them on one when it is left out. */
  readonly pageSize?: number
}

/** Answers in the registry's place, or leaves it to the registry (`undefined`). */
export type Interception = (request: SeenRequest) => Reply | undefined | Promise<Reply | undefined>

const ROUTE = /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/

/** A registry on loopback that speaks the reading half of the OCI distribution API. */
export class LoopbackRegistry {
  readonly images = new ImageStore()
  /** Every request so far. */
  readonly requests: SeenRequest[] = []
  readonly access: Access
  /** What happens to requests before the registry sees them. */
  intercept: Interception = () => undefined
  readonly #server: Server
  readonly #pageSize: number
  #port = 0

  constructor({ access, pageSize = Infinity }: RegistryOptions) {
    this.access = new Access(access)
    this.#pageSize = pageSize
    this.#server = createServer((message, response) => {
      void this.#handle(message, response)
    })
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
    return this
  }

  /** `127.0.0.1:PORT`, to stand before a repository in the name of an image. */
  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  get origin(): string {
    return `http://${this.host}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    const request: SeenRequest = {
      method: message.method ?? '',
      url: new URL(message.url ?? '', this.origin),
      headers: message.headers,
      body: Buffer.concat(chunks).toString()
    }
    this.requests.push(request)
    const { status, headers = {}, body = '' } = (await this.intercept(request)) ?? this.#answer(request)
    response.writeHead(status, headers)
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  #answer(request: SeenRequest): Reply {
    const { pathname } = request.url
    if (pathname === '/token') return this.access.token(request)
    const [, repository = '', kind, reference = ''] = ROUTE.exec(pathname) ?? []
    if (kind === undefined) return refusal(404, 'UNSUPPORTED', 'no such route')
    const challenge = this.access.challenge(request, repository, this.origin)
    if (challenge !== undefined) return challenge
    if (kind === 'tags') return this.#tags(repository, request.url)
    const content = this.images.find(repository, reference)
    return content === undefined
      ? refusal(404, 'MANIFEST_UNKNOWN', 'unknown')
      : this.#content(content, request)
  }

  #content({ body, mediaType }: StoredContent, { url, headers }: SeenRequest): Reply {
    // As Debian's docker-registry has it: what is not asked for by its type is not there.
    const isAccepted = String(headers['accept']).includes(mediaType)
    if (url.pathname.includes('/manifests/') && !isAccepted)
      return refusal(404, 'MANIFEST_UNKNOWN', 'not accepted')
    return {
      status: 200,
      headers: { 'content-type': mediaType, 'docker-content-digest': digestOf(body) },
      body
    }
  }

  #tags(repository: string, { pathname, searchParams }: URL): Reply {
    const tags = this.images.tags(repository)
    if (tags === undefined) return refusal(404, 'NAME_UNKNOWN', 'repository name not known to registry')
    const size = Math.min(Number(searchParams.get('n') ?? Infinity), this.#pageSize)
    const last = searchParams.get('last')
    const from = last === null ? 0 : tags.indexOf(last) + 1
    const page = tags.slice(from, from + size)
    const next = `${pathname}?last=${encodeURIComponent(page.at(-1) ?? '')}&n=${size}`
    const isLast = from + page.length >= tags.length
    return json(200, { name: repository, tags: page }, isLast ? {} : { link: `<${next}>; rel="next"` })
  }
}

/** Starts a registry on 127.0.0.1. */
export const startRegistry = (options: RegistryOptions = {}): Promise<LoopbackRegistry> =>
  new LoopbackRegistry(options).start()
