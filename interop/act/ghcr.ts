import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import { selfSigned } from '../../__tests__/servers/certificate.ts'
import { join, listening, startProxy } from '../../__tests__/servers/proxy.ts'
import { startRegistry, type LoopbackRegistry } from '../../__tests__/servers/registry/index.ts'

const HOST = 'ghcr.io'

/** A registry on loopback that is `ghcr.io` to whoever has its environment. */
export interface Ghcr {
  readonly images: LoopbackRegistry['images']
  /** The requests so far, each as `HEAD /v2/…`. */
  readonly requests: () => readonly string[]
  /** What a runner behind a proxy has: the proxy, and the authority of the certificates that it meets there. */
  readonly environment: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

/**
 * Starts a registry that is reached as the real one is: by HTTPS, under its own name, and with a token that it gives for what is private,
 * as packages are until somebody opens them.
 *
 * @param users - passwords by the names of those who may read
 */
export async function startGhcr(folder: string, users: Readonly<Record<string, string>>): Promise<Ghcr> {
  const realm = `https://${HOST}/token`
  const registry = await startRegistry({ access: { kind: 'token', users, realm } })
  const { key, cert } = selfSigned(HOST, folder)
  const sockets = new Set<Socket>()
  const front = createServer({ key: await readFile(key), cert: await readFile(cert) }, (socket) => {
    sockets.add(socket)
    join(socket, connect(Number(new URL(registry.origin).port), '127.0.0.1'))
  })
  const proxy = await startProxy(await listening(front))
  return {
    images: registry.images,
    requests: () => registry.requests.map(({ method, url }) => `${method} ${url.pathname}`),
    environment: { https_proxy: proxy.url, no_proxy: '127.0.0.1', NODE_EXTRA_CA_CERTS: cert },
    stop: async () => {
      proxy.close()
      for (const socket of sockets) socket.destroy()
      front.close()
      await registry.close()
    }
  }
}
