import { describe, expect, test } from '@jest/globals'
import type { Platform } from '../../src/core/image/platform.ts'
import type { ImagePolicy } from '../../src/core/version/rule.ts'
import { choose } from '../../src/sources/choice.ts'
import { useRegistry, type Pair } from '../adapters/registry/client.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { refusal } from '../servers/registry/index.ts'

const registry = useRegistry()

const policyFor = (repository: string): ImagePolicy => ({
  name: repository,
  newName: undefined,
  repository,
  rule: {
    filter: { allow: undefined, ignore: [], extract: undefined },
    order: { by: 'newest-build' },
    preset: 'argocd'
  }
})

const chooseOf = ({ client, name }: Pair, platforms: readonly Platform[] = []) =>
  choose(policyFor(name('app')), {
    registry: client,
    platforms,
    clock: new FakeClock(),
    log: () => undefined
  })

const tagsUpTo = (number: number): readonly string[] =>
  Array.from({ length: number }, (_, index) => `build-${String(index)}`)

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

const dayOf = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString()

/** Pushes an image for each tag; the one in the middle was made last. */
function pushAll({ server }: Pair, tags: readonly string[]): void {
  tags.forEach((tag, index) => {
    const created = dayOf(index === tags.length / 2 ? 999 : index)
    server.images.push('app', tag, { created })
  })
}

/** Gives each tag the image of the first. */
function shareImage({ server }: Pair, [first = '', ...others]: readonly string[]): void {
  server.images.push('app', first, { created: dayOf(1) })
  const { body, mediaType } = server.images.find('app', first) ?? {}
  for (const tag of others)
    server.images.pushManifest('app', tag, JSON.parse(String(body)) as object, mediaType ?? '')
}

const countOf = ({ asked }: Pair, part: string): number =>
  asked().filter((line) => line.includes(part)).length

describe('the newest of 200 builds', () => {
  test('is found with two requests each, eight at once', async () => {
    const pair = await registry()
    pushAll(pair, tagsUpTo(200))
    let [underWay, most] = [0, 0]
    pair.server.intercept = async () => {
      underWay += 1
      most = Math.max(most, underWay)
      await pause(30)
      underWay -= 1
      return undefined
    }
    expect((await chooseOf(pair)).wanted.tag).toEqual({ set: 'build-100' })
    expect(most).toBe(8)
    expect(pair.asked()).toHaveLength(1 + 200 + 200)
  })

  test('that are one image: its configuration is asked for once', async () => {
    const pair = await registry()
    shareImage(pair, tagsUpTo(200))
    const { wanted, notices } = await chooseOf(pair)
    expect(wanted.tag).toEqual({ set: 'build-99' })
    expect(notices).toEqual([
      `200 images of "${pair.name('app')}" say that they were made at one moment: the last by name was chosen.`
    ])
    expect([countOf(pair, 'manifests/build-'), countOf(pair, 'blobs/')]).toEqual([200, 1])
  })

  test('that are indexes of one image: it is asked for once', async () => {
    const pair = await registry()
    const digest = pair.server.images.push('app', 'build-0', { created: dayOf(1) })
    const mediaType = 'application/vnd.oci.image.index.v1+json'
    const platform = { os: 'linux', architecture: 'amd64' }
    for (const tag of tagsUpTo(200).slice(1)) {
      const index = { schemaVersion: 2, mediaType, manifests: [{ digest, platform }], annotations: { tag } }
      pair.server.images.pushManifest('app', tag, index, mediaType)
    }
    await chooseOf(pair)
    expect([countOf(pair, 'manifests/sha256:'), countOf(pair, 'blobs/')]).toEqual([1, 1])
  })

  test('is not looked for any further when one of them fails', async () => {
    const pair = await registry()
    pushAll(pair, tagsUpTo(200))
    let looked = 0
    pair.server.intercept = async ({ url }) => {
      if (!url.pathname.includes('/manifests/')) return undefined
      looked += 1
      if (looked === 20) return refusal(403, 'DENIED', 'no')
      await pause(30)
      return undefined
    }
    await expect(chooseOf(pair)).rejects.toMatchObject({ code: 'no-access' })
    await pause(200)
    expect(looked).toBeLessThan(20 + 8)
  })

  test('is one of an image that was made, where others do not tell', async () => {
    const pair = await registry()
    for (const tag of tagsUpTo(199)) pair.server.images.push('app', tag)
    pair.server.images.push('app', 'a', { created: dayOf(1) })
    expect((await chooseOf(pair)).wanted.tag).toEqual({ set: 'a' })
  })
})

test('one build is not looked at', async () => {
  const pair = await registry()
  pushAll(pair, tagsUpTo(1))
  expect((await chooseOf(pair)).wanted.tag).toEqual({ set: 'build-0' })
  expect(pair.asked()).toHaveLength(1)
})

describe('with platforms', () => {
  const arm: Platform = { os: 'linux', architecture: 'arm64', variant: undefined }

  test('one build is looked at, too', async () => {
    const pair = await registry()
    pair.server.images.push('app', 'v1', { platform: 'linux/arm64' })
    expect((await chooseOf(pair, [arm])).wanted.tag).toEqual({ set: 'v1' })
    expect(pair.asked()).toHaveLength(3)
  })

  test.each([1, 2])('of %d builds for another, none is chosen', async (number) => {
    const pair = await registry()
    pushAll(pair, tagsUpTo(number))
    await expect(chooseOf(pair, [arm])).rejects.toMatchObject({
      code: 'no-version',
      message: expect.stringContaining(
        `${number === 1 ? 'candidate' : 'candidates'}, none is for linux/arm64.`
      ) as unknown
    })
  })
})

test('of builds of one second, the nanoseconds decide', async () => {
  const pair = await registry()
  pair.server.images.push('app', 'a', { created: '2024-01-01T00:00:00.123456789Z' })
  pair.server.images.push('app', 'b', { created: '2024-01-01T00:00:00.123456788Z' })
  const { wanted, notices } = await chooseOf(pair)
  expect([wanted.tag, notices]).toEqual([{ set: 'a' }, []])
})

test('more than a thousand builds are refused before any is looked at', async () => {
  const pair = await registry()
  shareImage(pair, tagsUpTo(1001))
  await expect(chooseOf(pair)).rejects.toMatchObject({
    code: 'no-version',
    message: `"newest-build" would have to look at 1001 images of "${pair.name('app')}".`
  })
  expect(countOf(pair, 'manifests/')).toBe(0)
})
