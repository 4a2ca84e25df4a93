import type { IncomingMessage } from 'node:http'

/** A request read whole, its prefix of GitHub Enterprise Server taken off. */
export interface Incoming {
  readonly kind: 'graphql' | 'rest' | 'git'
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly bytes: Buffer
  /** The parsed body; undefined when there is none or it is not JSON. */
  readonly json: unknown
}

function parseJson(bytes: Buffer): unknown {
  try {
    return bytes.length === 0 ? undefined : JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

function kindOf(url: URL): Incoming['kind'] {
  if (url.pathname === '/graphql' || url.pathname === '/api/graphql') return 'graphql'
  return /^\/[^/]+\/[^/]+\.git\//.test(url.pathname) ? 'git' : 'rest'
}

/** Reads a request to its end. A git request's body may be large and is kept as bytes. */
export async function readIncoming(message: IncomingMessage): Promise<Incoming> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1')
  const kind = kindOf(url)
  url.pathname = url.pathname.replace(/^\/api\/v3(?=\/|$)/, '')
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const { method = 'GET', headers } = message
  return { kind, method, url, headers, bytes, json: kind === 'git' ? undefined : parseJson(bytes) }
}

/** The token that a request carries: `token X`, `Bearer X`, or the password of basic authentication. */
export function credentialOf(headers: IncomingMessage['headers']): string | undefined {
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(' ')
  if (/^basic$/i.test(scheme)) {
    const text = Buffer.from(value, 'base64').toString()
    return text.slice(text.indexOf(':') + 1)
  }
  return value === '' ? undefined : value
}
