import { HttpClient } from '@actions/http-client'

/** A request to a registry, or to the server that gives its tokens. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** An answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/** Sends a request. Throws {@link NoAnswer} where none comes. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>

/** No answer came: the host is not known, its certificate is not trusted, it took too long. */
export class NoAnswer extends Error {
  /** What Node calls the failure, such as `ENOTFOUND`. */
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}

const MOST_REDIRECTS = 5

/** Far more than manifests, which registries limit to 4 MB, and all tags of a large repository on one page. */
const MOST_MEGABYTES = 16
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Knows the proxies of the environment, as every other action does. */
const runner = new HttpClient('gitops-image-update')

interface Failure {
  readonly name: string
  readonly message: string
  readonly code?: string
  readonly cause?: Failure
  readonly errors?: readonly Failure[]
}

/** The failure behind what `fetch` throws: it says "fetch failed" and keeps the reason inside, at times of several addresses. */
function noAnswer(error: unknown, timeout: number): NoAnswer {
  const failure = error as Failure
  if (failure.name === 'TimeoutError')
    return new NoAnswer(`no whole answer came within ${timeout / 1000} s`, 'TIMEOUT')
  const cause = failure.cause ?? failure
  const reason = cause.message === '' ? (cause.errors?.[0] ?? cause) : cause
  return new NoAnswer(reason.message, reason.code ?? cause.code)
}

async function send({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<Response> {
  const dispatcher = runner.getAgentDispatcher(url.href) as RequestInit['dispatcher']
  return fetch(url, {
    method,
    headers: { 'user-agent': 'gitops-image-update', ...headers },
    redirect: 'manual',
    signal,
    ...(body === undefined ? {} : { body }),
    ...(dispatcher === undefined ? {} : { dispatcher })
  })
}

/** The request at the place that an answer points to: with credentials only where it is the server that they are meant for. */
export function redirected(request: HttpRequest, location: string): HttpRequest {
  const { url, headers } = request
  const target = new URL(location, url)
  if (url.protocol === 'https:' && target.protocol !== 'https:') {
    throw new NoAnswer(`it leads from HTTPS to "${target.protocol}//${target.host}"`)
  }
  const { authorization, ...others } = headers
  const kept = target.origin === url.origin && authorization !== undefined ? { authorization } : {}
  return { ...request, url: target, headers: { ...others, ...kept } }
}

async function follow(request: HttpRequest, signal: AbortSignal): Promise<Response> {
  let current = request
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await send(current, signal)
    const location = response.headers.get('location')
    if (!REDIRECTS.has(response.status) || location === null || request.method === 'POST') return response
    await response.body?.cancel()
    current = redirected(current, location)
  }
  throw new NoAnswer(`it redirected more than ${MOST_REDIRECTS} times`)
}

async function read({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > MOST_MEGABYTES * 2 ** 20)
      throw new NoAnswer(`what it sends is longer than ${MOST_MEGABYTES} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * HTTP as Node speaks it, through the proxies of the environment (`https_proxy`, `no_proxy`). Redirects are followed by hand, so that
 * credentials do not travel.
 *
 * @param timeout - milliseconds for one request with its redirects and the whole answer
 */
export const httpOverFetch =
  (timeout: number): Http =>
  async (request) => {
    try {
      const response = await follow(request, AbortSignal.timeout(timeout))
      return { status: response.status, headers: response.headers, body: await read(response) }
    } catch (error) {
      throw error instanceof NoAnswer ? error : noAnswer(error, timeout)
    }
  }
