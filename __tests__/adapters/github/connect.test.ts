import { afterAll, expect, test } from '@jest/globals'
import { Worker } from 'node:worker_threads'
import { systemClock } from '../../../src/adapters/clock.ts'

/** A server on a thread of its own, which goes on while this one is busy: it closes each connection soon after an answer. */
const SERVER = `
const { createServer } = require('node:http')
const { parentPort } = require('node:worker_threads')
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'keep-alive': 'timeout=60' })
    response.end('{"data":{"ok":true}}')
    setTimeout(() => request.socket.end(), 100)
  })
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

const server = new Worker(SERVER, { eval: true })
const port = await new Promise<number>((resolve) => {
  server.once('message', resolve)
})
const address = `http://127.0.0.1:${port}`
process.env['GITHUB_API_URL'] = address
process.env['GITHUB_GRAPHQL_URL'] = `${address}/graphql`
// The toolkit reads the addresses when it is loaded.
const { connect } = await import('../../../src/adapters/github/connect.ts')

afterAll(() => server.terminate())

function beBusy(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

test('a write is not sent on a connection that was closed while a plan was made', async () => {
  const { transport } = connect({ owner: 'acme', name: 'gitops' }, 'token', systemClock, () => undefined)
  for (let round = 0; round < 5; round += 1) {
    await transport.query('query { ok }', {})
    beBusy(400)
    const answer = await transport.mutate('mutation { ok }', { text: 'x'.repeat(1_000_000) })
    expect(answer).toEqual({ data: { ok: true }, faults: [] })
  }
})
