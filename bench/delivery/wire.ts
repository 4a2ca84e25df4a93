import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

const CHANNEL = 'http.server.request.start'

/** What went over the wire, heads of requests and answers included, as the client sees it. */
export interface Traffic {
  readonly requests: number
  readonly sent: number
  readonly received: number
}

/** Counts what the HTTP servers of this process receive and send while work is done. */
export async function trafficOf(work: () => Promise<unknown>): Promise<Traffic> {
  const sockets = new Set<Socket>()
  let requests = 0
  const onRequest = (message: unknown): void => {
    requests += 1
    sockets.add((message as { readonly socket: Socket }).socket)
  }
  subscribe(CHANNEL, onRequest)
  try {
    await work()
  } finally {
    unsubscribe(CHANNEL, onRequest)
  }
  const all = [...sockets]
  return {
    requests,
    sent: all.reduce((sum, socket) => sum + socket.bytesRead, 0),
    received: all.reduce((sum, socket) => sum + socket.bytesWritten, 0)
  }
}
