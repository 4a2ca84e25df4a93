import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { askingOver } from '../../src/adapters/registry/ask.ts'
import type { Http, HttpAnswer } from '../../src/adapters/registry/http.ts'
import { ociRegistry } from '../../src/adapters/registry/registry.ts'
import { UpdateError } from '../../src/core/error.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { digestOf } from '../servers/registry/image-store.ts'

const FIELDS =
  'manifests config digest platform os architecture variant annotations created tags token access_token expires_in errors code message'.split(
    ' '
  )

/** JSON of any shape, in the words of registries. `@0` and such stand for the digests of the contents before it. */
const { answer } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(null, true, 0, -1, 1e308, '', '@0', '@1', '@2', 'linux', 'v1', '2024-01-01T00:00:00Z'),
    fc.array(tie('answer'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('answer'), { maxKeys: 6 })
  )
}))

/** What has the form of a manifest or a configuration, with anything in any place. */
const or = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 3, arbitrary: value }, fc.constant(null), answer)
const digest = or(fc.constantFrom('@0', '@1', '@2'))
const platform = or(
  fc.record({ os: or(fc.constant('linux')), architecture: or(fc.constant('amd64')) }, { requiredKeys: [] })
)
const entry = fc.record({ digest, platform, annotations: answer }, { requiredKeys: [] })
const content = fc.oneof(
  answer,
  fc.record({ manifests: or(fc.array(or(entry), { maxLength: 3 })) }),
  fc.record({ config: or(fc.record({ digest })) }),
  fc.record({ os: or(fc.constant('linux')), architecture: or(fc.constant('amd64')), created: answer })
)

const reply = (status: number, body: Buffer | string, headers = {}): HttpAnswer => ({
  status,
  headers: new Headers(headers),
  body: Buffer.from(body)
})

const CHALLENGE = { 'www-authenticate': 'Bearer realm="http://127.0.0.1/token"' }

/** A registry that asks for a token and answers with these: the last stands behind every tag. */
function registryOf(status: number, token: unknown, tags: unknown, contents: readonly unknown[]): Http {
  const bodies = new Map<string, Buffer>()
  for (const content of contents) {
    const digests = [...bodies.keys()]
    const text = JSON.stringify(content).replaceAll(/@(\d)/g, (_, index) => digests[Number(index)] ?? 'none')
    bodies.set(digestOf(Buffer.from(text)), Buffer.from(text))
  }
  return ({ method, url, headers }) => {
    const [last = ''] = url.pathname.split('/').slice(-1)
    if (last === 'token') return Promise.resolve(reply(200, JSON.stringify(token)))
    if (headers['authorization'] === undefined) return Promise.resolve(reply(401, 'null', CHALLENGE))
    if (last === 'list') return Promise.resolve(reply(status, JSON.stringify(tags)))
    return Promise.resolve(
      reply(status, method === 'HEAD' ? '' : (bodies.get(last) ?? [...bodies.values()].at(-1) ?? ''))
    )
  }
}

test('whatever JSON a registry answers, it is understood or refused in words', async () => {
  const wanted = { os: 'linux', architecture: 'amd64', variant: undefined }
  let understood = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(200, 200, 200, 403, 500),
      fc.oneof({ weight: 4, arbitrary: fc.constant({ token: 't' }) }, answer),
      answer,
      fc.array(content, { minLength: 1, maxLength: 4 }),
      async (status, token, tags, contents) => {
        const credential = { username: 'u', password: 'p', identityToken: undefined, origin: 'a test' }
        const http = registryOf(status, token, tags, contents)
        const asking = askingOver(
          http,
          () => Promise.resolve(credential),
          new FakeClock(),
          () => undefined
        )
        const client = ociRegistry(asking)
        const image = { name: '127.0.0.1/app', tag: 'v1' }
        const outcomes = await Promise.allSettled([
          client.tags(image.name),
          client.resolve(image),
          client.platforms(image),
          client.created(image, []),
          client.created(image, [wanted])
        ])
        for (const outcome of outcomes) {
          if (outcome.status === 'fulfilled') understood += 1
          else expect(outcome.reason).toBeInstanceOf(UpdateError)
        }
      }
    ),
    { numRuns: 1000 }
  )
  expect(understood).toBeGreaterThan(200)
})
