import { describe, expect, test } from '@jest/globals'
import { formatPlatform, parsePlatform, type Platform } from '../../../src/core/image/platform.ts'
import { digestOf } from '../../servers/registry/image-store.ts'
import { json, refusal } from '../../servers/registry/index.ts'
import { useRegistry } from './client.ts'

const registry = useRegistry()
const NO_IMAGE = `sha256:${'0'.repeat(64)}`

const platform = (text: string): Platform => {
  const parsed = parsePlatform(text)
  if (parsed === undefined) throw new Error(`"${text}" is no platform.`)
  return parsed
}

describe('what a reference stands for', () => {
  test('is asked without its content', async () => {
    const { client, name, server, asked } = await registry()
    const digest = server.images.push('team/app', 'v1')
    expect(await client.resolve({ name: name('team/app'), tag: 'v1' })).toEqual({ digest })
    expect(asked()).toEqual(['HEAD team/app/manifests/v1'])
  })

  test('is the index, where there is one', async () => {
    const { client, name, server } = await registry()
    const digest = server.images.pushIndex('app', 'v1', [{}, { platform: 'linux/arm64' }])
    expect(await client.resolve({ name: name('app'), tag: 'v1' })).toEqual({ digest })
  })

  test.each([
    ['vnd.docker.distribution.manifest.v2+json', { config: { digest: NO_IMAGE } }],
    ['vnd.docker.distribution.manifest.list.v2+json', { manifests: [] }],
    ['vnd.docker.distribution.manifest.v1+prettyjws', { schemaVersion: 1, fsLayers: [] }]
  ])('is told of Docker’s application/%s, too', async (type, manifest) => {
    const { client, name, server } = await registry()
    const digest = server.images.pushManifest('app', 'v1', manifest, `application/${type}`)
    expect(await client.resolve({ name: name('app'), tag: 'v1' })).toEqual({ digest })
  })

  test('is looked up by the digest where it has one, whatever the tag', async () => {
    const { client, name, server, asked } = await registry()
    const digest = server.images.push('app', 'v1')
    expect(await client.resolve({ name: name('app'), tag: 'gone', digest })).toMatchObject({ digest })
    expect(asked()).toEqual([`HEAD app/manifests/${digest}`])
  })

  test('is "latest" without either', async () => {
    const { client, name, server } = await registry()
    const digest = server.images.push('app', 'latest')
    expect(await client.resolve({ name: name('app') })).toMatchObject({ digest })
  })

  test.each([
    ['tag', { tag: 'v9' }],
    ['digest', { digest: NO_IMAGE }]
  ])('is nothing where there is no such %s', async (_, version) => {
    const { client, name, server } = await registry()
    server.images.push('app', 'v1')
    expect(await client.resolve({ name: name('app'), ...version })).toBeUndefined()
    expect(await client.platforms({ name: name('app'), ...version })).toBeUndefined()
    expect(await client.created({ name: name('app'), ...version }, [])).toBeUndefined()
  })

  test('stays the same for all who ask', async () => {
    const { client, name, server } = await registry()
    const first = server.images.push('app', 'v1')
    await client.resolve({ name: name('app'), tag: 'v1' })
    server.images.push('app', 'v1', { created: '2024-01-01T00:00:00Z' })
    expect(await client.resolve({ name: name('app'), tag: 'v1' })).toMatchObject({ digest: first })
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['does not tell a digest', () => ({ status: 200 })],
    ['tells what is none', () => ({ status: 200, headers: { 'docker-content-digest': 'sha256:1' } })],
    ['has no HEAD', () => refusal(405, 'UNSUPPORTED', 'no such method')]
  ])('is the digest of the content where the registry %s', async (_, head) => {
    const { client, name, server } = await registry()
    const digest = server.images.push('app', 'v1')
    server.intercept = ({ method }) => (method === 'HEAD' ? head() : undefined)
    expect(await client.resolve({ name: name('app'), tag: 'v1' })).toMatchObject({ digest })
  })

  test.each([['<html>Please log in</html>'], ['{"errors":[]}'], ['']])(
    'is nothing that %s says in the place of a registry',
    async (body) => {
      const { client, name, server } = await registry()
      server.intercept = () => ({ status: 200, headers: { 'content-type': 'text/html' }, body })
      await expect(client.resolve({ name: name('app'), tag: 'v1' })).rejects.toMatchObject({
        code: 'unavailable',
        message: `What ${server.host} answered is not that of a registry: it is no manifest of an image.`
      })
    }
  )
})

describe('an image of Docker’s first schema', () => {
  const layer = { os: 'linux', architecture: 'arm64', created: '2016-01-02T03:04:05Z' }
  const type = 'application/vnd.docker.distribution.manifest.v1+prettyjws'
  const manifest = { schemaVersion: 1, history: [{ v1Compatibility: JSON.stringify(layer) }, {}] }

  test('tells its platform and its creation in the manifest', async () => {
    const { client, name, server, asked } = await registry()
    server.images.pushManifest('app', 'v1', manifest, type)
    const image = { name: name('app'), tag: 'v1' }
    expect((await client.platforms(image))?.map(formatPlatform)).toEqual(['linux/arm64'])
    expect(await client.created(image, [])).toBe('2016-01-02T03:04:05.000000000')
    expect(asked()).toEqual(['GET app/manifests/v1'])
  })

  test('is signed: its digest is not that of all its bytes', async () => {
    const { client, name, server } = await registry()
    server.images.pushManifest('app', 'v1', manifest, type)
    server.intercept = ({ method }) => (method === 'HEAD' ? { status: 200 } : undefined)
    await expect(client.resolve({ name: name('app'), tag: 'v1' })).rejects.toThrow(
      /does not tell the digest of a signed manifest/
    )
  })
})

describe('platforms', () => {
  test('of an index are those of its images, without attestations', async () => {
    const { client, name, server, asked } = await registry()
    server.images.pushIndex('app', 'v1', [
      { platform: 'linux/amd64' },
      { platform: 'linux/arm/v7' },
      { platform: 'windows/amd64' }
    ])
    const platforms = await client.platforms({ name: name('app'), tag: 'v1' })
    expect(platforms?.map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm/v7', 'windows/amd64'])
    expect(asked()).toEqual(['GET app/manifests/v1'])
  })

  test('of one image are in its configuration', async () => {
    const { client, name, server } = await registry()
    server.images.push('app', 'v1', { platform: 'linux/arm64/v8' })
    expect(await client.platforms({ name: name('app'), tag: 'v1' })).toEqual([
      { os: 'linux', architecture: 'arm64', variant: 'v8' }
    ])
  })
})

describe('an index', () => {
  const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
  const image = { name: 'app', tag: 'v1' }

  /** A repository whose tag is an image in that many indexes, which tell no platform. */
  async function nested(depth: number) {
    const pair = await registry()
    const { images } = pair.server
    let digest = images.push('app', 'v1', { platform: 'linux/arm64', created: '2024-01-01T00:00:00Z' })
    for (let indexes = 0; indexes < depth; indexes += 1)
      digest = images.pushManifest('app', 'v1', { manifests: [{ digest }] }, OCI_INDEX)
    return { ...pair, image: { ...image, name: pair.name('app') } }
  }

  test.each([
    [1, ['linux/arm64'], '2024-01-01T00:00:00.000000000'],
    [2, ['linux/arm64'], '2024-01-01T00:00:00.000000000'],
    [3, [], undefined]
  ])('that tells no platform is looked into, one in another too: %d', async (depth, platforms, created) => {
    const pair = await nested(depth)
    expect((await pair.client.platforms(pair.image))?.map(formatPlatform)).toEqual(platforms)
    expect(await pair.client.created(pair.image, [platform('linux/arm64')])).toBe(created)
    expect(await pair.client.created(pair.image, [platform('linux/amd64')])).toBeUndefined()
  })

  test('of itself has an end', async () => {
    const { client, name, server } = await registry()
    const manifests = [{ digest: `sha512:${'0'.repeat(128)}` }]
    server.intercept = () => json(200, { manifests })
    expect(await client.platforms({ ...image, name: name('app') })).toEqual([])
    expect(server.requests).toHaveLength(2)
  })
})

describe('what an index holds beside images', () => {
  const linux = { os: 'linux', architecture: 'amd64' }
  const unknown = { os: 'unknown', architecture: 'unknown' }
  const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' }

  test.each([
    ['of a platform that is not known', { platform: unknown }],
    ['that says so of itself', { platform: { ...linux, architecture: 's390x' }, annotations }]
  ])('an attestation %s is no platform', async (_, attestation) => {
    const { client, name, server } = await registry()
    const manifests = [
      { digest: NO_IMAGE, platform: linux },
      { digest: NO_IMAGE, ...attestation }
    ]
    server.images.pushManifest('app', 'v1', { manifests }, 'application/vnd.oci.image.index.v1+json')
    const platforms = await client.platforms({ name: name('app'), tag: 'v1' })
    expect(platforms?.map(formatPlatform)).toEqual(['linux/amd64'])
  })
})

describe('the moment of creation', () => {
  const day = (number: number) => `2024-01-0${number}T00:00:00.123456789Z`
  const at = (number: number) => `2024-01-0${number}T00:00:00.123456789`
  const images = [
    { platform: 'linux/amd64', created: day(1) },
    { platform: 'linux/arm/v6', created: day(2) },
    { platform: 'linux/arm/v7', created: day(3) },
    { platform: 'windows/amd64', created: day(4) },
    { platform: 'linux/s390x' }
  ]

  test.each<readonly [readonly string[], string | undefined]>([
    [[], at(4)],
    [['linux/amd64'], at(1)],
    [['linux/arm'], at(3)],
    [['linux/arm/v6'], at(2)],
    [['linux/amd64', 'linux/arm/v6'], at(2)],
    [['linux/s390x'], ''],
    [['linux/ppc64le'], undefined]
  ])('of an index, for %j', async (wanted, expected) => {
    const { client, name, server } = await registry()
    server.images.pushIndex('app', 'v1', images)
    expect(await client.created({ name: name('app'), tag: 'v1' }, wanted.map(platform))).toBe(expected)
  })

  test.each<readonly [string, string | undefined, string | undefined]>([
    ['linux/amd64', day(5), at(5)],
    ['linux/arm64', day(5), undefined],
    ['linux/amd64', '2024-01-05T09:00:00.1234567890+09:00', `${at(5)}0`],
    ['linux/amd64', '2024-01-05T00:00:00Z', '2024-01-05T00:00:00.000000000'],
    ['linux/amd64', '2024-01-05T00:00:00.5Z', '2024-01-05T00:00:00.500000000'],
    ['linux/amd64', undefined, ''],
    ['linux/amd64', 'yesterday', '']
  ])('of one image of %s, created %s, for linux/amd64', async (own, created, expected) => {
    const { client, name, server } = await registry()
    server.images.push('app', 'v1', { platform: own, ...(created === undefined ? {} : { created }) })
    const wanted = [platform('linux/amd64')]
    expect(await client.created({ name: name('app'), tag: 'v1' }, wanted)).toBe(expected)
  })

  test('is read from the store that the registry points to', async () => {
    const { client, name, server } = await registry()
    server.images.push('app', 'v1', { created: day(5) })
    server.intercept = ({ url }) =>
      url.pathname.includes('/blobs/') && url.search === ''
        ? { status: 307, headers: { location: `${url.pathname}?signed=1` } }
        : undefined
    expect(await client.created({ name: name('app'), tag: 'v1' }, [])).toBe(at(5))
  })
})

describe('content', () => {
  test('that has not the digest by which it was asked for is refused', async () => {
    const { client, name, server } = await registry()
    server.images.push('app', 'v1')
    server.intercept = ({ url }) =>
      url.pathname.includes('/blobs/')
        ? { status: 200, body: '{"created":"2024-01-01T00:00:00Z"}' }
        : undefined
    await expect(client.created({ name: name('app'), tag: 'v1' }, [])).rejects.toThrow(
      /does not have the digest/
    )
  })

  test('of a manifest that has not the digest is refused, too', async () => {
    const { client, name, server } = await registry()
    server.intercept = () => ({ status: 200, body: '{"manifests":[]}' })
    const wrong = client.platforms({ name: name('app'), digest: NO_IMAGE })
    await expect(wrong).rejects.toThrow(/does not have the digest/)
  })

  test('of a configuration that is not there is told with its digest', async () => {
    const { client, name, server } = await registry()
    server.images.push('app', 'v1')
    server.intercept = ({ url }) =>
      url.pathname.includes('/blobs/') ? refusal(404, 'BLOB_UNKNOWN', 'gone') : undefined
    await expect(client.platforms({ name: name('app'), tag: 'v1' })).rejects.toMatchObject({
      code: 'missing-image',
      message: expect.stringMatching(
        /^The registry has ".*\/app:v1", but not its configuration sha256:[0-9a-f]{64}\.$/
      ) as unknown
    })
  })

  test.each([
    ['an image', { config: { digest: '../../../v2/other/blobs/x?y' } }],
    ['an index', { manifests: [{ digest: '../../../v2/other/manifests/x?y' }] }]
  ])('that %s names by no digest is not asked for', async (_, manifest) => {
    const { client, name, server, asked } = await registry()
    server.intercept = () => json(200, manifest)
    await client.created({ name: name('app'), tag: 'v1' }, []).catch(() => undefined)
    expect(asked()).toEqual(['GET app/manifests/v1'])
  })

  test.each([['<html>'], ['[]'], ['{}'], ['{"config":{}}'], ['{"config":{"digest":"sha256:1"}}'], ['null']])(
    '%s is no manifest',
    async (body) => {
      const { client, name, server } = await registry()
      server.intercept = () => ({ status: 200, body })
      const digest = digestOf(Buffer.from(body))
      await expect(client.platforms({ name: name('app'), digest })).rejects.toThrow(
        /it is no manifest of an image/
      )
    }
  )

  test('of an index whose images tell no platform is none that is known', async () => {
    const { client, name, server } = await registry()
    const index = { manifests: [{ digest: NO_IMAGE }, { digest: NO_IMAGE, platform: { os: 'linux' } }, {}] }
    server.images.pushManifest('app', 'v1', index, 'application/vnd.oci.image.index.v1+json')
    expect(await client.platforms({ name: name('app'), tag: 'v1' })).toEqual([])
  })
})
