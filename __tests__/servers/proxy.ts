import { createServer } from 'node:http'
import { connect, type AddressInfo, type Server } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy that runs on loopback, and leads wherever it is asked for to one place. */
export interface Proxy {
  readonly url: string
  /** The hosts and ports asked for, in order. */
  readonly asked: readonly string[]
  readonly close: () => void
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** Listens on a free port of loopback. */
export const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return portOf(server)
}

/** Joins two streams until either ends. */
export function join(one: Duplex, other: Duplex): void {
  const end = (): void => {
    one.destroy()
    other.destroy()
  }
  one.pipe(other).pipe(one)
  for (const stream of [one, other]) stream.on('error', end).on('close', end)
}

/** Starts a proxy that tunnels everything to a port of loopback. */
export async function startProxy(port: number): Promise<Proxy> {
  const asked: string[] = []
  const open = new Set<Duplex>()
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', ({ url = '' }, socket) => {
    asked.push(url)
    open.add(socket)
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      join(socket, upstream)
    })
    upstream.on('error', () => socket.destroy())
  })
  const own = await listening(server)
  return {
    url: `http://127.0.0.1:${String(own)}`,
    asked,
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    }
  }
}
