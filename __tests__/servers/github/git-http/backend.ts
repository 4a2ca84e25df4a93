import { spawn } from 'node:child_process'
import type { ServerResponse } from 'node:http'
import { gitEnvironment } from '../../git/command.ts'
import type { Incoming } from '../incoming.ts'

/** What the CGI program is told beside the request. */
export interface BackendOptions {
  readonly projectRoot: string
  readonly login: string
  /** What the repository's hook reads; see `installPushRules`. */
  readonly rules: Readonly<Record<string, string>>
}

function environment({ method, url, headers, bytes }: Incoming, options: BackendOptions): NodeJS.ProcessEnv {
  return gitEnvironment({
    GIT_PROJECT_ROOT: options.projectRoot,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: method,
    CONTENT_TYPE: headers['content-type'] ?? '',
    CONTENT_LENGTH: String(bytes.length),
    HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    REMOTE_USER: options.login,
    REMOTE_ADDR: '127.0.0.1',
    ...options.rules
  })
}

/** Writes the head of a CGI program's output to the response; gives what of the output follows it. */
function writeHead(response: ServerResponse, output: Buffer): Buffer | undefined {
  const end = output.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const lines = output.toString('latin1', 0, end).split('\r\n')
  let status = 200
  for (const line of lines) {
    const split = line.indexOf(':')
    const [name, value] = [line.slice(0, split), line.slice(split + 1).trim()]
    if (name.toLowerCase() === 'status') status = Number(value.slice(0, 3))
    else response.setHeader(name, value)
  }
  response.writeHead(status)
  return output.subarray(end + 4)
}

/** Lets `git http-backend` answer a request but for the end of the response; gives the number of bytes sent. */
export function serveGit(
  incoming: Incoming,
  response: ServerResponse,
  options: BackendOptions
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env: environment(incoming, options) })
    let head: Buffer = Buffer.alloc(0)
    let sent = 0
    child.stderr.resume()
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.stdout.on('data', (chunk: Buffer) => {
      const rest = response.headersSent ? chunk : writeHead(response, (head = Buffer.concat([head, chunk])))
      if (rest === undefined || rest.length === 0) return
      sent += rest.length
      response.write(rest)
    })
    child.on('close', () => {
      if (!response.headersSent) response.writeHead(500)
      resolve(sent)
    })
    child.stdin.end(incoming.bytes)
  })
}
