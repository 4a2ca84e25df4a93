import { describe, expect, test } from '@jest/globals'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { registryUrl } from '../../../src/adapters/registry/ask.ts'
import { httpOverFetch, NoAnswer, redirected } from '../../../src/adapters/registry/http.ts'
import { unreachable } from '../../../src/adapters/registry/refusal.ts'
import { json, refusal, type Reply } from '../../servers/registry/index.ts'
import { useRegistry } from './client.ts'

const registry = useRegistry()

/** A registry that gives these replies first. */
async function after(...replies: readonly Reply[]) {
  const pair = await registry()
  pair.server.images.push('app', 'v1')
  const left = [...replies]
  pair.server.intercept = () => left.shift()
  return pair
}

const limited = (wait: string): Reply => refusal(429, 'TOOMANYREQUESTS', 'slow down', { 'retry-after': wait })

describe('asking again', () => {
  test.each([500, 502, 503, 504, 408])('after %i, three times', async (status) => {
    const { client, name, clock, server } = await after({ status }, { status }, { status })
    expect(await client.tags(name('app'))).toEqual(['v1'])
    expect(clock.slept).toEqual([563, 1125, 2250])
    expect(server.requests).toHaveLength(4)
  })

  test('ends after the third time', async () => {
    const { client, name, server } = await registry()
    server.intercept = () => refusal(503, 'UNAVAILABLE', 'down for today')
    await expect(client.tags(name('app'))).rejects.toMatchObject({
      code: 'unavailable',
      message: `${server.host} answered 503 when asked for "app": UNAVAILABLE: down for today.`
    })
    expect(server.requests).toHaveLength(4)
  })

  test.each([400, 403, 418, 501])('does not help against %i', async (status) => {
    const { client, name, server, clock } = await registry()
    server.intercept = () => ({ status })
    await expect(client.resolve({ name: name('app'), tag: 'v1' })).rejects.toBeDefined()
    expect([server.requests.length, clock.slept]).toEqual([1, []])
  })

  test('waits as long as the registry says', async () => {
    const { client, name, clock, log, server } = await after(limited('20'))
    expect(await client.tags(name('app'))).toEqual(['v1'])
    expect(clock.slept).toEqual([22_500])
    expect(log).toEqual([`${server.host} answered 429; asking again in 22.5 s.`])
  })

  test('waits until the moment that the registry says', async () => {
    const { client, name, clock } = await after(limited(new Date(Date.now() + 30_000).toUTCString()))
    await client.tags(name('app'))
    expect(clock.slept[0]).toBeGreaterThan(25_000)
    expect(clock.slept[0]).toBeLessThan(35_000)
  })

  test('waits longer each time where the registry does not say how long', async () => {
    const { client, name, clock } = await after({ status: 429 }, limited('0'), limited('never'))
    expect(await client.tags(name('app'))).toEqual(['v1'])
    expect(clock.slept).toEqual([1125, 2250, 4500])
  })

  test('does not wait for hours, nor for more than a minute in all', async () => {
    const hours = await after(limited('21600'))
    await expect(hours.client.tags(hours.name('app'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/rate limit of .* is reached: TOOMANYREQUESTS: slow down/) as unknown,
      hint: expect.stringContaining('Those who log in have more') as unknown
    })
    expect(hours.clock.slept).toEqual([])
    const again = await after(...Array.from({ length: 9 }, () => limited('20')))
    await expect(again.client.tags(again.name('app'))).rejects.toMatchObject({ code: 'unavailable' })
    expect(again.clock.slept).toEqual([22_500, 22_500])
  })

  test('follows an answer that does not come in time', async () => {
    const { client, name, server } = await registry({ timeout: 200 })
    server.images.push('app', 'v1')
    let first = true
    server.intercept = async () => {
      const isFirst = first
      first = false
      if (isFirst) await new Promise((resolve) => setTimeout(resolve, 1000))
      return undefined
    }
    expect(await client.tags(name('app'))).toEqual(['v1'])
    expect(server.requests).toHaveLength(2)
  })
})

describe('an answer', () => {
  const tooLong = Buffer.alloc(17 * 2 ** 20, ' ')

  test.each([
    ['as it is', tooLong, {}],
    ['packed', gzipSync(tooLong), { 'content-encoding': 'gzip' }]
  ])('of more than 16 MB, %s, is not read to its end', async (_, body, headers) => {
    const { client, name, server } = await registry()
    server.intercept = () => ({ status: 200, headers, body })
    await expect(client.tags(name('app'))).rejects.toMatchObject({
      code: 'unavailable',
      message: `${server.host} does not answer: what it sends is longer than 16 MB.`,
      hint: expect.stringContaining('proxy') as unknown
    })
    expect(server.requests).toHaveLength(1)
  })

  test('of a million lists in each other is read', async () => {
    const { client, name, server } = await registry()
    server.intercept = () => ({ status: 200, body: '['.repeat(2 ** 20) + ']'.repeat(2 ** 20) })
    expect(await client.tags(name('app'))).toEqual([])
  })

  test('that trickles is not waited for', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 50)
      response.on('close', () => {
        clearInterval(drip)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = new URL(`http://127.0.0.1:${port}/`)
    await expect(httpOverFetch(300)({ method: 'GET', url, headers: {} })).rejects.toMatchObject({
      message: 'no whole answer came within 0.3 s',
      code: 'TIMEOUT'
    })
    server.close()
  })
})

test('at most eight requests are under way at once', async () => {
  const { client, name, server } = await registry()
  let now = 0
  let most = 0
  server.intercept = async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 5))
    now -= 1
    return { status: 404 }
  }
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => client.resolve({ name: name('app'), tag: `v${index}` }))
  )
  expect(most).toBe(8)
})

describe('redirects', () => {
  const request = (url: string) =>
    ({ method: 'GET', url: new URL(url), headers: { accept: '*/*', authorization: 'Bearer t' } }) as const

  test.each([
    ['https://r.example/a', '/b', 'https://r.example/b', true],
    ['https://r.example/a', 'https://r.example:443/b', 'https://r.example/b', true],
    ['https://r.example/a', 'https://r.example:8443/b', 'https://r.example:8443/b', false],
    ['https://r.example/a', 'https://s3.example/b', 'https://s3.example/b', false],
    ['https://r.example/a', '//s3.example/b', 'https://s3.example/b', false],
    ['http://localhost/a', 'https://localhost/b', 'https://localhost/b', false]
  ])('from %s to %s ask %s, with credentials: %s', (from, location, to, isCarried) => {
    const { url, headers } = redirected(request(from), location)
    expect([url.href, 'authorization' in headers, headers['accept']]).toEqual([to, isCarried, '*/*'])
  })

  test('from HTTPS to HTTP are not followed', () => {
    expect(() => redirected(request('https://r.example/a'), 'http://r.example/a')).toThrow(/leads from HTTPS/)
  })

  test('in a circle end', async () => {
    const { client, name, server } = await registry()
    server.intercept = ({ url }) => ({ status: 302, headers: { location: url.pathname } })
    await expect(client.tags(name('app'))).rejects.toThrow(/redirected more than 5 times/)
    expect(server.requests).toHaveLength(6)
  })
})

describe('refusals', () => {
  test.each<readonly [string, Reply, string, RegExp]>([
    ['nobody', json(401, { errors: [] }), 'no-access', /does not show "app" without credentials \(401\)/],
    ['nobody', refusal(403, 'DENIED', 'no\n  way'), 'no-access', /\(403: DENIED: no way\)/],
    [
      'nobody',
      refusal(404, 'NAME_UNKNOWN', 'x'),
      'no-access',
      /has no repository "app", or does not show it/
    ],
    ['nobody', refusal(403, 'DENIED', `no ${'s3cret'.repeat(50)}`), 'no-access', /\(403: DENIED: no\)/],
    ['nobody', refusal(403, 's3cret'.repeat(50), ''), 'no-access', /\(403\)/],
    ['nobody', { status: 400, body: '<html>' }, 'unavailable', /answered 400 when asked for "app"\.$/]
  ])('%s is told %j', async (_, reply, code, message) => {
    const { client, name, server } = await registry()
    server.intercept = () => reply
    await expect(client.tags(name('app'))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as unknown
    })
  })
})

describe('no answer', () => {
  test('of a host that does not exist is told at once', async () => {
    const { client, clock } = await registry()
    await expect(client.tags('registry.invalid/app')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('registry.invalid does not answer') as unknown
    })
    expect(clock.slept.length).toBeLessThan(4)
  })

  test.each([
    ['ENOTFOUND', /Is the name of the registry right/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not seem to speak HTTPS/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
    ['ECONNREFUSED', /Is the registry up/]
  ])('for the reason %s has its remedy', (code, hint) => {
    expect(unreachable('ghcr.io', new NoAnswer('no', code))).toMatchObject({
      code: 'unavailable',
      message: 'ghcr.io does not answer: no.',
      hint: expect.stringMatching(hint) as unknown
    })
  })

  test.each(['registry.example:99999', '1.2.3.400'])('of %s, which is no address, is told', async (host) => {
    const { client } = await registry()
    await expect(client.tags(`${host}/app`)).rejects.toMatchObject({
      code: 'unavailable',
      message: `${host} does not answer: it is no address.`
    })
  })

  test('from a port that nobody listens to is tried again, and then told', async () => {
    const { client, clock, server, name } = await registry()
    await server.close()
    await expect(client.tags(name('app'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/does not answer: .*ECONNREFUSED/) as unknown
    })
    expect(clock.slept).toHaveLength(3)
  })
})

test.each([
  ['docker.io', 'https://registry-1.docker.io/'],
  ['ghcr.io', 'https://ghcr.io/'],
  ['localhost', 'http://localhost/'],
  ['localhost:5000', 'http://localhost:5000/'],
  ['127.0.0.1:5000', 'http://127.0.0.1:5000/'],
  ['127.9.9.9', 'http://127.9.9.9/'],
  ['[::1]:5000', 'http://[::1]:5000/'],
  ['localhost.example.com', 'https://localhost.example.com/'],
  ['127.0.0.1.example.com', 'https://127.0.0.1.example.com/'],
  ['10.0.0.1:5000', 'https://10.0.0.1:5000/']
])('%s is asked at %s', (host, url) => {
  expect(registryUrl(host).href).toBe(url)
})
