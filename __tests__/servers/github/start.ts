import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { restError } from './answer.ts'
import { Forge } from './forge.ts'
import { answerGit } from './git-http/gateway.ts'
import { defaultToken, GitHub } from './github.ts'
import { readIncoming } from './incoming.ts'
import { answerRequest, logRequest } from './pipeline.ts'

/** How to start the server. */
export interface StartOptions {
  /** Milliseconds added to every request. */
  readonly latencyMs?: number
  /** The port; a free one when it is left out. */
  readonly port?: number
  /** Where a directory for the repositories is made; in memory, if there is room, when it is left out. */
  readonly directory?: string
}

async function handle(forge: Forge, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const incoming = await readIncoming(message)
  const request = logRequest(forge, incoming)
  if (incoming.kind === 'git') {
    await answerGit(forge, incoming, request, response)
    return
  }
  const answer = await answerRequest(forge, incoming, request)
  if (answer === undefined) {
    message.socket.destroy()
    return
  }
  request.status = answer.status
  request.responseBytes = answer.body.length
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length })
  response.end(answer.body)
}

function fail(response: ServerResponse, error: unknown): void {
  console.error(error)
  const answer = restError(500, 'Server Error')
  if (!response.headersSent) response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}

/** Starts a loopback GitHub on 127.0.0.1. */
export async function startGitHub(options: StartOptions = {}): Promise<GitHub> {
  const forge = new Forge(options.directory)
  forge.latencyMs = options.latencyMs ?? 0
  forge.addToken({ token: defaultToken, kind: 'app', login: 'gitops[bot]' })
  const server = createServer((message, response) => {
    handle(forge, message, response).catch((error: unknown) => {
      fail(response, error)
    })
  })
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  forge.serverUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return new GitHub(forge, server)
}
